"""Feedback, questions in vain, and words put into replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, Feedback, Quotation, Unanswered
from amends.casework.knowledge.queries import poorly_rated
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, TooLarge, WrongState

LINE = "晚到三十分钟以上，配送费全退。"


def rate(article: Article, by: Any, *, helped: bool = False, words: str = "") -> Feedback:
    return actions.say_helped(
        article_id=article.pk, language="zh-Hans", helped=helped, words=words, door="portal", by=by
    )


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


def test_a_question_in_vain_is_counted_without_what_names_a_person(company: Any) -> None:
    for _ in range(2):
        actions.note_unanswered(
            question="我叫王小明 13800138000 停车要钱吗", language="zh-Hans", door="portal", by=company.portal
        )
    row = Unanswered.objects.get()
    assert row.times == 2
    assert "13800138000" not in row.question
    assert "王小明" not in row.question
    assert actions.note_unanswered(question=" ", language="zh-Hans", door="portal", by=company.portal) is None


def test_a_question_is_seen_to_once(company: Any) -> None:
    row = actions.note_unanswered(question="停车", language="zh-Hans", door="desk", by=company.handler)
    assert row is not None
    with pytest.raises(NotPermitted):
        actions.settle_unanswered(row_id=row.pk, by=company.handler)
    actions.settle_unanswered(row_id=row.pk, by=company.lead)
    with pytest.raises(WrongState):
        actions.settle_unanswered(row_id=row.pk, by=company.lead)
    with pytest.raises(NotFound):
        actions.settle_unanswered(row_id=10**9, by=company.lead)


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
