"""Looking after an article: who may read it, who owns it, its review, its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from amends.casework.knowledge import text
from amends.casework.knowledge.actions.beats import ensure_in_use, locked, note_down
from amends.casework.knowledge.actions.force import make_findable
from amends.casework.knowledge.actions.settings import audience_in, categories_in, owner_in, review_day
from amends.casework.knowledge.choices import Audience
from amends.casework.knowledge.events import ReviewDue
from amends.casework.knowledge.models import Article, Basis, Clause
from amends.casework.knowledge.permissions import ensure_may_confirm, may_confirm
from amends.casework.knowledge.queries.clauses import standing_versions
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

AT_ONCE = 200


@transaction.atomic
def settle_article(
    *,
    article_id: int,
    audience: str,
    categories: Iterable[str],
    owner_id: int | None,
    review_on: date,
    by: Member,
) -> Article:
    """Changes who may read an article, what it is about, who looks after it and until when."""
    ensure_may_confirm(by)
    article = locked(article_id, by=by)
    ensure_in_use(article)
    wanted = audience_in(audience, by=by)
    if wanted == Audience.PUBLIC and article.audience != Audience.PUBLIC:
        _ensure_confirmed(article)
    before = {"audience": article.audience, "owner": article.owner_id}
    if review_on != article.review_on:
        article.review_on = review_day(review_on, clock.today())
    article.audience, article.categories = wanted, categories_in(categories)
    article.owner = owner_in(owner_id or article.owner_id, wanted, by=by)
    article.save(update_fields=["audience", "categories", "owner", "review_on"])
    after = {"audience": article.audience, "owner": article.owner_id}
    note_down(article, "article.settled", by=by, data={"before": before, "after": after})
    return article


def _ensure_confirmed(article: Article) -> None:
    """Nothing goes out to customers that a second person has not read."""
    if article.versions.live().filter(approved_by=None).exists():
        raise WrongState(
            _("Before customers may read it, a second person has to confirm the wording in each language.")
        )


@transaction.atomic
def review_article(*, article_id: int, next_on: date, by: Member) -> Article:
    """Its owner, or who may confirm, looked at it and finds it right; its sentences are held against the clauses of today."""
    article = locked(article_id, by=by)
    ensure_in_use(article)
    if article.owner_id != by.pk and not may_confirm(by):
        raise NotPermitted(_("The owner of the article reviews it, or a lead, quality, legal or a manager."))
    now = clock.now()
    article.review_on = review_day(next_on, clock.today())
    article.reviewed_at, article.reviewed_by, article.reminded_for = now, by, None
    article.save(update_fields=["review_on", "reviewed_at", "reviewed_by", "reminded_for"])
    clauses = Clause.objects.filter(bases__version__article=article).distinct()
    for clause_id, standing in standing_versions(clauses).items():
        Basis.objects.filter(version__article=article, clause=clause_id).update(clause_number=standing.number)
    note_down(article, "article.reviewed", by=by, data={"next_on": next_on.isoformat()})
    return article


@transaction.atomic
def retire_article(*, article_id: int, why: str, by: Member) -> Article:
    """Takes an article out of use; its versions stay."""
    ensure_may_confirm(by)
    article = locked(article_id, by=by)
    ensure_in_use(article)
    article.retired_why = text.needed(why, limit=text.WHY_LENGTH, field="why", name=_("Why it is retired"))
    article.retired_at = clock.now()
    article.save(update_fields=["retired_at", "retired_why"])
    make_findable(article)
    note_down(article, "article.retired", by=by, reason=article.retired_why)
    return article


@transaction.atomic
def bring_back(*, article_id: int, by: Member) -> Article:
    """Puts a retired article into use again, as it was."""
    ensure_may_confirm(by)
    article = locked(article_id, by=by)
    if article.retired_at is None:
        raise WrongState(_("This article is in use."))
    article.retired_at, article.retired_why = None, ""
    article.save(update_fields=["retired_at", "retired_why"])
    make_findable(article)
    note_down(article, "article.brought_back", by=by)
    return article


def remind_of_reviews() -> None:
    """Tells the owner of each article whose day of review has come, once for each day that was set."""
    today = clock.today()
    due = Article.objects.to_review(today).exclude(reminded_for=F("review_on")).order_by("pk")
    for article_id in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        ask_for_review(article_id=article_id, by=house_member())


@transaction.atomic
def ask_for_review(*, article_id: int, by: Member) -> None:
    """One reminder; asked for twice, there is one."""
    article = locked(article_id, by=by)
    if article.retired_at is not None or article.reminded_for == article.review_on:
        return
    article.reminded_for = article.review_on
    article.save(update_fields=["reminded_for"])
    note_down(article, "article.review_due", by=by, data={"on": article.review_on.isoformat()})
    publish(ReviewDue(article_id=article.pk))
