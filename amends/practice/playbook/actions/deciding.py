"""An edition is handed in by who wrote it and put in force by somebody else."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import required
from amends.content.files import LANGUAGES
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.deciding import ending_of
from amends.foundation.kernel.errors import Conflict, NotFound, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.playbook.actions.writing import REASON_LENGTH, drafted, refusal
from amends.practice.playbook.models import Edition
from amends.practice.playbook.permissions import ensure_may_decide, ensure_may_write
from amends.practice.playbook.queries import edition_before, forget, layer_of
from amends.practice.playbook.rules.layer import differences, faults
from amends.practice.playbook.rules.shipped import all_shipped, shipped


@transaction.atomic
def hand_in(*, edition_id: int, reason: str, by: Member) -> Edition:
    """From now on it waits for a second person, and nobody writes in it."""
    ensure_may_write(by)
    edition = drafted(edition_id)
    edition.reason = required(reason, limit=REASON_LENGTH, field="reason")
    if not _changes(edition):
        raise WrongState(_("Nothing has been changed yet."))
    edition.handed_in_by, edition.handed_in_at = by, clock.now()
    edition.save(update_fields=["reason", "handed_in_by", "handed_in_at"])
    data = {"edition": edition.number, "entries": len(_changes(edition))}
    record(chain="house", action="playbook.handed_in", by=by, data=data, reason=edition.reason)
    return edition


@transaction.atomic
def decide_edition(*, edition_id: int, confirm: bool, by: Member) -> Edition:
    """Confirmed, it counts at once for every open case; turned down, taken back or discarded, nothing changes."""
    ensure_may_write(by)
    edition = Edition.objects.select_for_update().filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("There is no such edition."))
    if not edition.is_open:
        raise Conflict(_("Somebody has decided on this edition already."))
    if confirm:
        _ensure_ready(edition, by=by)
    edition.confirmed, edition.is_open = confirm, False
    edition.decided_by, edition.decided_at = by, clock.now()
    edition.save()
    record(
        chain="house",
        action=f"playbook.{ending_of(confirm=confirm, own=edition.is_taken_back)}",
        by=by,
        data={"edition": edition.number},
        reason=edition.reason,
    )
    if confirm:
        transaction.on_commit(forget)
    return edition


def _ensure_ready(edition: Edition, *, by: Member) -> None:
    ensure_may_decide(by, edition)
    if edition.is_draft:
        raise WrongState(_("This edition has not been handed in yet."))
    # What ships may have become another since it was written.
    if fault := next(faults(edition.layer, all_shipped()), None):
        raise refusal(fault)


def _changes(edition: Edition) -> tuple[object, ...]:
    before, code = layer_of(edition_before(edition)), LANGUAGES[0]
    return differences(before, edition.layer, shipped(code), code)
