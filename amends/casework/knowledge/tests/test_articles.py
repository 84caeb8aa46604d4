"""An article from its first draft to its end, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions import keeping
from amends.casework.knowledge.models import Article, ArticleVersion, Basis
from amends.casework.knowledge.queries import translations_of
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.notices.models import Notice

Start = Callable[..., ArticleVersion]
WORDS = {"title": "新的标题", "body": "新的正文。", "asked": ""}


def test_one_for_customers_waits_for_a_second_person(start: Start, company: Any) -> None:
    version = actions.hand_in(version_id=start().pk, by=company.handler)
    assert version.state == "waiting"
    assert not ArticleVersion.objects.for_customers().exists()
    with pytest.raises(NotPermitted):
        actions.confirm_wording(version_id=version.pk, by=company.colleague)
    actions.confirm_wording(version_id=version.pk, by=company.quality)
    assert ArticleVersion.objects.for_customers().get().approved_by == company.quality
    assert verify().broken is None


def test_nobody_confirms_their_own_words(start: Start, company: Any) -> None:
    version = start(by=company.lead)
    actions.hand_in(version_id=version.pk, by=company.lead)
    with pytest.raises(NotPermitted):
        actions.confirm_wording(version_id=version.pk, by=company.lead)


def test_one_for_the_house_is_in_force_at_once_and_needs_a_second_person_to_go_out(
    in_force: Callable[..., Article], company: Any
) -> None:
    article = in_force("inside", audience="internal")
    settings = {
        "article_id": article.pk,
        "categories": ["service"],
        "owner_id": None,
        "review_on": article.review_on,
    }
    with pytest.raises(WrongState):
        actions.settle_article(audience="public", by=company.lead, **settings)
    actions.confirm_wording(version_id=article.versions.live().get().pk, by=company.lead)
    actions.settle_article(audience="public", by=company.lead, **settings)
    assert ArticleVersion.objects.for_customers().filter(article=article).exists()


def test_given_back_it_is_a_draft_again_with_the_reason(start: Start, company: Any, run_jobs: Any) -> None:
    version = actions.hand_in(version_id=start().pk, by=company.handler)
    actions.return_wording(version_id=version.pk, why="少了电话", by=company.quality)
    version.refresh_from_db()
    assert (version.state, version.returned_why) == ("draft", "少了电话")
    with pytest.raises(WrongState):
        actions.return_wording(version_id=version.pk, why="再来", by=company.quality)
    run_jobs()
    assert Notice.objects.filter(member=company.handler, kind="article", data__what="returned").exists()


def test_a_new_version_replaces_the_one_before_and_translations_are_behind(
    in_force: Callable[..., Article], company: Any
) -> None:
    article = in_force()
    english = actions.write_wording(article_id=article.pk, language="en", words=WORDS, by=company.handler)
    actions.hand_in(version_id=english.pk, by=company.handler)
    actions.confirm_wording(version_id=english.pk, by=company.quality)
    assert translations_of(article) == {"zh-Hans": "source", "zh-Hant": "missing", "en": "current"}
    second = actions.write_wording(article_id=article.pk, language="zh-Hans", words=WORDS, by=company.handler)
    assert second.number == 2
    actions.hand_in(version_id=second.pk, by=company.handler)
    actions.confirm_wording(version_id=second.pk, by=company.quality)
    assert translations_of(article)["en"] == "outdated"
    assert [one.state for one in article.versions.filter(language="zh-Hans").order_by("number")] == [
        "replaced",
        "live",
    ]


def test_words_that_were_handed_in_never_change(start: Start, company: Any) -> None:
    version = actions.hand_in(version_id=start().pk, by=company.handler)
    with pytest.raises(DatabaseError), transaction.atomic():
        ArticleVersion.objects.filter(pk=version.pk).update(body="别的")
    with pytest.raises(WrongState):
        actions.write_wording(
            article_id=version.article_id, language="zh-Hans", words=WORDS, by=company.handler
        )


def test_a_draft_is_thrown_away_by_its_author_or_a_lead(start: Start, company: Any) -> None:
    version = start()
    with pytest.raises(NotPermitted):
        actions.discard_draft(version_id=version.pk, by=company.colleague)
    actions.discard_draft(version_id=version.pk, by=company.handler)
    assert not ArticleVersion.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [({"title": " "}, "title"), ({"body": ""}, "body"), ({"body": "有依据。[§NIX]"}, "body")],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    start: Start, words: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        start(words=words)
    assert refused.value.field == field
    assert not Article.objects.exists()


@pytest.mark.parametrize("fields", [{"categories": []}, {"categories": ["x"]}, {"language": "fr"}])
def test_what_is_not_offered_is_refused(start: Start, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        start(**fields)


def test_a_short_name_is_taken_once(start: Start) -> None:
    start()
    with pytest.raises(Conflict):
        start()
    with pytest.raises(Invalid):
        start("Ü!")


def test_administrators_read_and_do_not_write(start: Start, company: Any) -> None:
    with pytest.raises(NotPermitted):
        start(by=company.administrator)


def test_a_restricted_article_is_for_those_who_may_read_it(
    start: Start, in_force: Callable[..., Article], company: Any
) -> None:
    with pytest.raises(NotPermitted):
        start("secret", audience="restricted")
    article = in_force("secret", audience="restricted", by=company.lead)
    with pytest.raises(NotFound):
        actions.write_wording(article_id=article.pk, language="en", words=WORDS, by=company.handler)
    with pytest.raises(Invalid):
        actions.settle_article(
            article_id=article.pk,
            audience="restricted",
            categories=["service"],
            owner_id=company.handler.pk,
            review_on=article.review_on,
            by=company.lead,
        )


def test_its_owner_is_asked_once_when_the_day_of_review_has_come(
    in_force: Callable[..., Article], company: Any, run_jobs: Any
) -> None:
    article = in_force()
    with clock.at(clock.now() + timedelta(days=200)):
        keeping.remind_of_reviews()
        keeping.remind_of_reviews()
        run_jobs()
    assert Notice.objects.filter(member=article.owner, data__what="review").count() == 1
    later = clock.today() + timedelta(days=90)
    with pytest.raises(NotPermitted):
        actions.review_article(article_id=article.pk, next_on=later, by=company.colleague)
    with pytest.raises(Invalid):
        actions.review_article(article_id=article.pk, next_on=clock.today(), by=company.handler)
    actions.review_article(article_id=article.pk, next_on=later, by=company.handler)
    article.refresh_from_db()
    assert (article.review_on, article.reviewed_by) == (later, company.handler)


def test_a_retired_article_stays_with_its_versions(in_force: Callable[..., Article], company: Any) -> None:
    article = in_force()
    with pytest.raises(NotPermitted):
        actions.retire_article(article_id=article.pk, why="过时", by=company.handler)
    actions.retire_article(article_id=article.pk, why="过时", by=company.lead)
    assert not ArticleVersion.objects.for_customers().exists()
    with pytest.raises(WrongState):
        actions.retire_article(article_id=article.pk, why="过时", by=company.lead)
    with pytest.raises(WrongState):
        actions.write_wording(article_id=article.pk, language="en", words=WORDS, by=company.handler)
    actions.bring_back(article_id=article.pk, by=company.lead)
    assert ArticleVersion.objects.for_customers().exists()
    with pytest.raises(WrongState):
        actions.bring_back(article_id=article.pk, by=company.lead)


def test_each_sentence_is_kept_with_its_clause(in_force: Callable[..., Article]) -> None:
    in_force()
    basis = Basis.objects.get()
    assert (basis.sentence, basis.clause.code) == ("晚到三十分钟以上，配送费全退。", "CS-LATE")
