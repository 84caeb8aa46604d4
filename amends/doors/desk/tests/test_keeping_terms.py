"""The page of how long things are kept: tried before it is entered, confirmed by a manager, told in the trail."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import keep_files
from amends.casework.cases.choices import Kept
from amends.casework.cases.models import Case, KeepingTerm
from amends.casework.cases.vault import keep
from amends.doors.desk.queries.notices import sentence, way_to
from amends.doors.desk.trail_details import details
from amends.foundation.kernel import clock
from amends.foundation.kernel.jobs import run_due
from amends.foundation.notices.models import Notice

PAGE = "/desk/keeping/terms/"


def form(**more: str) -> dict[str, str]:
    day = (clock.today() + timedelta(days=10)).isoformat()
    fields = {
        "kept": "files",
        "length": "5",
        "begins_on": day,
        "basis": "《档案办法》第 9 条",
        "reason": "合同要求",
    }
    return {**fields, **more}


def tried(length: str = "5", **more: str) -> dict[str, str]:
    sent = form(length=length, **more)
    return {**sent, "enter": "1", "tried": f"{sent['kept']}|{length}|{sent['begins_on']}"}


def entered(as_: Callable[[str], Client], **more: str) -> KeepingTerm:
    answer = as_("administrator").post(PAGE + "enter", tried(**more))
    assert answer.status_code == 302, answer.content.decode()
    return KeepingTerm.objects.latest("pk")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200),
        ("manager", 200),
        ("legal", 200),
        ("handler", 403),
        ("lead", 403),
        ("quality", 403),
        ("trainer", 403),
    ],
)
def test_who_reads_it(as_: Callable[[str], Client], who: str, status: int) -> None:
    assert as_(who).get(PAGE).status_code == status


def test_only_who_may_propose_sees_the_way_to_it(as_: Callable[[str], Client]) -> None:
    assert "?kept=files#term-form" in as_("administrator").get(PAGE).content.decode()
    page = as_("manager").get(PAGE + "?kept=files").content.decode()
    assert "?kept=files#term-form" not in page and 'id="term-form"' not in page
    assert as_("administrator").get(PAGE + "?kept=nothing").status_code == 200


def test_each_thing_says_what_counts_and_what_the_law_asks(as_: Callable[[str], Client]) -> None:
    page = as_("administrator").get(PAGE).content.decode()
    for kept in Kept:
        assert str(kept.label) in page
    assert "90 天" in page and "不设期限" in page and "结案之日" in page


def test_it_is_shown_before_it_is_entered(as_: Callable[[str], Client]) -> None:
    client = as_("administrator")
    for sent in (form(), {**tried(), "length": "6"}, {**form(), "enter": "1"}):
        answer = client.post(PAGE + "enter", sent)
        assert answer.status_code == 200
        assert "份文件在首次清理时" in answer.content.decode()
        assert 'name="enter"' in answer.content.decode()
    assert not KeepingTerm.objects.exists()
    entered(as_)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"length": ""}, "整数"),
        ({"length": "１²"}, "整数"),
        ({"length": "0"}, "1 至 100"),
        ({"length": "99999"}, "1 至 100"),
        ({"begins_on": ""}, "开始日期"),
        ({"begins_on": "morgen"}, "morgen"),
        ({"begins_on": "2020-01-01"}, "过去"),
        ({"basis": " "}, ""),
        ({"kept": "cake"}, "哪一项"),
    ],
)
def test_what_cannot_be_used_comes_back_as_it_was_typed(
    as_: Callable[[str], Client], wrong: dict[str, str], told: str
) -> None:
    answer = as_("administrator").post(PAGE + "enter", form(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page
    if "kept" not in wrong:
        assert "合同要求" in page
    assert not KeepingTerm.objects.exists()


def test_without_end_and_days_are_entered_as_well(as_: Callable[[str], Client]) -> None:
    sent = {**form(length="", endless="on"), "enter": "1"}
    answer = as_("administrator").post(PAGE + "enter", {**sent, "tried": f"files||{sent['begins_on']}"})
    assert answer.status_code == 302
    assert KeepingTerm.objects.get().length is None
    assert entered(as_, kept="gift_addresses", length="30").length == 30
    page = as_("manager").get(PAGE).content.decode()
    assert "90 天 → 30 天" in page and "→ 不设期限" in page


def test_a_manager_confirms_and_it_counts_from_its_day(as_: Callable[[str], Client]) -> None:
    row = entered(as_)
    decide = reverse("desk:decide_keeping_term", args=[row.pk])
    own = as_("administrator").get(PAGE).content.decode()
    assert 'value="confirm"' not in own and 'value="no"' in own
    as_("administrator").post(decide, {"answer": "confirm"})
    row.refresh_from_db()
    assert row.confirmed is None
    assert as_("legal").get(PAGE).content.decode().count('name="answer"') == 0
    as_("legal").post(decide, {"answer": "confirm"})
    row.refresh_from_db()
    assert row.confirmed is None
    assert as_("handler").post(decide, {"answer": "confirm"}).status_code == 403
    assert as_("manager").get(decide).status_code == 405
    as_("manager").post(decide, {"answer": "confirm"})
    row.refresh_from_db()
    assert row.confirmed is True
    page = as_("legal").get(PAGE).content.decode()
    assert f"{row.begins_on:%Y-%m-%d} 起：5 年" in page and "合同要求" in page
    with clock.at(clock.now() + timedelta(days=11)):
        assert "第 1 版" in as_("legal").get("/desk/keeping/").content.decode()


@pytest.mark.parametrize(
    ("who", "told"), [("administrator", "保存期限改动已撤回"), ("manager", "保存期限改动未采用")]
)
def test_the_trail_says_how_it_ended_and_what_it_would_have_done(
    as_: Callable[[str], Client], who: str, told: str
) -> None:
    row = entered(as_)
    as_(who).post(reverse("desk:decide_keeping_term", args=[row.pk]), {"answer": "no"})
    trail = as_("manager").get("/desk/trail/").content.decode()
    assert told in trail and "保存期限改动已录入" in trail and "首次清理即到期" in trail
    assert "keeping_term." not in trail and "things_due" not in trail


def test_the_refusals_of_the_page(as_: Callable[[str], Client]) -> None:
    assert as_("administrator").get(PAGE + "enter").status_code == 405
    for who in ("manager", "legal", "handler"):
        assert as_(who).post(PAGE + "enter", tried()).status_code == 403
    entered(as_)
    assert as_("administrator").post(PAGE + "enter", tried(length="6")).status_code == 409
    decide = reverse("desk:decide_keeping_term", args=[999_999])
    assert as_("manager").post(decide, {"answer": "confirm"}).status_code == 404


def test_the_notice_of_a_manager_leads_to_the_page(as_: Callable[[str], Client]) -> None:
    entered(as_)
    run_due(reraise=True)
    notice = Notice.objects.get()
    assert way_to(notice) == PAGE
    names: dict[str, dict[str, str]] = {"article": {}, "gift": {}, "warehouse": {}}
    assert "已结案件的文件" in sentence(notice, names)
    assert "已结案件的文件" in as_("manager").get("/desk/notices/").content.decode()


def test_the_trail_of_a_deleted_file_names_the_term_and_no_code() -> None:
    told = dict(details("evidence.deleted", {"rule": "files.2"}, {}))
    assert list(told.values()) == ["已结案件的文件，第 2 版"]
    assert list(dict(details("evidence.deleted", {"rule": "UK-KEEP3"}, {})).values()) == ["投诉记录保存"]


def test_what_would_go_at_once_stands_out(
    as_: Callable[[str], Client], company: Any, register: Callable[..., Case], files: Path
) -> None:
    vault_case = register()
    Case.objects.filter(pk=vault_case.pk).update(owner=company.handler)
    kept = keep("a.txt", io.BytesIO(b"x"), 1)
    keep_files(case_id=vault_case.pk, files=[kept], by=company.handler)
    past = clock.now() - timedelta(days=7 * 366)
    Case.objects.filter(pk=vault_case.pk).update(phase="closed", closed_at=past, category="quality")
    page = as_("administrator").post(PAGE + "enter", form()).content.decode()
    assert page.count('<li class="tone-red"><strong>1</strong>') == 1
    assert "其中 1 项仅因此次改动" in page and "涉及 1 个案件" in page
