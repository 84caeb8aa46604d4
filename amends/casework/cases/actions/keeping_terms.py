"""How long things are kept is entered by one person, counted on what is kept now, and put in force by another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.cases.choices import Kept, KeptUnit
from amends.casework.cases.events import KeepingTermEntered
from amends.casework.cases.models import KeepingTerm
from amends.casework.cases.permissions import ensure_may_decide_term, ensure_may_enter_terms
from amends.casework.cases.queries.keeping import effect_of, law_for, term_on
from amends.casework.cases.rules.keeping import THINGS, BadTerm, Effect, KeepRule, Term, checked_term
from amends.casework.cases.text import required
from amends.content.retention import rule_name
from amends.content.sources import source_name
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member

REASON_LENGTH, BASIS_LENGTH = 400, 200


def try_term(*, term: Term, places: Collection[str], by: Member) -> Effect:
    """What a term would do, counted before anything is entered; raises what entering it would raise."""
    ensure_may_enter_terms(by)
    return effect_of(_usable(term, places), places)


@transaction.atomic
def enter_term(*, term: Term, reason: str, places: Collection[str], by: Member) -> KeepingTerm:
    """A new version, counted on what is kept now, waiting for a second person."""
    ensure_may_enter_terms(by)
    if KeepingTerm.objects.select_for_update().filter(kept=term.kept, confirmed=None).exists():
        raise Conflict(_("A version is waiting already. Confirm it or turn it down first."))
    words = required(reason, limit=REASON_LENGTH, field="reason")
    term = _usable(term, places)
    latest = KeepingTerm.objects.filter(kept=term.kept).aggregate(latest=Max("number"))["latest"] or 0
    made = KeepingTerm.objects.create(
        kept=term.kept,
        number=latest + 1,
        length=term.length,
        begins_on=term.begins_on,
        basis=term.basis,
        reason=words,
        trial=effect_of(term, places).counts(),
        entered_by=by,
        entered_at=clock.now(),
    )
    record(chain="house", action="keeping_term.entered", by=by, data=about(made), reason=words)
    publish(KeepingTermEntered(term_id=made.pk))
    return made


@transaction.atomic
def decide_term(*, term_id: int, confirm: bool, places: Collection[str], by: Member) -> KeepingTerm:
    """Confirmed, it counts from its day on, or from today where that day has passed; turned down or taken back,
    nothing changes.
    """
    row = KeepingTerm.objects.select_for_update().filter(pk=term_id).first()
    if row is None:
        raise NotFound(_("This version does not exist. Reload the page."))
    ensure_may_decide_term(by, row.entered_by_id, confirm=confirm)
    if row.confirmed is not None:
        raise Conflict(_("Somebody has decided on this change already."))
    if confirm:
        _ensure_law_allows(row.term, law_for(Kept(row.kept), places))
        row.begins_on = max(row.begins_on, clock.today())
        row.trial = effect_of(row.term, places).counts()
    row.confirmed, row.decided_by, row.decided_at = confirm, by, clock.now()
    row.save(update_fields=["begins_on", "trial", "confirmed", "decided_by", "decided_at"])
    record(chain="house", action=f"keeping_term.{row.ending}", by=by, data=about(row), reason=row.reason)
    return row


def about(row: KeepingTerm) -> dict[str, object]:
    length = {"endless": True} if row.length is None else {THINGS[Kept(row.kept)].unit.value: row.length}
    return {
        "thing": row.kept,
        "version": row.number,
        **length,
        "begins_on": row.begins_on.isoformat(),
        "rests_on": row.basis,
        "counted": row.trial,
    }


def _usable(term: Term, places: Collection[str]) -> Term:
    term = replace(term, basis=required(term.basis, limit=BASIS_LENGTH, field="basis"))
    law = law_for(term.kept, places)
    before = term_on(term.kept, term.begins_on)
    try:
        checked_term(term, before=before, least=(law.years or 0) if law else 0, today=clock.today())
    except BadTerm as error:
        if error.why == "below_law":
            _ensure_law_allows(term, law)
        raise Invalid(explain_term(error.why, term.kept), field=error.field) from error
    return term


def _ensure_law_allows(term: Term, law: KeepRule | None) -> None:
    """Names the shortest time that is allowed, and where it is written."""
    if law is None or term.length is None or term.length >= (law.years or 0):
        return
    language = interface_language()
    raise Invalid(
        ngettext(
            "No shorter than %(n)s year: %(law)s, %(source)s. Enter %(n)s or more.",
            "No shorter than %(n)s years: %(law)s, %(source)s. Enter %(n)s or more.",
            law.years or 0,
        )
        % {
            "n": law.years,
            "law": rule_name(law.code, language),
            "source": source_name(law.source, language),
        },
        field="length",
    )


def explain_term(why: str, kept: Kept) -> str:
    """What is wrong with a term, and what to enter, in the reader's language."""
    messages = {
        "too_early": _("A change cannot begin in the past. Enter today or a later day."),
        "too_far": _("A change begins within ten years at the latest."),
        "no_change": _("Nothing changes by this."),
    }
    if why in messages:
        return messages[why]
    thing = THINGS[kept]
    if thing.unit == KeptUnit.YEARS:
        return _("Enter whole years, from 1 to %(most)s.") % {"most": thing.most}
    return _("Enter whole days, from 1 to %(most)s.") % {"most": f"{thing.most:,}"}
