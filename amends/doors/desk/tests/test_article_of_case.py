"""An article made of a solved case begins with what is on record, in neutral words, and leaves questions beside the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases import actions as cases
from amends.casework.cases.actions import add_point
from amends.casework.cases.models import Case
from amends.casework.customers.actions import find_or_add_customer
from amends.casework.knowledge.models import ArticleVersion
from amends.doors.desk.queries.article_of_case import article_words
from amends.oversight.improvement.models import CauseRecord
from amends.oversight.improvement.rules import causes_in

THREAT = "再不退钱我就曝光你们，让你们店开不下去"


@pytest.fixture
def handler(company: Any) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(company.handler)
    return client


@pytest.fixture
def solved(owned_case: Case, company: Any, bring_to: Callable[[Case, str], Case]) -> Case:
    cases.add_customer_message(case_id=owned_case.pk, text=THREAT, by=company.portal)
    bring_to(owned_case, "review")
    record = owned_case.stage_records.filter(stage="investigate").get()
    record.record = "温控器[§NOPE]失灵，[图 7：旧的]同批三台都一样。王小明 13800138000"
    record.save()
    point = owned_case.grievances.all()[0]
    point.finding, point.reason, point.remedy = "upheld", "检测时复现了冒烟。", "整机换新"
    point.save()
    CauseRecord.objects.create(
        case=owned_case,
        cause=causes_in("zh-Hans")[0].code,
        lesson="出厂抽检漏了这一批。",
        measure="每批抽检十台。",
        recorded_by=company.handler,
        recorded_at=owned_case.received_at,
    )
    Case.objects.filter(pk=owned_case.pk).update(subject=THREAT, category="quality", outcome="UPH")
    owned_case.refresh_from_db()
    return owned_case


def made_of(case: Case, handler: Client) -> ArticleVersion:
    assert handler.post(reverse("desk:draft_article", args=[case.number])).status_code == 302
    return ArticleVersion.objects.get()


def test_it_says_what_was_found_agreed_and_learned(solved: Case, handler: Client) -> None:
    version = made_of(solved, handler)
    said = version.body
    for words in (
        "发生了什么",
        "检测时复现了冒烟。",
        "整机换新",
        "查明了什么：温控器失灵，同批三台都一样。",
        "商定的办法：退款",
        "处理结果：",
        "原因：",
        "出厂抽检漏了这一批。",
        "每批抽检十台。",
    ):
        assert words in said, words
    assert "请您选择" not in said


def test_nothing_of_the_customers_anger_name_or_number_is_in_it(solved: Case, handler: Client) -> None:
    version = made_of(solved, handler)
    words = version.title + version.body + version.asked
    for one in ("曝光", "开不下去", "王小明", "13800138000", solved.number):
        assert one not in words, one
    assert version.title.endswith("怎么处理") and version.asked
    assert not any(line.strip() == "" for line in version.asked.splitlines())


def test_questions_for_the_writer_stand_beside_the_text_only(solved: Case, handler: Client) -> None:
    version = made_of(solved, handler)
    page = handler.get(reverse("desk:write_article", args=[version.article.code])).content.decode()
    assert "Still to be written" in page and "What do we do, and by when?" in page
    assert "Still to be written" not in version.body and "?" not in version.body and "？" not in version.body


def test_a_case_with_little_on_record_still_begins_one(
    owned_case: Case, handler: Client, bring_to: Callable[[Case, str], Case]
) -> None:
    bring_to(owned_case, "review")
    owned_case.grievances.all().delete()
    owned_case.stage_records.update(record="")
    assert made_of(owned_case, handler).body.startswith("发生了什么")


def test_it_costs_the_same_however_much_is_on_record(
    solved: Case, company: Any, register: Callable[..., Case]
) -> None:
    register(
        "锅坏了。", customer=find_or_add_customer(name="欧阳小丽", phone="13912345678", by=company.portal)
    )
    point = solved.grievances.get()

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            words = article_words(Case.objects.get(pk=solved.pk), company.handler)
        assert "欧阳小丽" not in words["body"]
        return len(seen)

    few = cost()
    for n in range(6):
        add_point(case_id=solved.pk, text=f"第{n}点", by=company.handler)
    solved.grievances.exclude(pk=point.pk).update(finding="upheld", reason="欧阳小丽也这样说。")
    assert cost() == few
