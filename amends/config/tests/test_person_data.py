"""All that is kept of a person: given out whole, or made anonymous by two people while statistics and chains hold."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import translation

from amends.casework.cases import actions
from amends.casework.cases.models import Attachment, Case, Message
from amends.casework.cases.queries import Wanted, cases_matching
from amends.casework.cases.vault import keep, path_of
from amends.casework.customers.models import Customer, Erasure, Order
from amends.foundation.audit.actions import anchor_chains, record
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import entries_of, verify, verify_anchors
from amends.foundation.kernel.errors import Invalid, NotPermitted, WrongState
from amends.oversight.insights.queries.repurchase import closed_with_orders
from amends.oversight.person_data import erasing
from amends.oversight.person_data.gathering import plain, write_archive
from amends.oversight.person_data.masking import masked, named_in, pattern_for
from amends.oversight.person_data.tables import BY_THEMSELVES, tables
from amends.oversight.person_data.telling import TOLD

NAME, PHONE, EMAIL = "王小明", "13800138000", "wang@example.com"
WORDS = f"我叫{NAME}，电话138 0013 8000，邮箱{EMAIL}，另一个号码13955556666。电饭锅冒烟了，我要求退款！"


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        ([], "王小明", "王小明"),
        (["王"], "王小明", "王小明"),
        (["王小明"], "王小明来了", "＊＊＊来了"),
        (["13800138000"], "打 138-0013-8000 找我", "打 ＊＊＊＊＊＊＊＊＊＊＊＊＊ 找我"),
        (["A.B@x.cn"], "a.b@x.cn!", "＊" * 8 + "!"),
    ],
)
def test_names_are_covered_and_places_stay(names: list[str], text: str, expected: str) -> None:
    assert masked(text, pattern_for(names)) == expected
    assert len(expected) == len(text)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("顾明远", "顾先生您好，我是顾问小李", "＊先生您好，我是顾问小李"),
        ("歐陽曉", "歐陽小姐，您好", "＊＊小姐，您好"),
        ("顾先生", "顾太太在吗", "＊太太在吗"),
        (
            "Aisha Rahman",
            "Dear Aisha, Ms. Rahman and Aishas",
            "＊＊＊＊＊＊＊＊＊＊, ＊＊＊＊＊＊＊＊＊＊ and Aishas",
        ),
        ("", "顾先生", "顾先生"),
    ],
)
def test_how_somebody_is_spoken_to_is_covered_too(name: str, text: str, expected: str) -> None:
    assert masked(text, pattern_for([], [name])) == expected


def test_json_is_covered_inside_and_keys_stay() -> None:
    pattern = pattern_for(["王小明"])
    assert masked({"王小明": ["王小明", 3, None, {"a": "x王小明"}]}, pattern) == {
        "王小明": ["＊＊＊", 3, None, {"a": "x＊＊＊"}]
    }


def test_only_facts_that_name_somebody_count() -> None:
    facts = [{"kind": "phone", "start": 0, "end": 2}, {"kind": "amount", "start": 2, "end": 4}]
    assert named_in("甲乙丙丁", facts) == {"甲乙"}


def test_every_table_that_hangs_on_a_person_is_found_with_its_words() -> None:
    found = {table.name: table for table in tables()}
    for name, words in {
        "cases.Case": {"subject", "summary", "wish", "ending"},
        "cases.Message": {"body"},
        "cases.Note": {"body"},
        "cases.StageRecord": {"record"},
        "replies.Reply": {"body"},
        "remedies.Option": {"description"},
        "payments.Instruction": {"order_number", "why"},
        "payments.Redemption": {"place"},
        "surveys.Rating": {"comment"},
        "improvement.CauseRecord": {"lesson"},
        "customers.Consent": {"how"},
        "clocks.Pause": {"note"},
    }.items():
        assert words <= set(found[name].words), name
    assert set(BY_THEMSELVES) <= set(found)


def test_keys_and_closed_words_are_left_alone() -> None:
    for table in tables():
        assert not {"token", "idempotency_key", "sha256", "state"} & set(table.words)
        assert not table.name.startswith(("audit.", "organisation.", "kernel."))


@pytest.fixture
def closed(company: Any, owned_case: Case, files: Any, photo: bytes) -> Case:
    """A closed case full of what names its customer."""
    Message.objects.filter(case=owned_case).delete()
    case = actions.register_complaint(
        text=WORDS, customer=owned_case.customer, channel="phone", by=company.portal
    )
    actions.read_case(case_id=case.pk, by=company.house)
    actions.add_note(case_id=case.pk, body=f"已回拨{PHONE}，{NAME}接的", by=company.lead)
    actions.write_record(case_id=case.pk, text=f"{NAME}说明了经过", by=company.lead)
    kept = keep("a.jpg", io.BytesIO(photo), len(photo))
    Attachment.objects.create(
        case=case,
        name=f"{NAME}.jpg",
        content_type=kept.content_type,
        size=kept.size,
        sha256=kept.sha256,
        added_at=case.received_at,
    )
    for one in Case.objects.filter(customer=case.customer):
        Case.objects.filter(pk=one.pk).update(risks=[], has_risk=False)
        actions.close_case(
            case_id=one.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.manager
        )
    return Case.objects.get(pk=case.pk)


def everything(customer: Customer) -> str:
    from amends.oversight.person_data.gathering import gathered

    return json.dumps(gathered(customer), ensure_ascii=False)


def test_a_dry_run_says_what_would_change_and_changes_nothing(company: Any, closed: Case) -> None:
    before = everything(closed.customer)
    counts = erasing.plan(closed.customer, by=company.legal)
    assert counts["cases.Message"] >= 1
    assert counts["cases.Attachment"] == 1
    assert counts["audit.AuditEntry"] >= 1
    assert everything(closed.customer) == before


def test_two_people_make_a_person_anonymous(
    company: Any, closed: Case, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    file = closed.attachments.get()
    length = len(closed.messages.get().body)
    asked = erasing.ask(closed.customer, reason="顾客来信要求删除", by=company.legal)
    assert NAME in everything(closed.customer)
    with django_capture_on_commit_callbacks(execute=True):
        erasing.confirm(asked.pk, by=company.manager)
    left = everything(Customer.objects.get(pk=closed.customer_id))
    for name in (NAME, PHONE, "138 0013 8000", EMAIL, "13955556666"):
        assert name not in left
    assert "电饭锅冒烟了" in left
    assert len(closed.messages.get().body) == length
    assert not default_storage.exists(path_of(file.sha256))
    for words in (NAME, PHONE, "13955556666"):
        assert not cases_matching(Wanted(phase="", query=words), member=company.manager).exists()
    assert cases_matching(Wanted(phase="", query="电饭锅"), member=company.manager).exists()
    said = "".join(one.body + one.reason for one in entries_of(closed.chain))
    assert NAME not in said
    assert verify().broken is None
    after = Case.objects.get(pk=closed.pk)
    assert (after.category, after.severity, after.outcome) == (closed.category, closed.severity, "WDN")
    assert after.token != closed.token


def test_figures_of_who_bought_again_stay_when_a_person_is_forgotten(company: Any, closed: Case) -> None:
    for number, days in (("W7540037", 20), ("W7540099", -3)):
        at = closed.received_at - timedelta(days=days)
        Order.objects.create(
            customer=closed.customer, number=number, product="电饭锅", amount=Decimal(199), ordered_at=at
        )
    Case.objects.filter(pk=closed.pk).update(order_number="W7540037")
    begin, end = closed.received_at - timedelta(days=30), closed.received_at + timedelta(days=30)
    before = closed_with_orders(company.manager, begin=begin, end=end)
    assert [row["product"] for row in before] == ["电饭锅"]
    asked = erasing.ask(closed.customer, reason="顾客来信要求删除", by=company.legal)
    erasing.confirm(asked.pk, by=company.manager)
    assert closed_with_orders(company.manager, begin=begin, end=end) == before
    assert "W75400" not in everything(closed.customer)


def test_who_asked_does_not_confirm_and_it_is_done_once(company: Any, closed: Case) -> None:
    asked = erasing.ask(closed.customer, reason="来信", by=company.legal)
    with pytest.raises(WrongState):
        erasing.ask(closed.customer, reason="来信", by=company.manager)
    with pytest.raises(NotPermitted):
        erasing.confirm(asked.pk, by=company.legal)
    erasing.confirm(asked.pk, by=company.manager)
    with pytest.raises(WrongState):
        erasing.confirm(asked.pk, by=company.manager)


def test_it_takes_a_reason(company: Any, closed: Case) -> None:
    with pytest.raises(Invalid):
        erasing.ask(closed.customer, reason=" ", by=company.legal)


@pytest.mark.parametrize("who", ["handler", "lead", "quality", "administrator", "house"])
def test_others_neither_get_nor_change_it(company: Any, closed: Case, who: str, tmp_path: Path) -> None:
    by = company.members[who]
    with pytest.raises(NotPermitted):
        write_archive(closed.customer, tmp_path / "a.zip", reason="x", by=by)
    with pytest.raises(NotPermitted):
        erasing.plan(closed.customer, by=by)
    asked = erasing.ask(closed.customer, reason="来信", by=company.legal)
    with pytest.raises(NotPermitted):
        erasing.confirm(asked.pk, by=by)


def test_whom_one_of_the_complaints_is_about_does_neither(company: Any, closed: Case, tmp_path: Path) -> None:
    actions.mark_concerned(case_id=closed.pk, member=company.manager, reason="录音", by=company.legal)
    with pytest.raises(NotPermitted):
        erasing.plan(closed.customer, by=company.manager)
    with pytest.raises(NotPermitted):
        write_archive(closed.customer, tmp_path / "a.zip", reason="x", by=company.manager)


def test_with_an_open_case_nobody_is_forgotten(company: Any, owned_case: Case) -> None:
    with pytest.raises(WrongState):
        erasing.plan(owned_case.customer, by=company.legal)


def test_files_under_legal_hold_stay(company: Any, closed: Case) -> None:
    Case.objects.filter(pk=closed.pk).update(outcome="EXT")
    asked = erasing.ask(closed.customer, reason="来信", by=company.legal)
    erasing.confirm(asked.pk, by=company.manager)
    assert closed.attachments.count() == 1


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (Decimal("9.50"), "9.50"),
        (timedelta(minutes=90), "1:30:00"),
        (datetime(2026, 11, 27, 9, 30, tzinfo=UTC), "2026-11-27T09:30:00+00:00"),
        (date(2026, 11, 27), "2026-11-27"),
        (time(9, 30), "09:30:00"),
        (["x"], ["x"]),
        (True, True),
        (None, None),
    ],
)
def test_whatever_a_table_holds_can_be_written_into_the_archive(kept: Any, written: Any) -> None:
    assert json.loads(json.dumps(plain(kept))) == written


def test_the_archive_holds_everything_and_a_page_to_read(company: Any, closed: Case, tmp_path: Path) -> None:
    Message.objects.filter(case=closed).update(body="<script>alert(1)</script>" + WORDS)
    write_archive(closed.customer, tmp_path / "a.zip", reason="顾客要求", by=company.legal)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        data, page = json.loads(archive.read("data.json")), archive.read("index.html").decode()
        assert {"customers.Customer", "cases.Case", "cases.Message", "cases.Note"} <= set(data)
        assert "<script>" not in page
        assert NAME in page
        assert any(name.startswith("files/") for name in archive.namelist())
    assert [one.action for one in entries_of(closed.customer.chain)][-1] == "person.exported"


@pytest.mark.parametrize(
    ("language", "section", "direction"),
    [
        ("zh-hans", "往来消息", "顾客来信"),
        ("zh-hant", "往來訊息", "顧客來信"),
        ("en", "Messages", "From the customer"),
    ],
)
def test_the_page_of_the_archive_speaks_the_readers_language(
    company: Any, closed: Case, tmp_path: Path, language: str, section: str, direction: str
) -> None:
    with translation.override(language):
        write_archive(closed.customer, tmp_path / "a.zip", reason="顾客要求", by=company.legal)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        page = archive.read("index.html").decode()
    assert f"<h2>{section} (" in page
    assert direction in page
    assert not re.search(r"phone_digits|received_at|cases\.|customers\.", page)


def test_every_table_and_column_that_the_page_names_is_there() -> None:
    for name, (_title, columns) in TOLD.items():
        fields = {one.name for one in apps.get_model(name)._meta.get_fields()}
        assert {column for column in columns if column != "number"} <= fields, name


def test_the_commands(company: Any, closed: Case, tmp_path: Path) -> None:
    number, out = closed.customer_id, io.StringIO()
    call_command("person_data", "anonymise", number, "--member", "legal", "--dry-run", stdout=out)
    assert "cases.Message" in out.getvalue()
    assert not Erasure.objects.exists()
    call_command("person_data", "anonymise", number, "--member", "legal", "--reason", "来信", stdout=out)
    asked = Erasure.objects.get()
    with pytest.raises(CommandError):
        call_command("person_data", "confirm", asked.pk, "--member", "legal")
    call_command("person_data", "decline", asked.pk, "--member", "manager", stdout=out)
    path = tmp_path / "p.zip"
    call_command(
        "person_data",
        "export",
        number,
        "--member",
        "legal",
        "--reason",
        "来信",
        "--out",
        str(path),
        stdout=out,
    )
    assert path.exists()
    with pytest.raises(CommandError):
        call_command("person_data", "export", number, "--member", "nobody")


def test_a_number_in_the_house_s_chain_goes_and_a_bare_name_stays_and_is_said(
    company: Any, closed: Case, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    for words in (f"导入失败：{PHONE}", f"与{NAME}同名的供应商"):
        record(chain="house", action="cases.imported", by=company.manager, data={"note": words})
    anchor_chains()
    assert erasing.staying(closed.customer)["house"] == 1
    asked = erasing.ask(closed.customer, reason=f"{NAME}来信", by=company.legal)
    erasing.confirm(asked.pk, by=company.manager)
    said = "".join(one.body + one.reason for one in AuditEntry.objects.all())
    assert PHONE not in said
    assert said.count(NAME) == 1
    assert verify().broken is None


def test_a_bare_name_in_the_houses_chain_goes_where_two_people_say_that_it_is_this_person_s(
    company: Any, closed: Case, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    for words in (f"为{NAME}单独开的导入", f"与{NAME}同名的供应商"):
        record(chain="house", action="cases.imported", by=company.manager, data={"note": words})
    anchor_chains()
    other, theirs = (one.n for one in erasing.bare_names(closed.customer))
    for wrong in ([theirs, 999_999], [theirs + 50]):
        with pytest.raises(Invalid):
            erasing.ask(closed.customer, reason="来信", of_the_house=wrong, by=company.legal)
    asked = erasing.ask(closed.customer, reason="来信", of_the_house=[theirs], by=company.legal)
    assert erasing.staying(closed.customer, asked.of_the_house)["house"] == 1
    erasing.confirm(asked.pk, by=company.manager)
    house = {one.n: one for one in AuditEntry.objects.filter(chain="house")}
    assert NAME not in house[theirs].body and NAME in house[other].body
    assert house[theirs].actor_name == str(company.manager)
    assert (verify().broken, verify_anchors().loose) == (None, None)
    assert verify_anchors(tmp_path / "anchors").loose is None


def test_files_stay_while_legal_has_not_decided_on_a_risk(company: Any, closed: Case) -> None:
    Case.objects.filter(pk=closed.pk).update(risks=["legal"], has_risk=True)
    assert erasing.staying(closed.customer) == {"files": 1}
    actions.set_hold(case_id=closed.pk, reason="律师函", by=company.legal)
    with pytest.raises(WrongState):
        erasing.plan(closed.customer, by=company.manager)
    actions.lift_hold(case_id=closed.pk, reason="和解", by=company.legal)
    assert erasing.staying(closed.customer) == {}
    assert erasing.plan(closed.customer, by=company.manager)["cases.Attachment"] == 1
