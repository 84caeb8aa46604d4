"""Installations of their own for tests of backup and restore: each with its database, folder and key."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management import call_command
from django.db.utils import ConnectionHandler
from django.test import override_settings

from amends.casework.cases.models import Case
from amends.casework.cases.vault import keep
from amends.config.operations.backup.connection import standing_in
from amends.config.operations.backup.schema import LEFT_OUT, current_models
from amends.foundation.kernel import jobs, search
from conftest import departments, members

# What is easily lost on the way: tabs, ends of lines, backslashes, quotes, the sign for nothing, far planes, nothing.
AWKWARD = [
    "a\tb",
    "一行\n二行\r\n三行",
    "C:\\new\\table",
    "\\N",
    "\\",
    "“引”\"'",
    "𠮷野家😀",
    "",
    " ",
    "\\\\.",
    "NULL",
]


@dataclass
class House:
    """One installation."""

    database: dict[str, Any]
    var: Path
    key: str = ""

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Everything in the block happens in this installation."""
        self.var.mkdir(parents=True, exist_ok=True)
        kept = self.var / "secret_key"
        changes: dict[str, Any] = {
            "VAR": self.var,
            "SECRET_KEY_PATH": kept,
            "SECRET_KEY": kept.read_text() if kept.exists() else "a-key-of-nobody-" * 3,
            "STORAGES": storages(self.var / "files"),
        }
        with override_settings(**changes), standing_in(self.database):
            yield


def storages(files: Path) -> dict[str, Any]:
    from django.conf import settings

    default = {**settings.STORAGES["default"], "OPTIONS": {"location": str(files)}}
    return {**settings.STORAGES, "default": default}


def whole(database: dict[str, Any]) -> dict[str, Any]:
    """Database settings with all that the framework adds."""
    return dict(ConnectionHandler({"default": database}).settings["default"])


def furnish(house: House, photo: bytes) -> None:
    """A company with customers, read complaints, an attachment, notes, amounts, and work that waits."""
    (house.var / "secret_key").write_text("the-key-of-the-first-house-" * 2)
    with house.entered():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        people = members(departments())
        cases = [complain(people, photo, text) for text in ("电饭锅冒烟了，我要退款", *AWKWARD[:3])]
        write_article(people, photo)
        jobs.run_due(reraise=True)
        put_in_awkward_values(cases[0], people)
        complain(people, b"", "刚刚收到，还没有人看")


def complain(people: dict[str, Any], photo: bytes, text: str) -> Case:
    from amends.casework.cases.actions import register_complaint
    from amends.casework.customers.actions import find_or_add_customer

    customer = find_or_add_customer(name="王小明", phone="13800138000", email="", by=people["portal"])
    files = [keep("照片.jpg", File(io.BytesIO(photo)), len(photo))] if photo else []
    return register_complaint(
        text=text, customer=customer, channel="portal", files=files, by=people["portal"]
    )


def write_article(people: dict[str, Any], photo: bytes) -> None:
    """For the house, in force, with a picture."""
    from amends.casework.knowledge import actions
    from amends.casework.knowledge.vault import redrawn

    picture = actions.add_picture(picture=redrawn(io.BytesIO(photo), len(photo)), by=people["handler"])
    words = {"title": "储物柜怎么开", "body": f"扫码。\n[图 {picture.pk}：柜门上的二维码]"}
    draft = actions.start_article(
        code="locker",
        language="zh-Hans",
        words=words,
        audience="internal",
        categories=["service"],
        by=people["handler"],
    )
    actions.hand_in(version_id=draft.pk, by=people["handler"])


def put_in_awkward_values(case: Case, people: dict[str, Any]) -> None:
    from amends.casework.cases.actions import add_note, assign_case

    case = assign_case(case_id=case.pk, to=people["handler"], by=people["house"])
    for text in AWKWARD:
        if text.strip():
            add_note(case_id=case.pk, body=f"x{text}x", by=people["handler"])
    case.notes.filter(body="xNULLx").update(body="\\N")
    member = people["handler"]
    member.approval_limit, member.skills = Decimal("12.50"), AWKWARD
    member.save()
    Case.objects.filter(pk=case.pk).update(assigned_reason=[["a", None], {"b": [1, 2.5, True, *AWKWARD]}])
    gone = case.notes.order_by("-pk").first()
    assert gone is not None
    gone.delete()


def rows_here() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is kept here, but for what backing up and restoring themselves add to the trail."""
    found = {}
    for model in current_models():
        if model._meta.db_table not in LEFT_OUT:
            rows = list(model._base_manager.order_by("pk").values_list())
            found[model._meta.db_table] = [row for row in rows if "house" not in row[:2]]
    return found


def findable(query: str) -> list[int]:
    return sorted(search.matching("case", query))


def listing(folder: Path) -> list[str]:
    """Everything in a folder but the database, which is there as soon as somebody asks whether it holds anything."""
    database = {f"amends.sqlite3{end}" for end in ("", "-wal", "-shm", "-line")}
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name not in database
    )
