"""The gaps: what is asked in vain, how it is seen to, and what each category has in force."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, Unanswered
from amends.casework.knowledge.queries import unanswered

GAPS = "desk:gaps"
ANSWERS = "这篇文章能回答"
FIELD = re.compile(r'<input class="input" id="kb-gap-[^>]*>')


def article(
    company: Any,
    code: str = "parking",
    *,
    audience: str = "public",
    live: bool = True,
    asked: str = "停车场",
) -> Article:
    version = actions.start_article(
        code=code,
        language="zh-Hans",
        words={"title": "停车要不要钱", "body": "停车不要钱。", "asked": asked},
        audience=audience,
        categories=["service"],
        by=company.lead,
    )
    if live:
        actions.hand_in(version_id=version.pk, by=company.lead)
        if audience == "public":
            actions.confirm_wording(version_id=version.pk, by=company.quality)
    return version.article


@pytest.fixture
def question(company: Any) -> Unanswered:
    row = actions.note_unanswered(question="停车要钱吗", language="zh-Hans", door="portal", by=company.portal)
    assert row is not None
    return row


def page_of(client: Client, path: str, **data: str) -> str:
    return client.get(path, data).content.decode()


def test_what_is_missing_is_said_where_something_was_found(
    desk: Callable[[str], Client], company: Any, owned_case: Case
) -> None:
    article(company)
    handler = desk("handler")
    nothing_fits = reverse("desk:nothing_fits")
    for path in (reverse("desk:knowledge"), reverse("desk:case_knowledge", args=[owned_case.number])):
        page = page_of(handler, path, q="停车要不要钱")
        assert "parking" in page and nothing_fits in page
        assert nothing_fits not in page_of(handler, path)
    handler.post(nothing_fits, {"q": "停车场能过夜吗"})
    assert "停车场能过夜吗" in page_of(desk("lead"), reverse(GAPS))
    page = handler.post(nothing_fits, {"q": "？？？"}, follow=True).content.decode()
    assert Unanswered.objects.count() == 1 and "没有能写成文章的内容" in page


def test_a_customer_that_the_house_knows_is_not_named(
    desk: Callable[[str], Client], company: Any, owned_case: Case
) -> None:
    name = owned_case.customer.name
    desk("handler").post(reverse("desk:nothing_fits"), {"q": f"{name}问停车要钱吗"})
    row = Unanswered.objects.get()
    assert len(name) > 1 and name not in row.question and "停车要钱吗" in row.question


def test_a_question_of_the_help_centre_says_where_it_was_asked(
    desk: Callable[[str], Client], question: Unanswered
) -> None:
    page = page_of(desk("lead"), reverse(GAPS))
    assert "停车要钱吗" in page and "帮助中心" in page and "网页投诉" not in page


def test_a_question_becomes_the_beginning_of_an_article(
    desk: Callable[[str], Client], question: Unanswered
) -> None:
    handler = desk("handler")
    way = f"{reverse('desk:new_article')}?gap={question.pk}"
    assert way in page_of(handler, reverse(GAPS))
    page = handler.get(way).content.decode()
    assert 'value="停车要钱吗"' in page and ">停车要钱吗</textarea>" in page
    assert handler.get(f"{reverse('desk:new_article')}?gap=999999").status_code == 200


def test_who_may_not_settle_is_told_who_does(desk: Callable[[str], Client], question: Unanswered) -> None:
    settle = reverse("desk:settle_gap", args=[question.pk])
    handler, lead = desk("handler"), desk("lead")
    page = page_of(handler, reverse(GAPS))
    assert settle not in page and "由组长、质量、法务或经理标记" in page
    assert handler.post(settle, {"note": "不归我们"}).status_code == 403
    assert lead.get(settle).status_code == 405
    assert settle in page_of(lead, reverse(GAPS))


def test_a_question_is_settled_with_an_article_or_a_note_and_stays_to_be_read(
    desk: Callable[[str], Client], company: Any, question: Unanswered
) -> None:
    article(company)
    lead, settle = desk("lead"), reverse("desk:settle_gap", args=[question.pk])
    assert lead.post(settle).status_code == 422
    refused = lead.post(settle, {"article": "nowhere", "note": "先记着"})
    assert refused.status_code == 422 and 'value="先记着"' in refused.content.decode()
    both = lead.post(settle, {"article": "parking", "note": "写好了"})
    page = both.content.decode()
    assert both.status_code == 422 and 'value="parking"' in page and 'value="写好了"' in page
    assert lead.post(settle, {"article": "parking"}).status_code == 302
    assert lead.post(settle, {"note": "再来"}).status_code == 409
    assert "停车要钱吗" not in page_of(lead, reverse(GAPS))
    settled = page_of(desk("handler"), reverse(GAPS), view="settled")
    assert "停车要钱吗" in settled
    assert reverse("desk:article", args=["parking"]) in settled


def test_a_question_is_settled_with_why_no_article_is_needed(
    desk: Callable[[str], Client], question: Unanswered
) -> None:
    assert (
        desk("lead").post(reverse("desk:settle_gap", args=[question.pk]), {"note": "不归我们"}).status_code
        == 302
    )
    assert "不归我们" in page_of(desk("handler"), reverse(GAPS), view="settled")


def test_an_article_that_a_reader_may_not_see_is_not_named_among_the_settled(
    desk: Callable[[str], Client], company: Any, question: Unanswered
) -> None:
    secret = article(company, "secret-place", audience="restricted")
    Unanswered.objects.update(door="desk")
    actions.settle_unanswered(row_id=question.pk, article_id=secret.pk, by=company.lead)
    assert "secret-place" in page_of(desk("lead"), reverse(GAPS), view="settled")
    page = page_of(desk("handler"), reverse(GAPS), view="settled")
    assert "停车要钱吗" in page and "secret-place" not in page


def test_what_customers_cannot_read_does_not_settle_what_they_asked(
    desk: Callable[[str], Client], company: Any, question: Unanswered
) -> None:
    article(company, "inside", audience="internal")
    article(company, "unread", live=False)
    lead, settle = desk("lead"), reverse("desk:settle_gap", args=[question.pk])
    for code in ("inside", "unread"):
        refused = lead.post(settle, {"article": code})
        assert refused.status_code == 422 and "顾客看不到" in refused.content.decode()
    assert lead.post(settle, {"article": "inside", "note": "由经办人转告"}).status_code == 422
    assert unanswered().get() == question


def test_a_question_says_which_article_is_written_for_it(
    desk: Callable[[str], Client], company: Any, question: Unanswered
) -> None:
    lead = desk("lead")
    assert "停车怎么收费" not in page_of(lead, reverse(GAPS))
    begun = actions.start_article(
        code="parking",
        language="zh-Hans",
        words={"title": "停车怎么收费", "body": "停车不要钱。", "asked": "停车场在哪\n停車要錢嗎？"},
        audience="public",
        categories=["service"],
        by=company.handler,
    )
    page = page_of(lead, reverse(GAPS))
    assert "停车怎么收费" in page and f"草稿 · {company.handler}" in page
    assert ANSWERS not in page
    actions.hand_in(version_id=begun.pk, by=company.handler)
    actions.confirm_wording(version_id=begun.pk, by=company.quality)
    page = page_of(lead, reverse(GAPS))
    assert "使用中" in page and ANSWERS in page
    assert ANSWERS not in page_of(desk("handler"), reverse(GAPS))


def test_a_next_draft_does_not_hide_the_wording_in_force(
    desk: Callable[[str], Client], company: Any, question: Unanswered
) -> None:
    begun = actions.start_article(
        code="another",
        language="zh-Hans",
        words={"title": "停车费草稿", "body": "停车不要钱。", "asked": "停车要钱吗"},
        audience="public",
        categories=["service"],
        by=company.handler,
    )
    answer = article(company)
    words = {"title": "停车要不要钱", "body": "停车不要钱。", "asked": "停车要钱吗"}
    for title in (words["title"], "下一稿"):
        draft = actions.write_wording(
            article_id=answer.pk, language="zh-Hans", words={**words, "title": title}, by=company.lead
        )
        if title == words["title"]:
            actions.hand_in(version_id=draft.pk, by=company.lead)
            actions.confirm_wording(version_id=draft.pk, by=company.quality)
    client = desk("lead")
    row = client.get(reverse(GAPS)).context["questions"][0]
    assert [(one.article.code, one.state) for one in row["articles"]] == [
        (begun.article.code, "draft"),
        ("parking", "live"),
    ]
    assert page_of(client, reverse(GAPS)).count(ANSWERS) == 1


def test_an_article_is_offered_as_the_answer_and_never_filled_in(
    desk: Callable[[str], Client], company: Any, question: Unanswered
) -> None:
    article(company, "inside", audience="internal", asked="停车要钱吗")
    lead = desk("lead")
    assert ANSWERS not in page_of(lead, reverse(GAPS))
    article(company, asked="停车要钱吗")
    page = page_of(lead, reverse(GAPS))
    assert page.count(ANSWERS) == 1 and 'name="article" value="parking"' in page
    assert [field for field in FIELD.findall(page) if "value" in field] == []
    Unanswered.objects.update(door="desk")
    assert page_of(lead, reverse(GAPS)).count(ANSWERS) == 2
    settle = reverse("desk:settle_gap", args=[question.pk])
    assert lead.post(settle, {"article": "parking"}).status_code == 302
    assert Unanswered.objects.get().settled_article == Article.objects.get(code="parking")


def test_only_what_is_in_force_counts_as_an_article(desk: Callable[[str], Client], company: Any) -> None:
    lead = desk("lead")
    article(company, "unread", live=False)
    article(company, "inside-draft", audience="internal", live=False)
    row = service_row(lead)
    assert (row["public"], row["house"]) == (0, 0)
    article(company)
    article(company, "inside", audience="internal")
    row = service_row(lead)
    assert (row["public"], row["house"]) == (1, 1)
    page = page_of(lead, reverse(GAPS))
    assert f"{reverse('desk:knowledge')}?view=use&amp;audience=public&amp;category=service" in page


def test_a_category_leads_to_its_open_cases(desk: Callable[[str], Client], owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(category="service")
    page = page_of(desk("handler"), reverse(GAPS))
    assert f"{reverse('desk:list')}?view=open&amp;category=service" in page


def service_row(client: Client) -> dict[str, Any]:
    rows = client.get(reverse(GAPS)).context["categories"]
    found: dict[str, Any] = next(row for row in rows if row["key"] == "service")
    return found
