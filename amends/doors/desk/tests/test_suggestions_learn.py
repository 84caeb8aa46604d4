"""What a handler says of a suggestion counts in like cases, once, and is told where it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, Feedback, Quotation

WORDS = {
    "title": "电饭锅冒烟了",
    "body": "冒烟的请先断电，不要再用。\n\n十五天内可以退款、换新或维修。",
    "asked": "电器坏了",
}


@pytest.fixture
def article(company: Any) -> Article:
    version = actions.start_article(
        code="smoke",
        language="zh-Hans",
        words=WORDS,
        audience="public",
        categories=["quality"],
        by=company.handler,
    )
    actions.hand_in(version_id=version.pk, by=company.handler)
    actions.confirm_wording(version_id=version.pk, by=company.quality)
    return version.article


def rate(client: Client, case: Case, article: Article, helped: str = "yes") -> Any:
    sent = {"article": article.pk, "language": "zh-Hans", "helped": helped}
    return client.post(reverse("desk:rate_suggestion", args=[case.number]), sent)


def used_elsewhere(article: Article, category: str, company: Any) -> None:
    """Six other cases, each with somebody else's letter that went out, and one in which it did not help."""
    version = article.versions.get(state="live")
    names = ("handler", "colleague", "lead", "quality", "legal", "manager")
    for case_id, name in enumerate(names, start=9001):
        actions.quote_article(
            version_id=version.pk,
            words="冒烟的请先断电，不要再用。",
            case_id=case_id,
            number=f"C{case_id}",
            chain=f"case:{case_id}",
            category=category,
            by=company.members[name],
        )
        actions.note_sent(case_id=case_id, body="冒烟的请先断电，不要再用。", by=company.house)
    actions.say_in_case(
        article_id=article.pk,
        language="zh-Hans",
        helped=False,
        case_id=9100,
        category=category,
        by=company.members["west_handler"],
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", "在 6 个类似案件中引用过 · 1 个类似案件中没用"),
        ("zh-hant", "在 6 個類似案件中引用過 · 1 個類似案件中沒用"),
        ("en", "cited in 6 like cases · did not help in 1 like case"),
    ],
)
def test_a_suggestion_says_what_like_cases_say_for_it(
    desk: Callable[..., Client],
    article: Article,
    owned_case: Case,
    company: Any,
    language: str,
    words: str,
) -> None:
    page = reverse("desk:case_knowledge", args=[owned_case.number])
    before = desk("handler", language).get(page).content.decode()
    assert words not in before and "电饭锅冒烟了" in before
    used_elsewhere(article, owned_case.category, company)
    said = desk("handler", language).get(page).content.decode()
    assert words in said
    # How many, and never which: those may be cases that the reader may not see.
    assert "9001" not in said and "C900" not in said


def test_a_voice_counts_once_and_the_last_word_counts(
    desk: Callable[..., Client], article: Article, owned_case: Case
) -> None:
    client = desk("handler")
    for helped in ("yes", "yes", "no", "no"):
        assert rate(client, owned_case, article, helped).status_code == 302
    said = Feedback.objects.get()
    assert (said.helped, said.case_id, said.category) == (False, owned_case.pk, owned_case.category)
    page = client.get(reverse("desk:case_knowledge", args=[owned_case.number])).content.decode()
    assert "您说过没用。" in page
    # What is said here counts in like cases, not in this one.
    assert "类似案件中没用" not in page


def test_who_may_not_see_the_case_or_the_article_says_nothing(
    desk: Callable[..., Client], article: Article, owned_case: Case, company: Any
) -> None:
    assert rate(desk("east_handler"), owned_case, article).status_code == 404
    assert rate(desk("administrator"), owned_case, article).status_code == 403
    path = reverse("desk:rate_suggestion", args=[owned_case.number])
    assert desk("handler").get(path).status_code == 405
    assert desk("handler").post(path, {"article": "999999", "language": "zh-Hans"}).status_code == 404
    assert desk("handler").post(path, {"article": "x", "language": "zz"}).status_code == 404
    actions.retire_article(article_id=article.pk, why="旧了", by=company.quality)
    assert rate(desk("handler"), owned_case, article).status_code == 409
    assert not Feedback.objects.exists()


def test_nothing_is_learned_from_a_restricted_case(
    desk: Callable[..., Client], article: Article, owned_case: Case, company: Any
) -> None:
    cases.restrict_case(case_id=owned_case.pk, reason="涉及员工", by=company.legal)
    client = desk("handler")
    path = reverse("desk:rate_suggestion", args=[owned_case.number])
    sent = {"article": article.pk, "language": "zh-Hans", "helped": "yes"}
    assert "类似案件" not in client.post(path, sent, follow=True).content.decode()
    version = article.versions.get(state="live")
    client.post(reverse("desk:quote_article", args=[owned_case.number]), {"version": version.pk, "line": "0"})
    assert Feedback.objects.get().category == "" and Quotation.objects.get().category == ""
