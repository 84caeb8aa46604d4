"""From a draft to a wording in force: handed in, confirmed by a second person or given back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.knowledge import text
from amends.casework.knowledge.actions.beats import (
    ensure_in_use,
    ensure_unchanged,
    locked_with_wording,
    note_down,
)
from amends.casework.knowledge.actions.force import rest_on, take_into_force
from amends.casework.knowledge.actions.writing import known_clauses
from amends.casework.knowledge.choices import Audience, VersionState
from amends.casework.knowledge.events import ArticleHandedIn, ArticleReturned
from amends.casework.knowledge.models import ArticleVersion
from amends.casework.knowledge.permissions import (
    ensure_may_confirm,
    ensure_may_write,
    ensure_second_person,
)
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member


@transaction.atomic
def hand_in(*, version_id: int, seen: str | None = None, by: Member) -> ArticleVersion:
    """A draft for customers waits for a second person; one for the house is in force at once."""
    ensure_may_write(by)
    article, version = locked_with_wording(version_id, by=by)
    ensure_in_use(article)
    if version.state != VersionState.DRAFT:
        raise WrongState(_("Only a draft can be handed in."))
    ensure_unchanged(version, seen)
    clauses = known_clauses(version.body)
    version.bases.all().delete()
    version.bases.bulk_create(rest_on(version, clauses))
    said = {"language": version.language, "number": version.number}
    if article.audience == Audience.PUBLIC:
        version.state, version.returned_why = VersionState.WAITING, ""
        version.save(update_fields=["state", "returned_why"])
        note_down(article, "article.handed_in", by=by, data=said)
        publish(ArticleHandedIn(version_id=version.pk, at=clock.now().isoformat()))
    else:
        take_into_force(article, version, clock.now())
        note_down(article, "article.in_force", by=by, data=said)
    return version


@transaction.atomic
def take_back(*, version_id: int, by: Member) -> ArticleVersion:
    """Its author takes back what waits for a second person, to write on; until then nobody changes it."""
    ensure_may_write(by)
    article, version = locked_with_wording(version_id, by=by)
    if version.written_by_id != by.pk:
        raise NotPermitted(_("Only its author takes a wording back. Who may confirm it can give it back."))
    if version.state != VersionState.WAITING:
        raise WrongState(_("This wording does not wait for anybody. Reload the page to see where it stands."))
    version.state = VersionState.DRAFT
    version.save(update_fields=["state"])
    said = {"language": version.language, "number": version.number}
    note_down(article, "article.taken_back", by=by, data=said)
    return version


@transaction.atomic
def confirm_wording(*, version_id: int, seen: str | None = None, by: Member) -> ArticleVersion:
    """A second person lets a wording go out; one that the house has in force already is ready for customers by it."""
    ensure_may_confirm(by)
    article, version = locked_with_wording(version_id, by=by)
    ensure_in_use(article)
    ensure_second_person(by, version)
    waits = version.state == VersionState.WAITING
    if not waits and not (version.state == VersionState.LIVE and version.approved_by_id is None):
        raise WrongState(_("This wording does not wait for anybody. Reload the page to see where it stands."))
    ensure_unchanged(version, seen)
    known_clauses(version.body)
    now = clock.now()
    version.approved_by, version.approved_at = by, now
    take_into_force(article, version, now)
    note_down(
        article, "article.confirmed", by=by, data={"language": version.language, "number": version.number}
    )
    return version


@transaction.atomic
def return_wording(*, version_id: int, why: str, by: Member) -> ArticleVersion:
    """Gives a wording back to its author, with what has to change."""
    ensure_may_confirm(by)
    article, version = locked_with_wording(version_id, by=by)
    if version.state != VersionState.WAITING:
        raise WrongState(_("This wording does not wait for anybody. Reload the page to see where it stands."))
    version.returned_why = text.needed(why, limit=text.WHY_LENGTH, field="why", name=_("What has to change"))
    version.state = VersionState.DRAFT
    version.save(update_fields=["state", "returned_why"])
    said = {"language": version.language, "number": version.number}
    note_down(article, "article.returned", by=by, data=said, reason=version.returned_why)
    publish(ArticleReturned(version_id=version.pk, at=clock.now().isoformat()))
    return version
