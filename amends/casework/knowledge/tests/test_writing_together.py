"""Several who write on one article: nothing is lost, nobody decides about words that they have not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, ArticleVersion, Picture
from amends.casework.knowledge.queries import (
    newest_wording,
    open_wording,
    translations_of,
    under_way_in,
    versions_of,
)
from amends.foundation.audit.models import AuditEntry as Entry
from amends.foundation.audit.queries import verify
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, WrongState
from amends.foundation.notices.models import Notice

Start = Callable[..., ArticleVersion]
WORDS = {"title": "新的标题", "body": "新的正文。", "asked": ""}
ENGLISH = {"title": "Late food", "body": "Take a picture first.", "asked": ""}


@pytest.fixture
def write(company: Any) -> Callable[..., ArticleVersion]:
    def act(article: Article, language: str = "zh-Hans", **fields: Any) -> ArticleVersion:
        words = fields.pop("words", WORDS if language == "zh-Hans" else ENGLISH)
        by = fields.pop("by", company.handler)
        return actions.write_wording(article_id=article.pk, language=language, words=words, by=by, **fields)

    return act


def test_two_who_begin_the_same_draft_do_not_lose_words(
    in_force: Callable[..., Article], write: Callable[..., ArticleVersion], company: Any
) -> None:
    article = in_force()
    first = write(article, "en", seen="")
    with pytest.raises(Conflict) as refused:
        write(article, "en", seen="", words={**ENGLISH, "title": "Mine"}, by=company.lead)
    assert refused.value.code == "written_meanwhile"
    first.refresh_from_db()
    assert (first.title, first.written_by) == ("Late food", company.handler)


def test_a_draft_is_written_over_by_who_has_seen_it_as_it_stands(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start()
    opened = draft.stamp
    changed = write(draft.article, seen=opened)
    with pytest.raises(Conflict):
        write(draft.article, seen=opened, words={**WORDS, "title": "组长的标题"}, by=company.lead)
    kept = write(draft.article, seen=changed.stamp, words={**WORDS, "title": "组长的标题"}, by=company.lead)
    assert (kept.title, kept.state, open_wording(draft.article, "zh-Hans")) == ("组长的标题", "draft", kept)


def test_what_somebody_else_wrote_stays_among_the_versions(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start()
    said = draft.body
    write(draft.article, by=company.handler, words={**WORDS, "body": said + "再一句。"})
    kept = write(draft.article, by=company.lead, words={**WORDS, "title": "组长的标题"})
    first, second = versions_of(draft.article, "zh-Hans")[::-1]
    assert (first.pk, first.number, first.body, first.is_written_over) == (
        draft.pk,
        1,
        said + "再一句。",
        True,
    )
    assert (second.pk, second.number, second.written_by) == (kept.pk, 2, company.lead)
    assert Article.objects.get().versions.count() == 2
    write(draft.article, by=company.lead, words=WORDS)
    assert Article.objects.get().versions.count() == 2


def test_what_was_written_over_is_no_wording_that_anybody_goes_on_from(
    in_force: Callable[..., Article], write: Callable[..., ArticleVersion], company: Any
) -> None:
    article = in_force()
    live = article.versions.get()
    write(article, by=company.lead)
    kept = write(article, words={**WORDS, "title": "经办人的标题"})
    assert actions.discard_draft(version_id=kept.pk, by=company.lead) == article
    assert newest_wording(article, "zh-Hans") == live
    assert write(article, by=company.colleague).number == 3


def test_an_article_of_which_only_ones_own_written_over_words_are_left_goes_too(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start(by=company.lead)
    english = write(draft.article, "en")
    kept = write(draft.article, words={**WORDS, "title": "经办人的标题"})
    assert english.follows == draft
    assert actions.discard_draft(version_id=english.pk, by=company.handler) == draft.article
    assert actions.discard_draft(version_id=kept.pk, by=company.lead) is None
    assert not Article.objects.exists()
    assert verify().broken is None


def test_what_came_into_force_meanwhile_is_not_undone_by_an_old_form(
    in_force: Callable[..., Article], write: Callable[..., ArticleVersion], company: Any
) -> None:
    article = in_force()
    opened = article.versions.get().stamp
    second = actions.hand_in(version_id=write(article).pk, by=company.handler)
    actions.confirm_wording(version_id=second.pk, by=company.quality)
    with pytest.raises(Conflict):
        write(article, seen=opened, by=company.colleague)


def test_whose_draft_it_was_is_told_who_writes_on(
    start: Start, write: Callable[..., ArticleVersion], company: Any, run_jobs: Any
) -> None:
    draft = start()
    kept = write(draft.article, by=company.lead)
    run_jobs()
    notice = Notice.objects.get(member=company.handler, data__what="written_on")
    assert notice.data["by"] == str(company.lead)
    assert notice.data["language"] == "zh-Hans"
    with pytest.raises(NotPermitted) as refused:
        actions.discard_draft(version_id=kept.pk, by=company.handler)
    assert str(company.lead) in str(refused.value)


def test_who_keeps_the_same_words_does_not_become_their_author(
    start: Start, write: Callable[..., ArticleVersion], company: Any, run_jobs: Any
) -> None:
    draft = start()
    same = {"title": draft.title, "body": draft.body, "asked": draft.asked}
    assert write(draft.article, words=same, by=company.lead).written_by == company.handler
    run_jobs()
    assert not Notice.objects.filter(data__what="written_on").exists()


def test_nobody_decides_about_words_that_were_changed_since(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start()
    read = draft.stamp
    write(draft.article)
    with pytest.raises(Conflict):
        actions.hand_in(version_id=draft.pk, seen=read, by=company.colleague)
    with pytest.raises(Conflict):
        actions.discard_draft(version_id=draft.pk, seen=read, by=company.lead)
    actions.hand_in(version_id=draft.pk, by=company.handler)
    with pytest.raises(Conflict):
        actions.confirm_wording(version_id=draft.pk, seen=read, by=company.quality)
    draft.refresh_from_db()
    actions.confirm_wording(version_id=draft.pk, seen=draft.stamp, by=company.quality)


def test_its_author_takes_back_what_waits_and_writes_on(
    start: Start, write: Callable[..., ArticleVersion], company: Any, run_jobs: Any
) -> None:
    draft = start()
    with pytest.raises(WrongState):
        actions.take_back(version_id=draft.pk, by=company.handler)
    actions.hand_in(version_id=draft.pk, by=company.handler)
    run_jobs()
    for who in (company.colleague, company.quality):
        with pytest.raises(NotPermitted):
            actions.take_back(version_id=draft.pk, by=who)
    actions.take_back(version_id=draft.pk, by=company.handler)
    assert Entry.objects.filter(action="article.taken_back").count() == 1
    assert write(draft.article).pk == draft.pk
    told = Notice.objects.filter(data__what="waits").count()
    actions.hand_in(version_id=draft.pk, by=company.handler)
    run_jobs()
    assert Notice.objects.filter(data__what="waits").count() == 2 * told > 0
    assert verify().broken is None


def test_a_translation_follows_the_original_that_it_was_written_from(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start()
    article = draft.article
    english = write(article, "en", original=draft.stamp)
    assert english.follows == draft
    for version in (english, draft):
        actions.hand_in(version_id=version.pk, by=company.handler)
        actions.confirm_wording(version_id=version.pk, by=company.quality)
    assert translations_of(article)["en"] == "current"


def test_a_translation_is_outdated_when_the_draft_it_followed_was_changed_before_it_came_into_force(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start()
    article = draft.article
    english = write(article, "en")
    write(article)
    for version in (english, draft):
        actions.hand_in(version_id=version.pk, by=company.handler)
        actions.confirm_wording(version_id=version.pk, by=company.quality)
    assert translations_of(article)["en"] == "outdated"
    again = write(article, "en")
    actions.hand_in(version_id=again.pk, by=company.handler)
    actions.confirm_wording(version_id=again.pk, by=company.quality)
    assert translations_of(article)["en"] == "current"


def test_who_translates_is_told_when_the_original_was_changed_meanwhile(
    start: Start, write: Callable[..., ArticleVersion]
) -> None:
    draft = start()
    opened = draft.stamp
    changed = write(draft.article)
    with pytest.raises(Conflict) as refused:
        write(draft.article, "en", seen="", original=opened)
    assert refused.value.code == "original_changed"
    assert write(draft.article, "en", seen="", original=changed.stamp).follows == draft


def test_an_original_that_was_followed_can_be_thrown_away(
    in_force: Callable[..., Article], write: Callable[..., ArticleVersion], company: Any
) -> None:
    article = in_force()
    second = write(article)
    english = write(article, "en")
    assert english.follows == second
    assert actions.discard_draft(version_id=second.pk, by=company.handler) == article
    english.refresh_from_db()
    assert english.follows is None


def test_an_article_without_any_wording_goes_with_its_last_draft(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start(drafted_from="C1")
    english = write(draft.article, "en")
    Picture.objects.create(
        article=draft.article,
        sha256="0" * 64,
        content_type="image/png",
        size=1,
        width=1,
        height=1,
        added_by=company.handler,
        added_at=draft.written_at,
    )
    assert actions.discard_draft(version_id=draft.pk, by=company.handler) == draft.article
    assert actions.discard_draft(version_id=english.pk, by=company.handler) is None
    assert not Article.objects.exists()
    assert not Picture.objects.exists()
    assert Entry.objects.filter(action="article.gone").count() == 1
    assert verify().broken is None
    assert start(drafted_from="C1").number == 1


def test_what_is_under_way_is_known_by_language(
    start: Start, write: Callable[..., ArticleVersion], company: Any
) -> None:
    draft = start()
    actions.hand_in(version_id=draft.pk, by=company.handler)
    actions.return_wording(version_id=draft.pk, why="少电话", by=company.quality)
    english = write(draft.article, "en")
    assert under_way_in([draft.article_id])[draft.article_id] == {"zh-Hans": "returned", "en": "draft"}
    actions.hand_in(version_id=english.pk, by=company.handler)
    assert under_way_in([draft.article_id])[draft.article_id]["en"] == "waiting"


@pytest.mark.parametrize(("words", "name"), [({"title": " "}, "标题"), ({"body": ""}, "正文")])
def test_an_empty_field_is_named(start: Start, words: dict[str, str], name: str) -> None:
    with pytest.raises(Invalid) as refused:
        start(words=words)
    assert f"“{name}”" in str(refused.value)
