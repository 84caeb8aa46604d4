"""What rests on a clause that is off, over or changed, as a handler, a keeper and a visitor meet it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.models import Article, Clause, Quotation
from amends.doors.desk.queries.resting import without_doubt
from amends.foundation.kernel import clock
from amends.foundation.notices.models import Notice
from amends.practice.replies.actions import add_block, save_draft
from amends.practice.replies.models import ReplyDraft

BODY = "冒烟的请先断电，不要再用。\n\n- 十五天内可以退款、换新或维修。[§CS-REPAIR]"
QUOTED = "十五天内可以退款、换新或维修。"


def said(words: str, **more: Any) -> Said:
    return Said(
        **{
            "names": {"zh-Hans": "修换退", "en": "Repair or refund"},
            "words": {"zh-Hans": words, "en": "Fifteen days."},
            "source": "购物条款第 9 条",
            "sureness": "P",
            **more,
        }
    )


@pytest.fixture
def clause(company: Any) -> Clause:
    return actions.add_clause(
        code="CS-REPAIR", kind="contract", said=said("十五天内可退换修。"), by=company.legal
    )


@pytest.fixture
def article(company: Any, clause: Clause) -> Article:
    version = actions.start_article(
        code="smoke",
        language="zh-Hans",
        words={"title": "电饭锅冒烟了", "body": BODY, "asked": "电器坏了"},
        audience="public",
        categories=["quality"],
        by=company.handler,
    )
    actions.hand_in(version_id=version.pk, by=company.handler)
    actions.confirm_wording(version_id=version.pk, by=company.quality)
    return version.article


@pytest.fixture
def desk(desk: Callable[..., Client]) -> Callable[..., Client]:
    return partial(desk, language="en")


@pytest.fixture
def quote(article: Article, owned_case: Case, desk: Callable[[str], Client]) -> Callable[[], Any]:
    def act() -> Any:
        version = article.versions.get()
        path = reverse("desk:quote_article", args=[owned_case.number])
        return desk("handler").post(path, {"version": version.pk, "line": "1"}, follow=True)

    return act


def switch_off(clause: Clause, company: Any) -> None:
    actions.switch_clause(clause_id=clause.pk, on=False, why="停用", by=company.legal)


def change(clause: Clause, company: Any, words: str = "三十天内可退换修。", **more: Any) -> None:
    actions.change_clause(clause_id=clause.pk, said=said(words, **more), why="新条款", by=company.legal)


def test_a_sentence_on_a_switched_off_clause_is_marked_and_cannot_be_put_in(
    article: Article, owned_case: Case, clause: Clause, company: Any, desk: Any, quote: Any
) -> None:
    sheet = reverse("desk:case_knowledge", args=[owned_case.number])
    before = desk("handler").get(sheet).content.decode()
    assert before.count('name="line"') == 2
    switch_off(clause, company)
    page = desk("handler").get(sheet).content.decode()
    assert page.count('name="line"') == 1
    assert "switched off" in page
    refused = quote()
    assert refused.status_code == 409
    assert "CS-REPAIR" in refused.content.decode()
    assert not Quotation.objects.exists()


def test_a_changed_clause_is_hinted_at_and_may_still_be_quoted(
    article: Article, owned_case: Case, clause: Clause, company: Any, desk: Any, quote: Any
) -> None:
    change(clause, company)
    page = desk("handler").get(reverse("desk:case_knowledge", args=[owned_case.number])).content.decode()
    assert "changed since it was looked over" in page
    assert page.count('name="line"') == 2
    assert quote().status_code == 200
    assert Quotation.objects.count() == 1


def test_what_was_quoted_is_marked_in_the_case_and_its_quoter_is_told_once_a_change(
    owned_case: Case, clause: Clause, company: Any, desk: Any, quote: Any, run_jobs: Any
) -> None:
    quote()
    sheet = reverse("desk:case_knowledge", args=[owned_case.number])
    assert "changed since it was quoted" not in desk("handler").get(sheet).content.decode()
    with clock.at(clock.now() + timedelta(hours=1)):
        change(clause, company)
        run_jobs()
        assert "changed since it was quoted" in desk("handler").get(sheet).content.decode()
    with clock.at(clock.now() + timedelta(hours=2)):
        switch_off(clause, company)
        run_jobs()
    told = Notice.objects.filter(member=company.handler, data__what="quoted").order_by("id")
    assert [(one.case_id, one.data["happened"]) for one in told] == [
        (owned_case.pk, "changed"),
        (owned_case.pk, "off"),
    ]
    page = desk("handler").get(reverse("desk:notices")).content.decode()
    assert "Clause “Repair or refund” was switched off; you quoted words that rest on it" in page
    assert "Clause “Repair or refund” has changed; the article “电饭锅冒烟了” rests on it" in page


def test_the_composer_says_which_words_of_the_draft_may_not_go_out(
    owned_case: Case, clause: Clause, company: Any, desk: Any, quote: Any
) -> None:
    hint = "Your draft holds words that rest on a clause which is not in force"
    page = reverse("desk:case", args=[owned_case.number])
    quote()
    assert hint not in desk("handler").get(page).content.decode()
    switch_off(clause, company)
    assert hint in desk("handler").get(page).content.decode()
    save_draft(case_id=owned_case.pk, kind="reply", body="您好，我来处理。", by=company.handler)
    assert hint not in desk("handler").get(page).content.decode()


def test_a_text_block_on_such_a_clause_is_refused_marked_and_found_in_a_draft(
    owned_case: Case, clause: Clause, company: Any, desk: Any
) -> None:
    body = "订单请看{case}，十五天内可以退。[§CS-REPAIR] 请直接回复我。"
    add_block(department_id=company.care.pk, language="zh-Hans", title="退货", body=body, by=company.lead)
    path = reverse("desk:offered_blocks", args=[owned_case.number])
    (block,) = desk("handler").get(path).json()["blocks"]
    assert (block["refused"], block["hint"]) == ("", "")
    change(clause, company)
    (changed,) = desk("handler").get(path).json()["blocks"]
    assert "changed since it was looked over" in changed["hint"]
    assert changed["text"] == block["text"]
    save_draft(case_id=owned_case.pk, kind="reply", body=block["text"], by=company.handler)
    case_page = reverse("desk:case", args=[owned_case.number])
    with CaptureQueriesContext(connection) as seen:
        assert "Your draft holds" not in desk("handler").get(case_page).content.decode()
    assert not any('"replies_textblock"."body"' in one["sql"] for one in seen)
    switch_off(clause, company)
    (off,) = desk("handler").get(path).json()["blocks"]
    assert (off["text"], "switched off" in off["refused"]) == ("", True)
    with CaptureQueriesContext(connection) as seen:
        page = desk("handler").get(case_page).content.decode()
    assert any('"replies_textblock"."body"' in one["sql"] for one in seen)
    assert f"订单请看{owned_case.number}，十五天内可以退。" in page.partition("Your draft holds")[2]
    concerned = desk("legal").get(reverse("desk:clause", args=["CS-REPAIR"])).content.decode()
    assert concerned.count(f">{owned_case.number}</a>") == 1


def test_quoting_twice_adds_nothing_and_says_so(
    owned_case: Case, clause: Clause, company: Any, quote: Any
) -> None:
    quote()
    page = quote().content.decode()
    assert "stand in your reply already" in page
    assert ReplyDraft.objects.get(case=owned_case).body.count(QUOTED) == 1
    assert Quotation.objects.count() == 1


def test_a_clause_names_each_case_once_and_counts_the_rest_by_category(
    article: Article, owned_case: Case, clause: Clause, company: Any, desk: Any, quote: Any
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(category="quality")
    version = article.versions.get()
    for n in range(3):
        Quotation.objects.create(
            version=version,
            case_id=owned_case.pk,
            number=owned_case.number,
            words=QUOTED if n else "冒烟的请先断电，不要再用。",
            by=company.handler,
            at=clock.now(),
        )
    page = desk("legal").get(reverse("desk:clause", args=["CS-REPAIR"])).content.decode()
    assert page.count(f">{owned_case.number}</a>") == 1
    assert "quoted 2 times" in page
    assert "?view=open&amp;category=quality" in page


def test_a_clause_that_nothing_rests_on_concerns_no_case(clause: Clause, desk: Any) -> None:
    page = desk("legal").get(reverse("desk:clause", args=["CS-REPAIR"])).content.decode()
    assert "so no case is concerned" in page
    assert "Open cases about the same" not in page


def test_the_clause_page_shows_what_is_to_come_and_which_languages_are_behind(
    clause: Clause, company: Any, desk: Any
) -> None:
    day = clock.today() + timedelta(days=5)
    change(clause, company, effective_from=day)
    path = reverse("desk:clause", args=["CS-REPAIR"])
    page = desk("legal").get(path).content.decode()
    assert f"Version 2 is in force from {day:%Y-%m-%d}" in page
    assert "English</strong> <q" in page
    assert page.count("still the words of an earlier version") == 1
    assert "not in force" not in page.partition("page-head")[2].partition("</header>")[0]
    look = reverse("desk:look_over_clause", args=["CS-REPAIR"])
    assert desk("legal").get(look).status_code == 405
    assert desk("handler").post(look, {"language": "en"}).status_code == 403
    assert desk("legal").post(look, {"language": "fr"}).status_code == 409
    listed = desk("legal").get(reverse("desk:clauses") + "?view=look").content.decode()
    assert "CS-REPAIR" in listed
    desk("legal").post(look, {"language": "en"})
    assert "English</strong> <q" not in desk("legal").get(path).content.decode()
    listed = desk("legal").get(reverse("desk:clauses") + "?view=look").content.decode()
    assert "CS-REPAIR" not in listed


def test_an_uncertain_version_says_that_the_clause_is_off_and_which_languages_stay(
    clause: Clause, desk: Any
) -> None:
    sent = {
        "form": "change",
        "seen": "1",
        "name_zh-Hans": "修换退",
        "words_zh-Hans": "听说三十天。",
        "name_en": "Repair or refund",
        "words_en": "Fifteen days.",
        "source": "听说",
        "sureness": "U",
        "why": "听说",
    }
    page = (
        desk("legal")
        .post(reverse("desk:change_clause", args=["CS-REPAIR"]), sent, follow=True)
        .content.decode()
    )
    assert "so it is switched off with it" in page
    assert "Still with the words of an earlier version: English." in page


def test_a_version_entered_for_later_is_told_with_its_own_day_and_stops_nothing_before(
    clause: Clause, company: Any, desk: Any
) -> None:
    next_day, later = clock.today() + timedelta(days=5), clock.today() + timedelta(days=40)
    change(clause, company, effective_from=next_day)
    sent = {"seen": "2", "words_zh-Hans": "听说三十天。", "name_zh-Hans": "修换退", "why": "听说"}
    sent |= {"source": "听说", "sureness": "U", "from": later.isoformat()}
    changed = desk("legal").post(reverse("desk:change_clause", args=["CS-REPAIR"]), sent, follow=True)
    (told,) = [str(one) for one in changed.context["messages"]]
    assert f"The new version is in force from {later:%Y-%m-%d}; until then" in told
    assert "from that day on the clause is out of use" in told
    assert "switched off with it" not in told


def test_the_list_is_searched_and_begins_with_what_is_to_be_looked_at(
    article: Article, clause: Clause, company: Any, desk: Any
) -> None:
    for code, name in (("AA-BANK", "银行"), ("AB-ENDED", "过期")):
        over = {"effective_until": clock.today() - timedelta(days=1)} if code == "AB-ENDED" else {}
        actions.add_clause(
            code=code, kind="law", said=said("外国规则。", names={"zh-Hans": name}, **over), by=company.legal
        )
    path = reverse("desk:clauses")
    page = desk("legal").get(path).content.decode()
    assert page.index("CS-REPAIR") < page.index("AA-BANK")
    assert "its last day is over" in page
    found = desk("legal").get(path, {"q": "十五天"}).content.decode()
    assert ("CS-REPAIR" in found, "AA-BANK" in found) == (True, False)
    assert "1 text<" in page
    assert "1 text</span>" not in page
    change(clause, company)
    assert "1 text</span>" in desk("legal").get(path).content.decode()


def test_a_review_settles_a_change_but_says_why_a_switched_off_clause_still_stands(
    article: Article, clause: Clause, company: Any, desk: Any
) -> None:
    path = reverse("desk:article", args=["smoke"]) + "?language=zh-Hans"
    change(clause, company)
    assert "changed since it was looked over" in desk("quality").get(path).content.decode()
    review = {"form": "review", "language": "zh-Hans", "next_on": f"{clock.today() + timedelta(days=90)}"}
    done = desk("quality").post(reverse("desk:review_article", args=["smoke"]), review, follow=True)
    assert "changed since it was looked over" not in done.content.decode()
    switch_off(clause, company)
    page = desk("quality").get(path).content.decode()
    assert "switched off" in page
    assert "changed since it was looked over" not in page
    done = desk("quality").post(reverse("desk:review_article", args=["smoke"]), review, follow=True)
    assert "It still rests on “Repair or refund” (switched off)" in done.content.decode()


def test_nothing_in_doubt_is_told_to_a_service_that_drafts(
    article: Article, clause: Clause, company: Any
) -> None:
    version = article.versions.get()
    assert without_doubt([version]) == [BODY]
    change(clause, company)
    assert without_doubt([version]) == ["冒烟的请先断电，不要再用。\n"]


def test_a_visitor_never_reads_two_rules_that_contradict_each_other(
    article: Article, clause: Clause, company: Any
) -> None:
    visitor, path = Client(), reverse("portal:help_article", args=["smoke"])
    visitor.cookies["django_language"] = "zh-hans"
    assert "十五天内可退换修。" in visitor.get(path).content.decode()
    change(clause, company)
    page = visitor.get(path).content.decode()
    assert "三十天内可退换修。" not in page
    assert "正在复核" in page
