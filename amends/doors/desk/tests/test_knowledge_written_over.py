"""Written-over drafts on the article's page: what changed besides them, what comes back, what is taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, ArticleVersion

PAGE, REMOVE, DISCARD = (
    reverse(f"desk:{name}", args=["smoke"]) for name in ("article", "remove_written_over", "discard_article")
)
Desk = Callable[..., Client]


@pytest.fixture
def draft(company: Any) -> ArticleVersion:
    words = {"title": "电饭锅冒烟了", "body": "冒烟的请先断电。", "asked": ""}
    return actions.start_article(
        code="smoke",
        language="zh-Hans",
        words=words,
        audience="public",
        categories=["quality"],
        by=company.handler,
    )


def write(article: Article, title: str, by: Any) -> ArticleVersion:
    words = {"title": title, "body": "冒烟的请先断电。", "asked": ""}
    return actions.write_wording(article_id=article.pk, language="zh-Hans", words=words, by=by)


def confirm(version: ArticleVersion, company: Any) -> None:
    actions.hand_in(version_id=version.pk, by=version.written_by)
    actions.confirm_wording(version_id=version.pk, by=company.quality)


def test_what_changed_compares_with_what_was_in_force(
    desk: Desk, draft: ArticleVersion, company: Any
) -> None:
    article = draft.article
    confirm(draft, company)
    write(article, "写到一半", company.handler)
    confirm(write(article, "锅冒烟怎么办", company.colleague), company)
    client = desk("handler")
    page = client.get(PAGE, {"language": "zh-Hans"}).content.decode()
    assert "old=1&amp;new=3" in page and "old=1&amp;new=2" in page and "old=2&amp;new=3" not in page
    shown = client.get(reverse("desk:compare_article", args=["smoke"]), {"language": "zh-Hans"}).context
    assert (shown["old"].number, shown["new"].number) == (1, 3)
    draft_next = write(article, "再下一版", company.handler)
    shown = client.get(reverse("desk:compare_article", args=["smoke"]), {"language": "zh-Hans"}).context
    assert (shown["old"].number, shown["new"].number) == (3, draft_next.number)


def test_who_throws_away_what_they_wrote_over_reads_what_comes_back(
    desk: Desk, draft: ArticleVersion, company: Any
) -> None:
    over = write(draft.article, "改过的", company.colleague)
    colleague = desk("colleague")
    said = f"丢弃后，{company.handler}之前写的那一稿恢复为草稿"
    page = colleague.get(PAGE).content.decode()
    assert said in page and "整篇文章也一并删除" not in page
    page = desk("lead").get(PAGE).content.decode()
    assert said in page and "整篇文章也一并删除" not in page
    sent = {"form": "waits", "language": "zh-Hans", "version": over.pk, "seen": over.stamp}
    after = colleague.post(DISCARD, sent, follow=True).content.decode()
    assert "电饭锅冒烟了" in after and f"{company.handler}之前写的那一稿现在恢复为草稿" in after
    assert "整篇文章也一并删除" in desk("lead").get(PAGE).content.decode()


def test_those_who_confirm_take_written_over_words_out(
    desk: Desk, draft: ArticleVersion, company: Any
) -> None:
    over = write(draft.article, "改过的", company.lead)
    lead, handler = desk("lead"), desk("handler")
    assert REMOVE in lead.get(PAGE).content.decode()
    assert REMOVE not in handler.get(PAGE).content.decode()
    sent = {"language": "zh-Hans", "version": draft.pk}
    assert lead.get(REMOVE).status_code == 405
    assert Client().post(REMOVE, sent).status_code == 302
    assert handler.post(REMOVE, sent).status_code == 403
    assert lead.post(REMOVE, {**sent, "version": over.pk}).status_code == 409
    assert lead.post(REMOVE, {**sent, "version": 1234567}).status_code == 404
    assert "审计轨迹" in lead.post(REMOVE, sent, follow=True).content.decode()
    assert list(draft.article.versions.all()) == [over]
