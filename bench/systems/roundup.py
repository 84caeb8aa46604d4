"""Roundup 2.6.0 from PyPI, classic template, PostgreSQL, WSGI under gunicorn (one of its documented deployments)."""

import re

from peerbench import corpus
from peerbench.loadgen import Failed, expect
from peerbench.system import ROOT, Scenario, System

COLS = "id,activity,title,creator,assignedto,status"


async def ticket_list(s, c, rng):
    r = expect(
        await c.get(
            "/issue",
            params={
                "@sort": "-activity",
                "@filter": "status",
                "status": "-1,1,2,3,4,5,6,7",
                "@columns": COLS,
                "@pagesize": 25,
                "@startwith": 0,
                "@dispname": "Show Open",
            },
        ),
        200,
        "用户反映",
    )
    if r.text.count("用户反映") < 20:  # 25 rows, a few of them made by hand or by the create run
        raise Failed("25 rows expected")
    return len(r.content)


async def ticket_detail(s, c, rng):
    return len(expect(await c.get(f"/issue{rng.randrange(5, s.n)}"), 200, "订单号").content)


def search(cls):
    async def fn(s, c, rng):
        w = rng.choice([x for x in corpus.SEARCH[cls] if x not in ("退款", "投诉", "破损")])
        r = expect(
            await c.get(
                "/issue",
                params={
                    "@sort": "-activity",
                    "@filter": "title",
                    "title": w,
                    "@columns": COLS,
                    "@pagesize": 25,
                    "@startwith": 0,
                },
            ),
            200,
            "用户反映",
        )
        return len(r.content)

    return fn


def search_body(cls):
    async def fn(s, c, rng):
        w = rng.choice(corpus.SEARCH[cls])
        r = expect(
            await c.get(
                "/issue",
                params={
                    "@sort": "-activity",
                    "@search_text": w,
                    "@columns": COLS,
                    "@pagesize": 25,
                    "@startwith": 0,
                },
            ),
            200,
        )
        s.body_hits = r.text.count("用户反映")
        return len(r.content)

    return fn


async def dashboard(s, c, rng):
    return len(expect(await c.get("/"), 200, "用户反映").content)


async def create(s, c, rng):
    subj, body = corpus.one(rng)
    r = await c.post(
        "/issue",
        data={
            "@action": "new",
            "title": subj,
            "@note": body,
            "priority": "3",
            "status": "1",
            "@template": "item",
            "@required": "title,priority",
        },
        headers={"Referer": s.base_url + "/issue?@template=item", "Origin": s.base_url},
    )
    if r.status_code not in (302, 303):
        raise Failed(
            f"create -> {r.status_code} {re.findall(r'error-message[^<]*<[^<]*', r.text)[:2]} {r.text[-300:]}"
        )
    return 0


class Sut(System):
    name, version = "roundup", "2.6.0 (gunicorn 27)"
    db = "roundup"

    def __init__(self, size):
        self.base_url = f"http://127.0.0.1:{ {'10k': 8121, '100k': 8122, '1m': 8123}[size] }"
        super().__init__(size)

    def command(self):
        port = self.base_url.rsplit(":", 1)[1]
        return (
            [
                f"{ROOT}/env/roundup/bin/gunicorn",
                "wsgi:app",
                "--bind",
                f"127.0.0.1:{port}",
                "--workers",
                str(self.workers),
                "--timeout",
                "300",
                "--log-level",
                "warning",
                "--worker-tmp-dir",
                "/dev/shm",
            ],
            {"TRACKER_HOME": f"{ROOT}/run/roundup/t_{self.size}"},
            f"{ROOT}/run/roundup",
        )

    async def login(self, c, i):
        r = await c.post(
            "/",
            data={
                "@action": "login",
                "__login_name": f"agent{i}",
                "__login_password": "bench-Pass-123",
                "__came_from": self.base_url + "/",
            },
            headers={"Referer": self.base_url + "/", "Origin": self.base_url},
        )
        expect(r, (200, 302, 303))
        expect(await c.get("/"), 200, "Logout")

    def scenarios(self):
        return [
            Scenario("ticket_list", ticket_list, "25 rows"),
            Scenario("ticket_detail", ticket_detail),
            Scenario("search_rare", search("rare"), "title substring"),
            Scenario("search_mid", search("mid"), "title substring"),
            Scenario("search_common", search("common"), "title substring"),
            Scenario(
                "search_body_rare",
                search_body("rare"),
                "full-text box; finds NOTHING: a Chinese clause is indexed as one word",
            ),
            Scenario("dashboard", dashboard, "home page (open issues by priority)"),
            Scenario("create", create, "web form POST", write=True),
        ]
