"""Feedback, questions in vain, and words put into replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.voices import KEPT_FOR, forget_old_questions
from amends.casework.knowledge.models import Article, Feedback, Quotation, Unanswered
from amends.casework.knowledge.queries import (
    answered,
    poorly_rated,
    said_in_visit,
    searching,
    unanswered,
    verdicts_on,
)
from amends.casework.knowledge.rules.asking import LONGEST
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, TooLarge, WrongState

LINE = "晚到三十分钟以上，配送费全退。"


def rate(article: Article, by: Any, *, helped: bool = False, words: str = "", visit: str = "") -> Feedback:
    return actions.say_helped(
        article_id=article.pk,
        language="zh-Hans",
        helped=helped,
        words=words,
        door="portal",
        visit=visit,
        by=by,
    )


def ask(question: str, by: Any, **how: Any) -> Unanswered | None:
    return actions.note_unanswered(
        **{"question": question, "language": "zh-Hans", "door": "portal", "by": by, **how}
    )


def voices_on(article: Article) -> tuple[int, int]:
    verdict = verdicts_on(Article.objects.filter(pk=article.pk))[article.pk]
    return verdict.helped, verdict.voices


def test_of_a_customer_nobody_knows_who_said_it(in_force: Callable[..., Article], company: Any) -> None:
    said = rate(in_force(), company.portal, words="打我电话 13800138000")
    assert said.by is None
    assert "13800138000" not in said.words
    assert rate(said.article, company.handler).by == company.handler


def test_customers_rate_only_what_they_may_read(in_force: Callable[..., Article], company: Any) -> None:
    with pytest.raises(NotFound):
        rate(in_force("inside", audience="internal"), company.portal)
    with pytest.raises(TooLarge):
        rate(in_force(), company.portal, words="长" * 1001)


def test_articles_that_do_not_help_are_listed(in_force: Callable[..., Article], company: Any) -> None:
    article = in_force()
    for helped in (True, False):
        rate(article, company.portal, helped=helped)
    assert poorly_rated(company.lead) == []
    rate(article, company.portal)
    assert [(one.code, verdict.share) for one, verdict in poorly_rated(company.lead)] == [("late", 33)]


def test_a_member_has_one_standing_voice_a_wording(in_force: Callable[..., Article], company: Any) -> None:
    article = in_force()
    for helped in (False, False, True):
        rate(article, company.handler, helped=helped)
    assert voices_on(article) == (1, 1)
    rate(article, company.handler, helped=True, words="图很清楚")
    rate(article, company.handler, helped=True)
    assert Feedback.objects.get().words == "图很清楚"
    rate(article, company.lead)
    assert voices_on(article) == (1, 2)


def test_what_a_member_says_in_cases_counts_as_one_person(
    in_force: Callable[..., Article], company: Any
) -> None:
    article = in_force()
    rate(article, company.handler, helped=True)
    for case_id in (1, 2, 3):
        actions.say_in_case(
            article_id=article.pk,
            language="zh-Hans",
            helped=False,
            case_id=case_id,
            category="service",
            by=company.handler,
        )
    assert voices_on(article) == (0, 1)
    rate(article, company.handler, helped=True)
    assert voices_on(article) == (1, 1)


def test_a_visitor_has_one_standing_voice_and_cannot_be_followed(
    in_force: Callable[..., Article], company: Any
) -> None:
    article, other = in_force(), in_force("other")
    for _ in range(14):
        rate(article, company.portal, visit="abc")
    assert voices_on(article) == (0, 1)
    assert poorly_rated(company.lead) == []
    rate(article, company.portal, visit="def", helped=True)
    assert voices_on(article) == (1, 2)
    mine = rate(other, company.portal, visit="abc")
    assert "abc" not in mine.visitor
    assert not Feedback.objects.filter(article=article, visitor=mine.visitor).exists()
    version = article.versions.live().get()
    assert [said_in_visit(version, visit) is None for visit in ("abc", "xyz", "")] == [False, True, True]


def test_what_was_said_of_words_that_were_replaced_does_not_count(
    in_force: Callable[..., Article], company: Any
) -> None:
    article = in_force()
    for visit in "abc":
        rate(article, company.portal, visit=visit)
    assert poorly_rated(company.lead) != []
    words = {"title": "外卖晚到怎么办", "body": "先联系门店。", "asked": ""}
    draft = actions.write_wording(article_id=article.pk, language="zh-Hans", words=words, by=company.handler)
    actions.hand_in(version_id=draft.pk, by=company.handler)
    actions.confirm_wording(version_id=draft.pk, by=company.quality)
    assert poorly_rated(company.lead) == []


def test_a_question_in_vain_is_counted_without_what_names_a_person(company: Any) -> None:
    for _ in range(2):
        ask("我叫王小明 13800138000 停车要钱吗", company.portal)
    row = Unanswered.objects.get()
    assert row.times == 2
    assert "13800138000" not in row.question
    assert "王小明" not in row.question


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("我是陈大文，停车要钱吗", "陈大文"),
        ("姓名：欧阳小华 停车要钱吗", "欧阳小华"),
        ("I'm Sarah Miller, is there parking", "Miller"),
        ("Ask Mr Rahman about parking", "Rahman"),
    ],
)
def test_a_name_that_is_told_as_one_is_covered(company: Any, question: str, name: str) -> None:
    row = ask(question, company.portal)
    assert row is not None and name not in row.question


def test_names_that_the_house_knows_are_covered(company: Any) -> None:
    company.handler.display_name = "慕容雪"
    company.handler.save()
    row = ask("慕容雪说停车不要钱，诸葛明不同意", company.portal, names=["诸葛明"])
    assert row is not None and "停车不要钱" in row.question
    assert "慕容雪" not in row.question and "诸葛明" not in row.question


def test_the_same_question_in_both_scripts_is_counted_together(company: Any) -> None:
    ask("停車要錢嗎？", company.portal, language="zh-Hant")
    ask("停车要钱吗", company.portal)
    ask(" 停车，要钱吗!! ", company.portal)
    row = Unanswered.objects.get()
    assert (row.question, row.times) == ("停車要錢嗎？", 3)


@pytest.mark.parametrize(
    "question", [" ", "哈哈哈哈哈哈", "zzzzzz", "12345", "？？？！", "13800138000", "😀😀"]
)
def test_what_has_no_words_is_not_noted(company: Any, question: str) -> None:
    assert ask(question, company.portal) is None
    assert not Unanswered.objects.exists()


def test_a_long_question_is_cut(company: Any) -> None:
    row = ask("停车要钱吗 " * 40, company.portal)
    assert row is not None and len(row.question) <= LONGEST and row.question.endswith("…")


def test_a_question_is_seen_to_once_and_says_how(in_force: Callable[..., Article], company: Any) -> None:
    row = ask("停车", company.handler, door="desk")
    assert row is not None
    with pytest.raises(NotPermitted):
        actions.settle_unanswered(row_id=row.pk, note="不归我们", by=company.handler)
    with pytest.raises(Invalid):
        actions.settle_unanswered(row_id=row.pk, note="  ", by=company.lead)
    with pytest.raises(NotFound):
        actions.settle_unanswered(row_id=row.pk, article_id=10**9, by=company.lead)
    article = in_force()
    with pytest.raises(Invalid, match="不适用"):
        actions.settle_unanswered(row_id=row.pk, note="不用写", article_id=article.pk, by=company.lead)
    actions.settle_unanswered(row_id=row.pk, article_id=article.pk, by=company.lead)
    assert [(one.settled_note, one.settled_article, one.settled_by) for one in answered()] == [
        ("", article, company.lead)
    ]
    with pytest.raises(WrongState):
        actions.settle_unanswered(row_id=row.pk, note="不归我们", by=company.lead)
    with pytest.raises(NotFound):
        actions.settle_unanswered(row_id=10**9, note="不归我们", by=company.lead)
    again = ask("停车", company.handler)
    assert again is not None and again.pk != row.pk and unanswered().get() == again


def quote(article: Article, by: Any, words: str = LINE) -> Quotation:
    version = article.versions.live().get()
    return actions.quote_article(
        version_id=version.pk, words=words, case_id=1, number="A26-000001", chain="case:1", by=by
    )


def test_only_words_for_customers_that_stand_there_are_quoted(
    in_force: Callable[..., Article], company: Any
) -> None:
    article = in_force()
    assert quote(article, company.handler).words == LINE
    with pytest.raises(Invalid):
        quote(article, company.handler, "别的话。")
    with pytest.raises(NotPermitted):
        quote(in_force("inside", audience="internal"), company.handler)
    with pytest.raises(NotFound):
        quote(in_force("secret", audience="restricted", by=company.lead), company.handler)


def test_a_question_that_was_settled_with_an_article_finds_it_from_then_on(
    in_force: Callable[..., Article], company: Any
) -> None:
    article, asked = in_force(), "孔雀蓝的伞借走三天要不要还"
    row = ask(asked, company.portal)
    assert row is not None

    def hits() -> list[tuple[str, bool]]:
        found_now = searching.found(asked, language="zh-Hans", member=None)
        return [(one.shown.article.code, one.is_sure) for one in found_now]

    assert (article.code, True) not in hits()
    actions.settle_unanswered(row_id=row.pk, article_id=article.pk, by=company.lead)
    assert (article.code, True) in hits()


def test_what_a_settled_question_taught_the_search_is_not_forgotten(
    in_force: Callable[..., Article], company: Any
) -> None:
    article, asked = in_force(), "孔雀蓝的伞借走三天要不要还"
    kept, noted, opened = (ask(one, company.portal) for one in (asked, "宠物能进店吗", "停车要钱吗"))
    assert kept is not None and noted is not None and opened is not None
    actions.settle_unanswered(row_id=kept.pk, article_id=article.pk, by=company.lead)
    actions.settle_unanswered(row_id=noted.pk, note="当面答", by=company.lead)
    with clock.at(clock.now() + KEPT_FOR + timedelta(days=1)):
        forget_old_questions()
    assert Unanswered.objects.get() == kept
    hits = searching.found(asked, language="zh-Hans", member=None)
    assert [one.shown.article for one in hits if one.is_sure] == [article]


def test_what_an_article_answered_is_forgotten_as_long_after_it_was_retired(
    in_force: Callable[..., Article], company: Any
) -> None:
    row, other = ask("孔雀蓝的伞借走三天要不要还", company.portal), ask("停车要钱吗", company.portal)
    assert row is not None and other is not None
    article = in_force()
    for one, answer in ((row, article), (other, in_force("parking"))):
        actions.settle_unanswered(row_id=one.pk, article_id=answer.pk, by=company.lead)
    retired = clock.now() + KEPT_FOR + timedelta(days=1)
    with clock.at(retired):
        actions.retire_article(article_id=article.pk, why="不再出借", by=company.lead)
        forget_old_questions()
    assert Unanswered.objects.count() == 2
    with clock.at(retired + KEPT_FOR + timedelta(days=1)):
        forget_old_questions()
    assert Unanswered.objects.get() == other
