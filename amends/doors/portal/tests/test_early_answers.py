"""Answers beside the complaint form: for a plain question only, in the visitor's language, kept by nobody, passed by at will."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, Feedback, Unanswered
from amends.casework.readings.models import Reading

WORDS = {
    "zh-Hans": (
        "发票抬头开错了怎么办",
        "把正确的抬头发给我们，<b>当天</b>重开。\n\n- 旧的作废。",
        "开票抬头写错了能重开吗？",
    ),
    "zh-Hant": ("發票統編打錯了怎麼辦", "把正確的統編給我們，當天重開。", "發票統編打錯了可以重開嗎？"),
    "en": (
        "Your invoice has the wrong name",
        "Send us the right name.",
        "Can I get my invoice with another name?",
    ),
}
QUESTION = WORDS["zh-Hans"][2]


@pytest.fixture
def invoices(company: Any, no_limits: None) -> Article:
    """An article in three languages, confirmed for everybody, beside some that have nothing to do with it."""
    invoice = known(company, "invoice", {language: words[:2] for language, words in WORDS.items()}, "billing")
    for code, title in (
        ("late", "外卖迟到了"),
        ("room", "房间太吵"),
        ("class", "烘焙课改期"),
        ("card", "储值卡余额"),
    ):
        known(company, code, {"zh-Hans": (title, f"{title}：请联系门店。")}, "service")
    return invoice


def known(
    company: Any,
    code: str,
    wordings: dict[str, tuple[str, str]],
    category: str,
    *,
    audience: str = "public",
    is_confirmed: bool = True,
) -> Article:
    article = None
    for language, (title, body) in wordings.items():
        words = {"title": title, "body": body, "asked": WORDS[language][2] if category == "billing" else ""}
        if article is None:
            version = actions.start_article(
                code=code,
                language=language,
                words=words,
                audience=audience,
                categories=[category],
                by=company.lead,
            )
            article = version.article
        else:
            version = actions.write_wording(
                article_id=article.pk, language=language, words=words, by=company.lead
            )
        actions.hand_in(version_id=version.pk, by=company.lead)
        if audience == "public" and is_confirmed:
            actions.confirm_wording(version_id=version.pk, by=company.quality)
    assert article is not None
    return article


@pytest.fixture
def look(client: Client) -> Callable[..., Any]:
    """What the page asks when somebody pauses."""

    def ask(text: str, language: str = "zh-Hans") -> Any:
        client.cookies["django_language"] = language.lower()
        return client.post(reverse("portal:answers"), {"text": text})

    return ask


@pytest.mark.parametrize("language", WORDS)
def test_a_plain_question_is_offered_its_answer_in_the_visitors_language(
    invoices: Article, look: Callable[..., Any], language: str
) -> None:
    answer = look(WORDS[language][2], language)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'lang="{language}"' in page and WORDS[language][0] in page
    assert all(words[0] not in page for other, words in WORDS.items() if other != language)
    assert "no-store" in answer["Cache-Control"]
    # It opens where it is; what leads away opens beside it.
    assert page.count("<details") == page.count('target="_blank" rel="noopener"') == 1
    assert "<details open" not in page


@pytest.mark.parametrize(
    "words",
    [
        "开票抬头写错了能重开吗？我气得胸口疼，已经叫了救护车。",
        "开票抬头写错了能重开吗？有人冒充你们骗了我两千块。",
        "开票抬头写错了能重开吗？再不重开我就不想活了。",
        "开票抬头写错了能重开吗？再不开我就打12315。",
        "开票抬头写错了，客服说改不了，能重开吗？",
        "开票抬头写错了能重开吗？店员还骂我，太气人了！",
        "Can I get my invoice with another name? I am scared, your driver followed me.",
        "發票統編打錯了可以重開嗎？吃了你們的蛋糕全身紅腫。",
        "火星上有没有水？",
        "票",
        "   ",
    ],
)
def test_whoever_is_owed_a_person_is_offered_nothing(
    invoices: Article, look: Callable[..., Any], words: str
) -> None:
    answer = look(words)
    assert (answer.status_code, answer.content) == (204, b"")


def test_what_is_not_for_everybody_is_not_offered(
    company: Any, no_limits: None, look: Callable[..., Any]
) -> None:
    words = {"zh-Hans": WORDS["zh-Hans"][:2]}
    known(company, "inside", words, "billing", audience="internal")
    known(company, "waiting", words, "billing", is_confirmed=False)
    for n in range(4):
        known(company, f"other-{n}", {"zh-Hans": (f"烘焙课{n}", "改期请联系门店。")}, "service")
    assert look(QUESTION).status_code == 204


def test_hostile_words_come_back_nowhere_and_those_of_an_article_do_not_run(
    invoices: Article, look: Callable[..., Any]
) -> None:
    page = look(f"{QUESTION}<script>alert(1)</script>\u202e\x00").content.decode()
    assert "alert(1)" not in page
    assert "&lt;b&gt;当天" in page and "<b>当天" not in page


def test_a_text_of_many_pages_is_not_looked_at(invoices: Article, look: Callable[..., Any]) -> None:
    assert look(QUESTION * 1000).status_code == 204


def test_nothing_that_was_typed_is_kept_or_logged(
    invoices: Article, look: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="amends"), CaptureQueriesContext(connection) as asked:
        assert look(QUESTION).status_code == 200
        assert look("开票抬头写错了，谁都不理我，太气人了").status_code == 204
    written = [one["sql"] for one in asked if not one["sql"].lstrip().upper().startswith("SELECT")]
    assert [
        sql for sql in written if "tries" not in sql and not sql.startswith(("SAVEPOINT", "RELEASE"))
    ] == []
    assert not any(model.objects.exists() for model in (Case, Reading, Unanswered, Feedback))
    assert "抬头" not in caplog.text


def test_who_asks_without_end_is_refused(invoices: Article, look: Callable[..., Any]) -> None:
    assert [look(QUESTION).status_code for _ in range(21)] == [200] * 20 + [429]


def test_the_doors_are_for_the_page_only(invoices: Article) -> None:
    stranger = Client(enforce_csrf_checks=True)
    for path in (reverse("portal:answers"), reverse("portal:answered", args=["invoice"])):
        assert stranger.get(path).status_code == 405
        assert stranger.post(path, {"text": QUESTION}).status_code == 403


def test_that_it_answered_counts_once_a_visit_and_says_nothing_else(
    client: Client, invoices: Article
) -> None:
    client.cookies["django_language"] = "en"
    path = reverse("portal:answered", args=["invoice"])
    for _ in range(2):
        assert client.post(path, {"text": QUESTION}).status_code == 204
    said = Feedback.objects.get()
    assert (said.helped, said.words, said.by, said.version.language) == (True, "", None, "en")
    assert client.post(reverse("portal:answered", args=["nothing"])).status_code == 404
    assert not Case.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_way_past_is_in_the_page_and_before_the_answers(client: Client, db: None, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get(reverse("portal:complain")).content.decode()
    form, place = page.index("</form>", page.index("data-wizard-next")), page.index("data-early=")
    assert page.index("data-wizard-next") < form < place
    assert 'aria-live="polite" data-early-sign' in page and "data-early-back" in page
    # Without a script the form is as it was, and the help centre stands beside it.
    beside = page[page.index("<noscript>") : page.index("</noscript>")]
    assert f'href="{reverse("portal:help")}" target="_blank" rel="noopener"' in beside
    assert "data-early" not in page[:form]
