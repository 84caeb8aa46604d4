"""Amends itself, on PostgreSQL, as `amends serve` runs it."""

import datetime as dt
import json
import os
import re
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from peerbench import corpus, postgres
from peerbench.loadgen import Failed, expect
from peerbench.system import ROOT, Scenario, System

PROJECT = Path(__file__).resolve().parent.parent.parent
ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 730
ROW = re.compile(r'<tr data-case="(A\d\d-\d+)"')
SECRET_KEY = "only-for-the-benchmark-only-for-the-benchmark"


async def ticket_list(s, c, rng):
    r = expect(await c.get("/desk/cases/"), 200, "用户反映")
    if len(ROW.findall(r.text)) != 25:
        raise Failed("25 rows expected")
    return len(r.content)


async def ticket_detail(s, c, rng):
    return len(
        expect(await c.get(f"/desk/cases/{s.number(rng.randrange(1, s.n + 1))}/"), 200, "订单号").content
    )


def search(cls):
    async def fn(s, c, rng):
        r = expect(await c.get("/desk/cases/", params={"q": rng.choice(corpus.SEARCH[cls])}), 200, "用户反映")
        return len(r.content)

    return fn


async def dashboard(s, c, rng):
    return len(expect(await c.get("/desk/"), 200, "flow-stage").content)


async def report(s, c, rng):
    return len(expect(await c.get("/desk/reports/"), 200, "<table").content)


async def create(s, c, rng):
    """A complaint through the API: kept, searchable and recorded in the trail when the answer comes."""
    subject, body = corpus.one(rng)
    customer = corpus.customer(rng.randrange(corpus.N_CUSTOMERS))
    r = await c.post(
        "/api/v1/complaints",
        json={
            "text": body,
            "subject": subject,
            "customer": {"email": customer["email"], "phone": customer["phone"]},
        },
        headers={"Authorization": f"Bearer {s.note['token']}"},
    )
    expect(r, 201)
    return 0


class Sut(System):
    name, version = "amends", "this tree"
    ready_path = "/healthz"
    headers = {"Accept-Language": "zh-CN"}
    db = "bench_amends"
    ports = {"10k": 8201, "100k": 8202, "1m": 8203}

    def __init__(self, size):
        self.base_url = f"http://127.0.0.1:{self.ports[size]}"
        self.size = size
        self.folder = Path(ROOT).resolve() / f"{self.name}_{size}"
        self.note = json.loads((self.folder / "bench.json").read_text())
        super().__init__(size)

    def database_url(self) -> str:
        return postgres.url(self.db_name())

    def environment(self) -> dict:
        return {
            "DATABASE_URL": self.database_url(),
            "AMENDS_VAR": str(self.folder),
            "SECRET_KEY": SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "amends.config.settings",
        }

    def command(self):
        port = self.base_url.rsplit(":", 1)[1]
        more = os.environ.get("BENCH_SERVE", "").split()
        argv = [
            sys.executable,
            "-m",
            "amends",
            "serve",
            "--port",
            port,
            "--workers",
            str(self.workers),
            *more,
        ]
        return argv, self.environment(), str(PROJECT)

    def number(self, case_id: int) -> str:
        """The number of a loaded case: the corpus spreads the tickets evenly over its days up to the moment of loading."""
        now = dt.datetime.fromisoformat(self.note["now"])
        start, step = now - dt.timedelta(days=DAYS), DAYS * 86400 / self.n
        received = start + dt.timedelta(seconds=int((case_id - 1) * step))
        return f"A{received.astimezone(ZONE):%y}-{case_id:06d}"

    async def login(self, c, i):
        page = expect(await c.get("/accounts/login/"), 200)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)
        agent = corpus.agent(i % corpus.N_AGENTS)
        data = {"csrfmiddlewaretoken": token, "login": agent["username"], "password": agent["password"]}
        r = await c.post(
            "/accounts/login/", data=data, headers={"Referer": f"{self.base_url}/accounts/login/"}
        )
        expect(r, 302)

    def scenarios(self):
        return [
            Scenario("ticket_list", ticket_list, "the open cases, 25 rows"),
            Scenario("ticket_detail", ticket_detail, "a random case: three panes, composer, next step"),
            Scenario("search_rare", search("rare"), "0.1 % hits"),
            Scenario("search_mid", search("mid"), "2.5 %"),
            Scenario("search_common", search("common"), "9-20 %"),
            Scenario("dashboard", dashboard, "start page"),
            Scenario("report", report, "reports"),
            Scenario("create", create, "POST /api/v1/complaints", write=True),
        ]
