"""Loads the corpus into Amends, on PostgreSQL or SQLite.

usage: load_amends.py N DATABASE_URL FOLDER      (an empty database that exists; FOLDER becomes the installation's var)

One department, agents agent0..9 (handlers), the customers and tickets of the corpus. Every complaint is read by the
engine, so that a case page shows what it shows in life: labels, evidence, facts, points. Left out: audit chains, jobs,
attachments, proposals and orders. The search index of PostgreSQL is built at the end.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import random
import sys
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from peerbench import corpus  # noqa: E402

CHUNK = 1000
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
STAGES = ("listen", "confirm", "investigate", "propose", "carry_out", "review")
# Where a ticket of the corpus stands in Amends; a share of the open ones is in each of the stages named.
STAGES_OF = {"new": ("listen",), "open": ("confirm", "investigate"), "pending": ("propose", "carry_out")}
OUTCOME_OF = {"resolved": "UPH", "closed": "PUP", "rejected": "NUP"}
RECORDS = {"listen": "与顾客逐条确认：{}", "investigate": "经核对订单、物流与服务记录，顾客所说属实：{}"}


def readings(chunk: list[dict]) -> list[dict]:
    """What the engine finds in each ticket; runs in a process of its own."""
    from amends.understanding import Entry, read_many

    found = read_many([Entry(ticket["body"], str(ticket["id"])) for ticket in chunk])
    return [{name: value for name, value in one.as_dict().items() if name != "id"} for one in found]


def chunks(n: int, now: dt.datetime):
    tickets = corpus.tickets(n, now=now)
    while chunk := list(islice(tickets, CHUNK)):
        yield chunk


class Loader:
    def __init__(self, n: int, folder: Path) -> None:
        from amends.foundation.organisation.queries import house_member, portal_member

        self.n, self.folder = n, folder
        self.now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        self.house, self.portal = house_member(), portal_member()
        self.random = random.Random(1)

    def people(self) -> None:
        from amends.doors.api.actions import add_token
        from amends.doors.api.choices import Scope
        from amends.foundation.organisation.choices import Presence, Role
        from amends.foundation.organisation.models import Department, Member

        self.department = Department(code="care", name="客户服务部", takes_in=True)
        self.department.save()
        self.agents = [
            Member(
                username=agent["username"],
                display_name=agent["name"],
                email=agent["email"],
                role=Role.HANDLER,
                department=self.department,
                languages=["zh-Hans"],
                presence=Presence.PRESENT,
                approval_limit=500,
                # Nobody is full, so every new complaint finds a handler at once.
                capacity=30_000,
            )
            for agent in map(corpus.agent, range(corpus.N_AGENTS))
        ]
        self.agents[0].set_password(corpus.agent(0)["password"])
        for member in self.agents:
            member.password = self.agents[0].password
            member.save()
        _token, secret = add_token(
            name="bench",
            member=self.agents[0],
            scopes=list(Scope.values),
            per_minute=10_000_000,
            by=self.house,
        )
        note = {"n": self.n, "now": self.now.isoformat(), "token": secret}
        (self.folder / "bench.json").write_text(json.dumps(note))

    def customers(self) -> None:
        from amends.casework.customers.models import Customer, Identity
        from amends.casework.customers.rules import key_of, phone_digits

        rows = [corpus.customer(i) for i in range(corpus.N_CUSTOMERS)]
        self.people_served = Customer.objects.bulk_create(
            (
                Customer(
                    id=row["id"] + 1,
                    name=row["name"],
                    phone=row["phone"],
                    phone_digits=phone_digits(row["phone"]),
                    email=row["email"],
                    created_at=self.now - 800 * DAY,
                )
                for row in rows
            ),
            batch_size=2000,
        )
        Identity.objects.bulk_create(
            (
                Identity(
                    customer=customer,
                    kind=kind,
                    value=value,
                    key=key_of(kind, value),
                    source="file",
                    added_at=customer.created_at,
                    verified_at=customer.created_at,
                    preferred=True,
                )
                for customer in self.people_served
                for kind, value in (("phone", customer.phone), ("email", customer.email))
                if value
            ),
            batch_size=2000,
        )

    def case(self, ticket: dict, data: dict):
        from amends.casework.cases.actions.reading import label_case
        from amends.casework.cases.models import Case
        from amends.casework.cases.rules import summary_from

        received, is_open = ticket["created"], ticket["status"] in corpus.ACTIVE
        stage = self.random.choice(STAGES_OF[ticket["status"]]) if is_open else "review"
        answered = ticket["status"] != "new"
        due = received + (72 * HOUR if answered else 24 * HOUR)
        case = Case(
            id=ticket["id"],
            customer=self.people_served[ticket["customer"]],
            department=self.department,
            owner=None if ticket["agent"] is None else self.agents[ticket["agent"]],
            assigned_reason=[["open_cases", 3]],
            channel="portal",
            subject=ticket["subject"],
            summary=summary_from(ticket["body"]),
            phase="open" if is_open else "closed",
            stage=stage,
            unread=not answered,
            received_at=received,
            touched_at=ticket["updated"],
            due_at=due if is_open else None,
            due_from=received if is_open else None,
            due_kind=("solution" if answered else "first_response") if is_open else "",
            first_reply_at=received + 3 * HOUR if answered else None,
            latest_inbound_id=None,
            reading_id=ticket["id"],
        )
        label_case(case, data)
        if not is_open:
            case.agreed_at = case.solved_at = case.followed_up_at = case.cause_recorded_at = ticket["updated"]
            case.closed_at, case.outcome = ticket["updated"], OUTCOME_OF[ticket["status"]]
        return case

    def messages(self, case, ticket: dict) -> list:
        from amends.casework.cases.models import Message

        found = [
            Message(
                case=case,
                direction="in",
                kind="complaint",
                body=ticket["body"],
                author=self.portal,
                sent_at=case.received_at,
                reading_id=case.reading_id,
            )
        ]
        for up in ticket["followups"]:
            ours = up["by_agent"]
            found.append(
                Message(
                    case=case,
                    direction="out" if ours else "in",
                    kind="reply" if ours else "customer",
                    body=up["body"],
                    author=case.owner or self.agents[0] if ours else self.portal,
                    sent_at=up["at"],
                )
            )
        return found

    def stage_records(self, case) -> list:
        from amends.casework.cases.models import StageRecord

        last = STAGES.index(case.stage)
        return [
            StageRecord(
                case=case,
                stage=stage,
                entered_at=case.received_at + place * HOUR,
                left_at=case.received_at + (place + 1) * HOUR if place < last else None,
                left_by=case.owner if place < last else None,
                record=RECORDS[stage].format(case.subject) if place < last and stage in RECORDS else "",
            )
            for place, stage in enumerate(STAGES[: last + 1])
        ]

    def clocks(self, case) -> list:
        from amends.casework.clocks.models import Clock

        return [
            Clock(
                case=case,
                kind=kind,
                rule_code=code,
                started_at=case.received_at,
                due_at=case.received_at + hours * HOUR,
                unpaused_due_at=case.received_at + hours * HOUR,
                stopped_at=stopped,
                ended="done" if stopped else "",
            )
            for kind, code, hours, stopped in (
                ("first_response", "first-response", 24, case.first_reply_at),
                ("solution", "solution", 72, case.solved_at),
            )
        ]

    def portion(self, tickets: list[dict], read: list[dict]) -> None:
        from amends.casework.cases.actions.reading import grievances_in
        from amends.casework.cases.actions.registering import search_text
        from amends.casework.cases.models import Case, Grievance, Message, StageRecord
        from amends.casework.cases.queries import SEARCH_KIND
        from amends.casework.clocks.models import Clock
        from amends.casework.readings.models import Reading
        from amends.foundation.kernel import search

        Reading.objects.bulk_create(
            Reading(
                id=t["id"], language=data["language"], data=data, engine="amends-1", created_at=t["created"]
            )
            for t, data in zip(tickets, read, strict=True)
        )
        cases = [self.case(t, data) for t, data in zip(tickets, read, strict=True)]
        Case.objects.bulk_create(cases)
        said = [self.messages(case, t) for case, t in zip(cases, tickets, strict=True)]
        Message.objects.bulk_create([one for messages in said for one in messages])
        Grievance.objects.bulk_create(
            [
                one
                for case, t, data in zip(cases, tickets, read, strict=True)
                for one in grievances_in(case, t["body"], data)
            ]
        )
        StageRecord.objects.bulk_create([one for case in cases for one in self.stage_records(case)])
        Clock.objects.bulk_create([one for case in cases for one in self.clocks(case)])
        search.put_many(
            SEARCH_KIND,
            (
                (case.pk, search_text(case, [one.body for one in messages]))
                for case, messages in zip(cases, said, strict=True)
            ),
        )

    def load(self) -> None:
        from django.db import connection, transaction

        from amends.foundation.kernel.search import postgresql

        pg = connection.vendor == "postgresql"
        with transaction.atomic():
            self.people()
            self.customers()
        with connection.cursor() as cursor:
            for statement in postgresql.DROP if pg else ():
                cursor.execute(statement)
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            waiting: list = []
            for chunk in chunks(self.n, self.now):
                waiting.append((chunk, pool.apply_async(readings, (chunk,))))
                if len(waiting) == 4:
                    self.stored(*waiting.pop(0))
            for pair in waiting:
                self.stored(*pair)
        with connection.cursor() as cursor:
            for statement in postgresql.CREATE if pg else ():
                cursor.execute(statement)
        self.finish()

    def stored(self, chunk: list[dict], read) -> None:
        from django.db import transaction

        with transaction.atomic():
            self.portion(chunk, read.get())

    def finish(self) -> None:
        from django.apps import apps
        from django.core.management.color import no_style
        from django.db import connection, transaction
        from django.db.models import Count

        from amends.casework.cases.models import Case, Workload
        from amends.oversight.insights.actions import count_day

        for row in Case.objects.open().exclude(owner=None).values("owner").annotate(n=Count("pk")):
            Workload.objects.create(member_id=row["owner"], open_cases=row["n"])
        with transaction.atomic():
            for age in range(-1, 732):
                count_day((self.now - age * DAY).date().isoformat())
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(statement)
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def main(n: int, url: str, folder: Path) -> None:
    started = time.time()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DATABASE_URL": url,
        "AMENDS_VAR": str(folder.resolve()),
        "DJANGO_SETTINGS_MODULE": "amends.config.settings",
        "SECRET_KEY": "only-for-the-benchmark-only-for-the-benchmark",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("setup")
    Loader(n, folder).load()
    print(json.dumps({"cases": n, "load_s": round(time.time() - started, 1)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
