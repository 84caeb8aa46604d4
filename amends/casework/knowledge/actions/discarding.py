"""Throwing a draft away, and taking words out that somebody wrote over."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.knowledge.actions.beats import ensure_unchanged, locked_with_wording, note_down
from amends.casework.knowledge.actions.picturing import forget_pictures_of
from amends.casework.knowledge.choices import VersionState
from amends.casework.knowledge.events import DraftBackAgain
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import ensure_may_confirm, ensure_may_write, may_confirm
from amends.casework.knowledge.queries.articles import left_without
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member


@transaction.atomic
def discard_draft(*, version_id: int, seen: str | None = None, by: Member) -> Article | None:
    """Throws a draft away; its author does, or whoever may confirm.

    Words of somebody else over which it was written are the draft again, and their author is told; an article left
    without any wording goes with it.
    """
    ensure_may_write(by)
    article, version = locked_with_wording(version_id, by=by)
    if version.is_written_over:
        said = _(
            "Somebody wrote on it since, so nothing was thrown away. The newest words stand on this page."
        )
        raise WrongState(said)
    if version.state != VersionState.DRAFT:
        raise WrongState(_("Only a draft can be thrown away."))
    if version.written_by_id != by.pk and not may_confirm(by):
        said = _("%(who)s wrote on this draft last. Ask them, or a team lead.")
        raise NotPermitted(said % {"who": version.written_by})
    ensure_unchanged(version, seen)
    left = left_without(version, by=by)
    note_down(
        article, "article.discarded", by=by, data={"language": version.language, "title": version.title}
    )
    _take_out(article, version)
    if left.goes:
        _let_go(article, by=by)
        return None
    if left.comes_back is not None:
        _make_draft_again(article, left.comes_back, by=by)
    return article


def _take_out(article: Article, version: ArticleVersion) -> None:
    """What was written from it translates nothing any more that anybody can read."""
    article.versions.filter(follows=version).update(follows=None)
    version.delete()


def _let_go(article: Article, *, by: Member) -> None:
    note_down(article, "article.gone", by=by)
    article.versions.update(follows=None)
    article.versions.all().delete()
    forget_pictures_of(article, by=by)
    article.delete()


def _make_draft_again(article: Article, version: ArticleVersion, *, by: Member) -> None:
    version.state = VersionState.DRAFT
    version.save(update_fields=["state"])
    said = {"language": version.language, "number": version.number}
    note_down(article, "article.draft_again", by=by, data=said)
    publish(DraftBackAgain(version_id=version.pk, at=clock.now().isoformat()))


@transaction.atomic
def remove_written_over(*, version_id: int, by: Member) -> Article:
    """Takes out words over which somebody wrote, so that nobody reads them any more; the trail keeps that, not the words."""
    ensure_may_confirm(by)
    article, version = locked_with_wording(version_id, by=by)
    if not version.is_written_over:
        raise WrongState(_("Only a draft that was written over can be taken out of the versions."))
    said = {"language": version.language, "number": version.number, "author": str(version.written_by)}
    note_down(article, "article.removed", by=by, data=said)
    _take_out(article, version)
    return article
