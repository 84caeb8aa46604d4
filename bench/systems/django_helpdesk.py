"""django-helpdesk 2.6 from PyPI, the project's own `standalone` settings, gunicorn sync workers with --preload."""

import base64
import json
import re

from peerbench import corpus
from peerbench.loadgen import expect
from peerbench.system import PGPORT, ROOT, Scenario, System

OPEN = {"filtering": {"status__in": [1, 2]}, "sorting": "created", "search_string": "", "sortreverse": False}


def b64(q: dict) -> str:
    return base64.b64encode(json.dumps(q).encode()).decode()


async def table(c, q: dict, draw=1) -> int:
    """the XHR that DataTables sends for one page of 25 rows"""
    r = expect(
        await c.get(
            f"/datatables_ticket_list/{b64(q)}",
            params={
                "draw": draw,
                "start": 0,
                "length": 25,
                "order[0][column]": 5,
                "order[0][dir]": "asc",
                "search[value]": "",
            },
        ),
        200,
        '"data"',
    )
    return r


async def ticket_list(s, c, rng):
    r = expect(await c.get("/tickets/"), 200, "datatables_ticket_list")
    m = re.search(rb"/datatables_ticket_list/([A-Za-z0-9+/=]+)", r.content)
    q = json.loads(base64.b64decode(m.group(1)))
    r2 = await table(c, q)
    if len(r2.json()["data"]) != 25:
        raise AssertionError("25 rows expected")
    return len(r.content) + len(r2.content)


async def ticket_detail(s, c, rng):
    r = expect(await c.get(f"/tickets/{rng.randrange(1, s.n + 1)}/"), 200, "订单号")
    return len(r.content)


def search(cls):
    async def fn(s, c, rng):
        w = rng.choice(corpus.SEARCH[cls])
        r = expect(
            await c.get("/tickets/", params={"q": w, "search_type": "header"}), 200, "datatables_ticket_list"
        )
        m = re.search(rb"/datatables_ticket_list/([A-Za-z0-9+/=]+)", r.content)
        r2 = await table(c, json.loads(base64.b64decode(m.group(1))))
        d = r2.json()
        if not d["data"] or not d["recordsFiltered"]:
            raise AssertionError(f"no hit for {w}")
        return len(r.content) + len(r2.content)

    return fn


async def dashboard(s, c, rng):
    return len(expect(await c.get("/dashboard/"), 200, "Tickets").content)


async def report(s, c, rng):
    return len(expect(await c.get("/reports/"), 200, "Queue").content)


async def report_run(s, c, rng):
    return len(expect(await c.get("/reports/queuestatus/"), 200, "物流配送").content)


async def create_form(s, c, rng):
    """staff web form (GET is not counted again: the CSRF token of the session is reused)"""
    subj, body = corpus.one(rng)
    r = await c.post(
        "/tickets/submit/",
        data={
            "csrfmiddlewaretoken": c.cookies["csrftoken"],
            "queue": rng.randrange(1, 6),
            "title": subj,
            "body": body,
            "priority": 3,
            "submitter_email": f"c{rng.randrange(20000):05d}@example.com",
        },
        headers={"Referer": s.base_url + "/"},
    )
    expect(r, 302)
    return 0


async def create_api(s, c, rng):
    subj, body = corpus.one(rng)
    r = await c.post(
        "/api/tickets/",
        json={
            "queue": rng.randrange(1, 6),
            "title": subj,
            "description": body,
            "priority": 3,
            "status": 1,
            "submitter_email": f"c{rng.randrange(20000):05d}@example.com",
        },
        headers={"X-CSRFToken": c.cookies["csrftoken"], "Referer": s.base_url + "/"},
    )
    expect(r, 201)
    return 0


class Sut(System):
    name, version = "django_helpdesk", "2.6.1 (Django 5.2.19, gunicorn 27)"
    base_url = "http://127.0.0.1:8101"
    db = "djhd"
    ready_path = "/login/"

    def __init__(self, size):
        self.base_url = f"http://127.0.0.1:{ {'10k': 8101, '100k': 8102, '1m': 8103}[size] }"
        super().__init__(size)

    def command(self):
        port = self.base_url.rsplit(":", 1)[1]
        env = {
            "DJANGO_HELPDESK_SECRET_KEY": "bench-secret",
            "DJANGO_HELPDESK_ALLOWED_HOSTS": "127.0.0.1",
            "POSTGRES_DB": self.db_name(),
            "POSTGRES_USER": "bench",
            "POSTGRES_PASSWORD": "x",
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(PGPORT),
            "DJANGO_SETTINGS_MODULE": "bench_settings",
            "PYTHONPATH": ".",
        }
        argv = [
            f"{ROOT}/env/djhd/bin/gunicorn",
            "standalone.config.wsgi:application",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(self.workers),
            "--timeout",
            "300",
            "--preload",
            "--log-level",
            "warning",
            "--worker-tmp-dir",
            "/dev/shm",
        ]
        return argv, env, f"{ROOT}/run/djhd"

    async def login(self, c, i):
        expect(await c.get("/login/"), 200)
        r = await c.post(
            "/login/",
            data={
                "csrfmiddlewaretoken": c.cookies["csrftoken"],
                "username": f"agent{i}",
                "password": "bench-Pass-123",
            },
            headers={"Referer": self.base_url + "/login/"},
        )
        expect(r, 302)

    def scenarios(self):
        return [
            Scenario("ticket_list", ticket_list, "HTML page + DataTables JSON of 25 rows"),
            Scenario("ticket_detail", ticket_detail),
            Scenario("search_rare", search("rare"), "0.1 % hits; page + JSON"),
            Scenario("search_mid", search("mid"), "2.5 %"),
            Scenario("search_common", search("common"), "9-20 %"),
            Scenario("dashboard", dashboard),
            Scenario("report", report, "/reports/ index"),
            Scenario("report_queuestatus", report_run, "/reports/queuestatus/"),
            Scenario("create", create_form, "staff web form POST", write=True),
            Scenario("create_api", create_api, "REST POST /api/tickets/", write=True),
        ]
