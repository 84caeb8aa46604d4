"""Request Tracker 5.0.3 (Debian package), rt-server under Starman with 2 workers (its documented PSGI deployment).

Keep-alive is off: a Starman worker serves one connection until it closes, so 8 keep-alive clients on 2 workers would starve
each other (p99 13 s when tried); behind nginx, the usual front end, upstream connections are closed as well."""

import re

from peerbench import corpus
from peerbench.loadgen import Failed, expect
from peerbench.system import ROOT, Scenario, System


async def ticket_list(s, c, rng):
    r = expect(
        await c.get(
            "/Search/Results.html",
            params={"Query": "Status = '__Active__'", "OrderBy": "id", "Order": "ASC", "Rows": 25, "Page": 1},
        ),
        200,
        "用户反映",
    )
    if r.content.count("用户反映".encode()) < 25:
        raise Failed("25 rows expected")
    return len(r.content)


async def ticket_detail(s, c, rng):
    """page + the XHR by which RT 5 loads the history (ShowHistory 'delay' is the default)"""
    n = rng.randrange(10, s.n)
    r = expect(await c.get("/Ticket/Display.html", params={"id": n}), 200, "delayed_ticket_history")
    r2 = expect(
        await c.get(
            "/Helpers/TicketHistory",
            params={"id": n},
            headers={"X-Requested-With": "XMLHttpRequest", "Referer": str(r.url)},
        ),
        200,
        "订单号",
    )
    return len(r.content) + len(r2.content)


def search(cls):
    async def fn(s, c, rng):
        w = rng.choice([x for x in corpus.SEARCH[cls] if x not in ("退款", "投诉", "破损")])
        r = await c.get("/Search/Simple.html", params={"q": w})
        size = len(r.content)
        for _ in range(2):
            if r.status_code in (301, 302, 303):
                r = await c.get(r.headers["location"])
                size += len(r.content)
        expect(r, 200, w)
        m = re.search(r"Found ([\d,]+) ticket", r.text)
        if not m or (
            not int(m.group(1).replace(",", "")) and cls != "rare"
        ):  # at 10k some rare words have no ACTIVE ticket
            raise Failed(f"no hit for {w}")
        return size

    return fn


def search_body(cls):
    async def fn(s, c, rng):
        w = rng.choice(corpus.SEARCH[cls])
        r = expect(
            await c.get("/Search/Results.html", params={"Query": f"Content LIKE '{w}'", "Rows": 25}),
            200,
            "Found ",
        )
        return len(r.content)

    return fn


async def dashboard(s, c, rng):
    return len(expect(await c.get("/"), 200, "RT at a glance").content)


async def report(s, c, rng):
    r = expect(
        await c.get(
            "/Search/Chart.html",
            params={
                "Query": "id > 0",
                "GroupBy": ["Queue", "Status"],
                "ChartStyle": "bar+table",
                "ChartFunction": "COUNT",
            },
        ),
        200,
        "物流配送",
    )
    return len(r.content)


async def create(s, c, rng):
    subj, body = corpus.one(rng)
    r = await c.post(
        "/Ticket/Create.html",
        data={
            "id": "new",
            "Queue": s.queue_ids[rng.randrange(5)],
            "Subject": subj,
            "Content": body,
            "ContentType": "text/plain",
            "Requestors": f"c{rng.randrange(20000):05d}@example.com",
            "Status": "new",
            "Owner": s.nobody,
            "Priority": 50,
            "SubmitTicket": "Create",
        },
        headers={"Referer": s.base_url + "/Ticket/Create.html"},
    )
    expect(r, 302)
    return 0


async def create_api(s, c, rng):
    subj, body = corpus.one(rng)
    r = await c.post(
        "/REST/2.0/ticket",
        json={
            "Queue": corpus.QUEUES[rng.randrange(5)],
            "Subject": subj,
            "Content": body,
            "Requestor": f"c{rng.randrange(20000):05d}@example.com",
        },
        headers={"Referer": s.base_url + "/"},
    )
    expect(r, 201)
    return 0


class Sut(System):
    name, version = "request_tracker", "5.0.3 (Debian 12, Starman 0.4016)"
    db = "rt"

    def __init__(self, size):
        self.base_url = f"http://127.0.0.1:{ {'10k': 8111, '100k': 8112, '1m': 8113}[size] }"
        super().__init__(size)
        import psycopg
        from peerbench.system import PGPORT

        with psycopg.connect(host="127.0.0.1", port=PGPORT, user="bench", dbname=self.db_name()) as c:
            q = {n: i for i, n in c.execute("select id,name from queues")}
            self.queue_ids = [q[x] for x in corpus.QUEUES]
            self.nobody = c.execute("select id from users where name='Nobody'").fetchone()[0]

    def command(self):
        port = self.base_url.rsplit(":", 1)[1]
        return (
            [
                "/usr/share/request-tracker5/libexec/rt-server",
                "--server",
                "Starman",
                "--host",
                "127.0.0.1",
                "--port",
                port,
                "--workers",
                str(self.workers),
                "--disable-keepalive",
            ],
            {"RT_DB": self.db_name(), "RT_PORT": port, "RT_FTS": "1"},
            f"{ROOT}/run/rt",
        )

    async def login(self, c, i):
        r = await c.post(
            "/",
            data={"user": f"agent{i}", "pass": "bench-Pass-123"},
            headers={"Referer": self.base_url + "/"},
        )
        expect(r, (200, 302))
        expect(await c.get("/"), 200, "RT at a glance")

    def scenarios(self):
        return [
            Scenario("ticket_list", ticket_list, "Search/Results, all active, 25 rows"),
            Scenario("ticket_detail", ticket_detail, "page + history XHR"),
            Scenario("search_rare", search("rare"), "simple search: subject of ACTIVE tickets only"),
            Scenario("search_mid", search("mid"), "ditto"),
            Scenario("search_common", search("common"), "ditto"),
            Scenario(
                "search_body_rare",
                search_body("rare"),
                "Content LIKE, unindexed; finds NOTHING: bodies are stored quoted-printable",
            ),
            Scenario("dashboard", dashboard, "RT at a glance"),
            Scenario("report", report, "Chart by queue and status, all tickets"),
            Scenario("create", create, "web form POST", write=True),
            Scenario("create_api", create_api, "REST 2.0", write=True),
        ]
