"""How many SQL statements each page of Amends takes: asked of the real pages, in a process of its own.

usage: statements.py FOLDER      (with the environment of systems/amends.py; prints JSON, scenario -> statements)
"""

import json
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
TIMES = 5


def main(size: str, name: str) -> dict:
    import importlib

    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from peerbench import corpus

    from amends.foundation.organisation.models import Member

    get_wsgi_application()
    sut = importlib.import_module(f"systems.{name}").Sut(size)
    client = Client(headers={"host": "127.0.0.1", "accept-language": "zh-CN"})
    client.force_login(Member.objects.get(username="agent0"))
    rng = random.Random(9)
    addresses = {
        "ticket_list": lambda: "/desk/cases/",
        "ticket_detail": lambda: f"/desk/cases/{sut.number(rng.randrange(1, sut.n + 1))}/",
        **{
            f"search_{kind}": lambda kind=kind: f"/desk/cases/?q={rng.choice(corpus.SEARCH[kind])}"
            for kind in corpus.SEARCH
        },
        "dashboard": lambda: "/desk/",
        "report": lambda: "/desk/reports/",
    }
    most = {}
    for scenario, address in addresses.items():
        client.get(address())
        counts = []
        for _ in range(TIMES):
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address()).status_code == 200, scenario
            counts.append(len(caught))
        most[scenario] = max(counts)
    subject, body = corpus.one(rng)
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            answer = client.post(
                "/api/v1/complaints",
                json.dumps({"text": body, "subject": subject, "customer": {"email": "c00001@example.com"}}),
                content_type="application/json",
                headers={"authorization": f"Bearer {sut.note['token']}"},
            )
            assert answer.status_code == 201, answer.content
    most["create"] = len(caught)
    return most


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    name, _, size = folder.name.rpartition("_")
    print(json.dumps(main(size, name)))
