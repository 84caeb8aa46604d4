"""osTicket 1.18 (GitHub snapshot of 2023-10-25), nginx + php-fpm 8.2 with 2 static children and opcache, MariaDB 10.11 (it has no PostgreSQL back end)."""

import re

from peerbench import corpus
from peerbench.dbprobe import MySQLProbe
from peerbench.loadgen import Failed, expect
from peerbench.system import ROOT, Scenario, System

KEY = "BENCHKEY0123456789ABCDEF01234567"


async def ticket_list(s, c, rng):
    r = expect(await c.get("/scp/tickets.php", params={"queue": 1}), 200, "用户反映")
    if r.text.count("用户反映") < 20:
        raise Failed("25 rows expected")
    return len(r.content)


async def ticket_detail(s, c, rng):
    return len(
        expect(await c.get("/scp/tickets.php", params={"id": rng.randrange(5, s.n)}), 200, "订单号").content
    )


def search(cls):
    async def fn(s, c, rng):
        w = rng.choice(corpus.SEARCH[cls])
        r = expect(await c.get("/scp/tickets.php", params={"a": "search", "query": w}), 200)
        s.hits = r.text.count("用户反映")
        return len(r.content)

    return fn


async def dashboard(s, c, rng):
    """page + the two XHRs of its graph and table"""
    r = expect(await c.get("/scp/dashboard.php"), 200, "dashboard")
    return len(r.content)


async def create_api(s, c, rng):
    subj, body = corpus.one(rng)
    k = rng.randrange(20000)
    r = await c.post(
        "/api/tickets.json",
        json={
            "alert": True,
            "autorespond": True,
            "source": "API",
            "name": corpus.customer(k)["name"],
            "email": f"k{k:05d}@example.com",
            "subject": subj,
            "message": "data:text/plain;charset=utf-8," + body,
        },
        headers={"X-API-Key": KEY},
    )
    expect(r, 201)
    return 0


class Sut(System):
    name, version = "osticket", "1.18-git (PHP 8.2, nginx, MariaDB 10.11)"
    db = "ost"

    def __init__(self, size):
        self.base_url = f"http://127.0.0.1:{ {'10k': 8132, '100k': 8133, '1m': 8134}[size] }"
        super().__init__(size)

    def make_probe(self):
        return MySQLProbe(
            self.db_name(), f"{ROOT}/my/my.pid", host="127.0.0.1", port=53306, user="bench", password="bench"
        )

    def command(self):
        port = int(self.base_url.rsplit(":", 1)[1])
        return (
            [f"{ROOT}/run/osticket_fpm/serve.sh", str(port), str(port + 1000), f"osticket_{self.size}"],
            {},
            ROOT,
        )

    async def login(self, c, i):
        r = expect(await c.get("/scp/login.php"), 200)
        tok = re.search(r'name="__CSRFToken__" value="([0-9a-f]+)"', r.text).group(1)
        r = await c.post(
            "/scp/login.php",
            data={
                "__CSRFToken__": tok,
                "do": "scplogin",
                "userid": f"agent{i}",
                "passwd": "bench-Pass-123",
                "submit": "Log In",
            },
        )
        expect(r, 302)
        expect(await c.get("/scp/tickets.php"), 200, "Log Out")

    def scenarios(self):
        return [
            Scenario("ticket_list", ticket_list, "Open queue, 25 rows"),
            Scenario("ticket_detail", ticket_detail),
            Scenario("search_rare", search("rare"), "FULLTEXT boolean mode"),
            Scenario("search_mid", search("mid"), "ditto"),
            Scenario("search_common", search("common"), "ditto"),
            Scenario("dashboard", dashboard, "page only"),
            Scenario("create", create_api, "JSON API, no web session", write=True),
        ]
