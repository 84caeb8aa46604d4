"""Which term counts for a thing, what laws ask for, and what another term would do to what is kept now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Kept, Phase
from amends.casework.cases.models import Attachment, Hold, KeepingTerm
from amends.casework.cases.queries.evidence import start_of
from amends.casework.cases.rules.keeping import (
    EVERY_CASE,
    THINGS,
    Effect,
    KeepRule,
    Term,
    closed_before,
    in_force,
    least_by_law,
    moves,
    years_to_keep,
)
from amends.content.retention import keep_rules
from amends.foundation.kernel import clock

# What a term before and a term after do to the things of a kind on the first day on which the new one counts.
Measure = Callable[[int | None, int | None, date], Effect]
_MEASURED: dict[Kept, Measure] = {}
ABOUT_SAFETY = (
    Q(case__category="safety")
    | Q(case__risks__icontains='"safety"')
    | Q(case__late_risks__icontains='"safety"')
)


def measured_by(kept: Kept, measure: Measure) -> None:
    """Lets a floor above count what it keeps itself; for the wiring."""
    _MEASURED[kept] = measure


def rule_words(code: str) -> str:
    """What a rule is called where people read it later: a term of the house by its thing and version, any other by its code."""
    kept, dot, number = code.partition(".")
    if not dot or kept not in Kept.values:
        return code
    return _("%(thing)s, version %(n)s") % {"thing": Kept(kept).label, "n": number}


def laws(places: Collection[str]) -> list[KeepRule]:
    """How long records must be kept where the house works; those of other places are there and off."""
    return [
        KeepRule(
            code=one["code"],
            kind=one["kind"],
            years=one["years"],
            source=one["source"],
            confidence=one["confidence"],
            ceiling=one.get("ceiling", False),
            jurisdiction=one["jurisdiction"],
            here=one["jurisdiction"] in places,
        )
        for one in keep_rules()
    ]


def law_for(kept: Kept, places: Collection[str]) -> KeepRule | None:
    """The law that a term of this thing may not undercut where the house works."""
    return least_by_law(laws(places), kept)


def confirmed_terms() -> list[Term]:
    return [row.term for row in KeepingTerm.objects.filter(confirmed=True)]


def term_on(kept: Kept, day: date, terms: Iterable[Term] | None = None) -> Term | None:
    """What counts for a thing on a day: the version of the house, else what ships; None leaves it to the laws."""
    found = in_force(confirmed_terms() if terms is None else terms, kept, day)
    start = THINGS[kept].start
    return found or (None if start is None else Term(kept, 0, start, date.min))


def house_rules(places: Collection[str], day: date, *, also: Term | None = None) -> list[KeepRule]:
    """What keeps files on a day: the laws where the house works and its own terms; `also` tries one that waits."""
    terms = [*confirmed_terms(), *([also] if also else [])]
    own = [in_force(terms, kept, day) for kept, thing in THINGS.items() if thing.kind]
    return [*laws(places), *(term.rule for term in own if term)]


def terms_waiting() -> list[KeepingTerm]:
    return list(KeepingTerm.objects.filter(confirmed=None).select_related("entered_by").order_by("kept"))


def terms_decided() -> QuerySet[KeepingTerm]:
    """Confirmed, turned down and taken back, the newest first."""
    rows = KeepingTerm.objects.exclude(confirmed=None).select_related("entered_by", "decided_by")
    return rows.order_by("-decided_at", "-id")


def effect_of(term: Term, places: Collection[str]) -> Effect:
    """What a term would do from its day on, or from today where that day has passed."""
    on = max(term.begins_on, clock.today())
    if THINGS[term.kept].kind:
        return _effect_on_files(house_rules(places, on), house_rules(places, on, also=term), on)
    before = term_on(term.kept, on)
    return _MEASURED[term.kept](before.length if before else None, term.length, on)


def _effect_on_files(before: list[KeepRule], after: list[KeepRule], on: date) -> Effect:
    """Files of cases about safety and of the others are looked at apart: each kind has one length."""
    effect = Effect(on)
    rows = Attachment.objects.there().filter(case__phase=Phase.CLOSED, case__closed_at__isnull=False)
    for files, kinds in (
        (rows.exclude(ABOUT_SAFETY), EVERY_CASE),
        (rows.filter(ABOUT_SAFETY), EVERY_CASE | {"safety"}),
    ):
        old, new = years_to_keep(before, kinds), years_to_keep(after, kinds)
        _count_files(effect, files, old, new)
    return effect


def _count_files(effect: Effect, files: QuerySet[Attachment], old: int | None, new: int | None) -> None:
    held = Hold.objects.filter(lifted_at=None).values("case")
    free = files.exclude(case__in=held)
    way = moves(old, new)
    if way:
        cases, things = _counted(free)
        effect.cases_earlier += cases if way < 0 else 0
        effect.things_earlier += things if way < 0 else 0
        effect.cases_later += cases if way > 0 else 0
        effect.things_later += things if way > 0 else 0
    if new is None:
        return
    over = _over(effect.on, new)
    cases, things = _counted(free.filter(over))
    effect.cases_due += cases
    effect.things_due += things
    if way < 0:
        was = 0 if old is None else _counted(free.filter(_over(effect.on, old)))[1]
        effect.things_anew += things - was
    cases, things = _counted(files.filter(over, case__in=held))
    effect.cases_held += cases
    effect.things_held += things


def _over(day: date, years: int) -> Q:
    return Q(case__closed_at__lt=start_of(closed_before(day, years)))


def _counted(files: QuerySet[Attachment]) -> tuple[int, int]:
    found = files.aggregate(cases=Count("case", distinct=True), things=Count("pk"))
    return found["cases"], found["things"]
