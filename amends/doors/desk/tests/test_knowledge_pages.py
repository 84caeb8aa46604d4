"""The knowledge base on the desk: reading, writing, confirming, clauses, gaps, and the sheet of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.models import Article, ArticleVersion, Clause, Quotation
from amends.foundation.kernel import clock
from amends.practice.replies.models import ReplyDraft

BODY = "冒烟的请先断电，不要再用。\n\n- 十五天内可以退款、换新或维修。[§CS-REPAIR]"
NEW = {
    "code": "smoke",
    "language": "zh-Hans",
    "title": "电饭锅冒烟了",
    "body": BODY,
    "asked": "电器坏了",
    "audience": "public",
    "categories": ["quality"],
}


@pytest.fixture
def clause(company: Any) -> Clause:
    said = Said(
        names={"zh-Hans": "修换退"},
        words={"zh-Hans": "十五天内可退换修。"},
        source="购物条款第 9 条",
        sureness="P",
    )
    return actions.add_clause(code="CS-REPAIR", kind="contract", said=said, by=company.legal)


@pytest.fixture
def article(company: Any, clause: Clause) -> Article:
    words = {name: NEW[name] for name in ("title", "body", "asked")}
    version = actions.start_article(
        code="smoke",
        language="zh-Hans",
        words=words,
        audience="public",
        categories=["quality"],
        by=company.handler,
    )
    actions.hand_in(version_id=version.pk, by=company.handler)
    actions.confirm_wording(version_id=version.pk, by=company.quality)
    return version.article


def test_an_article_is_written_handed_in_and_confirmed_by_somebody_else(
    desk: Callable[[str], Client], clause: Clause
) -> None:
    writer, second = desk("handler"), desk("quality")
    assert writer.get(reverse("desk:new_article")).status_code == 200
    writer.post(reverse("desk:new_article"), NEW)
    version = ArticleVersion.objects.get()
    sent = {"version": version.pk, "language": "zh-Hans"}
    writer.post(reverse("desk:hand_in_article", args=["smoke"]), sent)
    refused = writer.post(reverse("desk:confirm_article", args=["smoke"]), sent)
    assert refused.status_code == 403
    page = second.get(reverse("desk:article", args=["smoke"])).content.decode()
    assert "顾客可以看" in page
    second.post(reverse("desk:confirm_article", args=["smoke"]), sent)
    version.refresh_from_db()
    assert version.state == "live"


def test_what_was_typed_stays_when_it_is_refused(desk: Callable[[str], Client], clause: Clause) -> None:
    answer = desk("handler").post(reverse("desk:new_article"), {**NEW, "body": "有依据。[§NIX]"})
    assert answer.status_code == 422
    assert "NIX" in answer.content.decode()
    assert "电饭锅冒烟了" in answer.content.decode()


def test_versions_are_compared_and_a_translation_shows_its_original(
    desk: Callable[[str], Client], article: Article
) -> None:
    writer, second = desk("handler"), desk("quality")
    path = reverse("desk:write_article", args=["smoke"])
    words = {"language": "zh-Hans", "title": "电饭锅冒烟怎么办", "body": BODY, "asked": "", "hand_in": "1"}
    writer.post(path, words)
    waits = article.versions.get(state="waiting")
    page = writer.get(reverse("desk:compare_article", args=["smoke"])).content.decode()
    assert "<ins>怎么办</ins>" in page
    sent = {"version": waits.pk, "language": "zh-Hans"}
    back = {**sent, "why": "少电话", "form": "waits"}
    second.post(reverse("desk:return_article", args=["smoke"]), back)
    assert "少电话" in writer.get(reverse("desk:article", args=["smoke"])).content.decode()
    english = writer.get(path, {"language": "en"}).content.decode()
    assert "十五天内可以退款" in english


POSTS = ("hand_in", "confirm", "return", "discard", "review", "settle", "retire", "bring_back", "rate")


@pytest.mark.parametrize("name", POSTS)
def test_every_change_is_a_post_of_somebody_signed_in(
    desk: Callable[[str], Client], article: Article, name: str
) -> None:
    path = reverse(f"desk:{name}_article", args=["smoke"])
    assert desk("lead").get(path).status_code == 405
    assert Client().post(path).status_code == 302


@pytest.mark.parametrize(
    ("name", "who", "sent", "status"),
    [
        ("retire", "handler", {"why": "x"}, 403),
        ("settle", "handler", {"audience": "public", "categories": "quality"}, 403),
        ("retire", "lead", {"why": " "}, 422),
        ("bring_back", "lead", {}, 409),
        ("hand_in", "handler", {"version": "1234567"}, 404),
        ("review", "colleague", {"next_on": "2099-01-01"}, 403),
        ("review", "handler", {"next_on": "nix"}, 422),
        ("review", "handler", {"next_on": "2001-01-01"}, 422),
    ],
)
def test_who_may_not_or_cannot_is_told_why(
    desk: Callable[[str], Client], article: Article, name: str, who: str, sent: dict[str, str], status: int
) -> None:
    answer = desk(who).post(reverse(f"desk:{name}_article", args=["smoke"]), {**sent, "form": name})
    assert answer.status_code == status


def test_a_restricted_article_is_not_there_for_a_handler(
    desk: Callable[[str], Client], company: Any, clause: Clause
) -> None:
    lead = desk("lead")
    lead.post(
        reverse("desk:new_article"), {**NEW, "code": "secret", "audience": "restricted", "title": "冒烟密"}
    )
    secret = Article.objects.get()
    version = secret.versions.get()
    lead.post(reverse("desk:hand_in_article", args=["secret"]), {"version": version.pk})
    for name in ("article", "write_article", "compare_article"):
        assert desk("handler").get(reverse(f"desk:{name}", args=["secret"])).status_code == 404
    for path in ("/desk/knowledge/", "/desk/knowledge/?q=电饭锅冒烟", "/desk/knowledge/clauses/CS-REPAIR/"):
        assert "冒烟密" not in desk("handler").get(path).content.decode()
    assert "冒烟密" in lead.get("/desk/knowledge/?q=电饭锅冒烟").content.decode()


def test_a_changed_clause_names_sentences_and_cases(
    desk: Callable[[str], Client], article: Article, owned_case: Case, clause: Clause
) -> None:
    handler, legal = desk("handler"), desk("legal")
    version = article.versions.get(state="live")
    handler.post(
        reverse("desk:quote_article", args=[owned_case.number]), {"version": version.pk, "line": "1"}
    )
    change = {
        "form": "change",
        "seen": "1",
        "name_zh-Hans": "修换退",
        "words_zh-Hans": "三十天内可退换修。",
        "source": "购物条款第 10 条",
        "sureness": "P",
        "why": "新条款",
    }
    path = reverse("desk:change_clause", args=["CS-REPAIR"])
    assert handler.post(path, change).status_code == 403
    assert legal.get(path).status_code == 405
    page = legal.post(path, change, follow=True).content.decode()
    assert "要复看" in page
    assert owned_case.number in page
    assert "在草稿里" in page
    other = desk("east_handler").get(reverse("desk:clause", args=["CS-REPAIR"])).content.decode()
    assert owned_case.number not in other


def test_words_go_into_the_reply_with_their_clause(
    desk: Callable[[str], Client], article: Article, owned_case: Case, company: Any
) -> None:
    handler = desk("handler")
    sheet = handler.get(reverse("desk:case_knowledge", args=[owned_case.number])).content.decode()
    assert "电饭锅冒烟了" in sheet
    version = article.versions.get(state="live")
    path = reverse("desk:quote_article", args=[owned_case.number])
    assert handler.get(path).status_code == 405
    answer = handler.post(path, {"version": version.pk, "line": "1"})
    assert answer["Location"].endswith("#composer")
    draft = ReplyDraft.objects.get(case=owned_case, member=company.handler)
    assert draft.body == "十五天内可以退款、换新或维修。（依据：修换退）"
    handler.post(path, {"version": version.pk, "line": "0"})
    draft.refresh_from_db()
    assert draft.body.endswith("冒烟的请先断电，不要再用。")
    assert Quotation.objects.count() == 2


def test_quoting_is_refused_to_other_teams_for_wrong_words_and_closed_cases(
    desk: Callable[[str], Client], article: Article, owned_case: Case, company: Any
) -> None:
    version = article.versions.get(state="live")
    path = reverse("desk:quote_article", args=[owned_case.number])
    sent = {"version": version.pk, "line": "1"}
    assert desk("east_handler").post(path, sent).status_code == 404
    assert desk("administrator").post(path, sent).status_code == 403
    assert desk("handler").post(path, {**sent, "line": "99"}).status_code == 422
    cases.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    assert desk("handler").post(path, sent).status_code == 409
    assert not Quotation.objects.exists()


def test_an_article_is_made_of_a_solved_case_without_names(
    desk: Callable[[str], Client], owned_case: Case, company: Any, bring_to: Callable[[Case, str], Case]
) -> None:
    handler, path = desk("handler"), reverse("desk:draft_article", args=[owned_case.number])
    assert handler.post(path).status_code == 409
    cases.add_customer_message(case_id=owned_case.pk, text="王小明 13800138000", by=company.portal)
    bring_to(owned_case, "review")
    assert desk("east_handler").post(path).status_code == 404
    handler.post(path)
    version = ArticleVersion.objects.get()
    assert version.article.audience == "internal"
    assert version.article.drafted_from == owned_case.number
    words = version.title + version.body + version.asked
    assert not [one for one in ("王小明", "13800138000", "handler先生") if one in words]
    assert handler.post(path).status_code == 409


def test_lists_cost_the_same_however_many_articles_there_are(
    desk: Callable[[str], Client], article: Article, company: Any, owned_case: Case
) -> None:
    handler = desk("handler")
    paths = (
        reverse("desk:knowledge"),
        reverse("desk:knowledge") + "?q=电饭锅冒烟",
        reverse("desk:clause", args=["CS-REPAIR"]),
        reverse("desk:gaps"),
        reverse("desk:case_knowledge", args=[owned_case.number]),
    )

    def cost(path: str) -> int:
        handler.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert handler.get(path).status_code == 200
        return len(seen)

    before = [cost(path) for path in paths]
    for n in range(3):
        words = {"title": f"电饭锅冒烟 {n}", "body": BODY, "asked": ""}
        version = actions.start_article(
            code=f"smoke-{n}",
            language="zh-Hans",
            words=words,
            audience="internal",
            categories=["quality"],
            by=company.handler,
        )
        actions.hand_in(version_id=version.pk, by=company.handler)
    assert [cost(path) for path in paths] == before


def test_a_notice_leads_to_the_article(
    desk: Callable[[str], Client], article: Article, run_jobs: Callable[[], int]
) -> None:
    from amends.casework.knowledge.actions import keeping

    with clock.at(clock.now() + timedelta(days=365)):
        keeping.remind_of_reviews()
        run_jobs()
    page = desk("handler").get(reverse("desk:notices")).content.decode()
    assert "文章“电饭锅冒烟了”该复核了" in page
