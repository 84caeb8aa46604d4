"""Drafts that were written over: nobody destroys words of a colleague, and those who confirm can take them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.queries import left_without, open_wording, versions_of
from amends.foundation.audit.models import AuditEntry as Entry
from amends.foundation.audit.queries import verify
from amends.foundation.kernel.errors import NotPermitted, WrongState
from amends.foundation.notices.models import Notice

Start = Callable[..., ArticleVersion]


def write_over(
    draft: ArticleVersion, by: Any, title: str = "改过的标题", language: str = "zh-Hans"
) -> ArticleVersion:
    words = {"title": title, "body": f"{title}。", "asked": ""}
    return actions.write_wording(article_id=draft.article_id, language=language, words=words, by=by)


def test_who_wrote_over_a_colleague_leaves_them_their_draft(
    start: Start, company: Any, run_jobs: Callable[[], int]
) -> None:
    draft = start()
    over = write_over(draft, company.colleague)
    assert actions.discard_draft(version_id=over.pk, by=company.colleague) == draft.article
    run_jobs()
    assert open_wording(draft.article, "zh-Hans") == draft
    assert Entry.objects.filter(action="article.draft_again").count() == 1
    assert Notice.objects.filter(member=company.handler, data__what="draft_again").count() == 1
    assert actions.discard_draft(version_id=draft.pk, by=company.handler) is None
    assert not Article.objects.exists()
    assert verify().broken is None


def test_the_newest_words_of_somebody_else_are_the_draft_again(start: Start, company: Any) -> None:
    draft = start()
    second = write_over(draft, company.colleague, "第二稿")
    third = write_over(draft, company.handler, "第三稿")
    actions.discard_draft(version_id=third.pk, by=company.handler)
    again = open_wording(draft.article, "zh-Hans")
    assert again is not None and (again.pk, again.title) == (second.pk, "第二稿")
    assert write_over(draft, company.lead, "第四稿").number == 3


def test_words_that_come_back_below_newer_ones_are_written_over_under_a_number_of_their_own(
    start: Start, company: Any
) -> None:
    draft = start()
    write_over(draft, company.colleague, "第二稿")
    third = write_over(draft, company.lead, "第三稿")
    fourth = write_over(draft, company.colleague, "第四稿")
    actions.remove_written_over(version_id=third.pk, by=company.lead)
    actions.discard_draft(version_id=fourth.pk, by=company.colleague)
    assert open_wording(draft.article, "zh-Hans") == draft
    assert write_over(draft, company.quality, "第五稿").number == 3


def test_who_confirms_destroys_no_words_of_a_colleague_either(
    start: Start, company: Any, run_jobs: Callable[[], int]
) -> None:
    draft = start()
    over = write_over(draft, company.quality)
    left = left_without(over, by=company.quality)
    assert (left.goes, left.comes_back) == (False, draft)
    assert actions.discard_draft(version_id=over.pk, by=company.quality) == draft.article
    run_jobs()
    assert open_wording(draft.article, "zh-Hans") == draft
    assert Notice.objects.filter(member=company.handler, data__what="draft_again").count() == 1


def test_words_come_back_in_their_language_beside_a_draft_in_another(
    start: Start, company: Any, run_jobs: Callable[[], int]
) -> None:
    draft = start()
    english = write_over(draft, company.handler, "English", "en")
    over = write_over(draft, company.colleague, "Better English", "en")
    actions.discard_draft(version_id=over.pk, by=company.colleague)
    run_jobs()
    assert open_wording(draft.article, "en") == english
    assert open_wording(draft.article, "zh-Hans") == draft
    assert Notice.objects.get(data__what="draft_again").data["language"] == "en"


def test_words_newer_than_those_in_force_come_back_and_older_ones_do_not(
    in_force: Callable[..., Article], company: Any
) -> None:
    article = in_force()
    first = article.versions.get()
    second = write_over(first, company.handler, "第二稿")
    third = write_over(first, company.colleague, "第三稿")
    actions.discard_draft(version_id=third.pk, by=company.colleague)
    assert open_wording(article, "zh-Hans") == second
    fourth = write_over(first, company.colleague, "第四稿")
    actions.hand_in(version_id=fourth.pk, by=company.colleague)
    actions.confirm_wording(version_id=fourth.pk, by=company.quality)
    fifth = write_over(first, company.colleague, "第五稿")
    assert actions.discard_draft(version_id=fifth.pk, by=company.colleague) == article
    assert open_wording(article, "zh-Hans") is None


def test_words_in_another_language_go_on_where_nothing_else_is_left(start: Start, company: Any) -> None:
    draft = start(by=company.lead)
    over = write_over(draft, company.handler)
    english = write_over(draft, company.colleague, "English", "en")
    actions.discard_draft(version_id=over.pk, by=company.lead)
    assert open_wording(draft.article, "zh-Hans") is None
    assert actions.discard_draft(version_id=english.pk, by=company.colleague) == draft.article
    assert open_wording(draft.article, "zh-Hans") == draft


def test_an_article_in_which_nothing_of_somebody_else_is_left_goes(start: Start, company: Any) -> None:
    draft = start()
    over = write_over(draft, company.colleague)
    actions.remove_written_over(version_id=draft.pk, by=company.lead)
    assert actions.discard_draft(version_id=over.pk, by=company.colleague) is None


def test_those_who_confirm_take_out_words_that_a_reviser_struck(start: Start, company: Any) -> None:
    draft = start(words={"title": "王小明的外卖迟到了"})
    english = write_over(draft, company.handler, "English", "en")
    over = write_over(draft, company.lead)
    with pytest.raises(NotPermitted):
        actions.remove_written_over(version_id=draft.pk, by=company.handler)
    with pytest.raises(WrongState):
        actions.remove_written_over(version_id=over.pk, by=company.lead)
    actions.remove_written_over(version_id=draft.pk, by=company.lead)
    assert versions_of(draft.article, "zh-Hans") == [over]
    english.refresh_from_db()
    assert english.follows is None
    entry = Entry.objects.get(action="article.removed")
    assert entry.actor_id == company.lead.pk and entry.data["number"] == 1
    assert "王小明" not in str(entry.data)
    assert verify().broken is None


def test_words_that_were_in_force_are_not_taken_out(in_force: Callable[..., Article], company: Any) -> None:
    article = in_force()
    first = article.versions.get()
    second = write_over(first, company.handler)
    actions.hand_in(version_id=second.pk, by=company.handler)
    actions.confirm_wording(version_id=second.pk, by=company.quality)
    for version in (first, second):
        with pytest.raises(WrongState):
            actions.remove_written_over(version_id=version.pk, by=company.lead)
