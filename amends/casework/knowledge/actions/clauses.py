"""Adding a clause, saying that it changed, and taking it in and out of use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from amends.casework.knowledge import text
from amends.casework.knowledge.choices import LANGUAGES, SURE, ClauseKind, Happened, Sureness
from amends.casework.knowledge.events import ClauseChanged
from amends.casework.knowledge.models import Clause, ClauseVersion
from amends.casework.knowledge.permissions import ensure_may_keep_clauses
from amends.casework.knowledge.queries.clauses import Standing, standings_of
from amends.casework.knowledge.rules.sentences import MARK
from amends.casework.knowledge.rules.standing import is_to_come
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

NAME_LENGTH, SAID_LENGTH, SOURCE_LENGTH = 120, 2_000, 200


@dataclass(frozen=True)
class Said:
    """What a clause says from a day on, as somebody enters it."""

    names: Mapping[str, str]
    words: Mapping[str, str]
    source: str
    sureness: str
    effective_from: date | None = None
    effective_until: date | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where it stands in languages that call it otherwise."""


@transaction.atomic
def add_clause(*, code: str, kind: str, jurisdiction: str = "", said: Said, by: Member) -> Clause:
    """A new clause; in use at once if it is sure what it says."""
    ensure_may_keep_clauses(by)
    name = code.strip().upper()
    if not MARK.fullmatch(f"[§{name}]"):
        raise Invalid(_("The code has up to 40 letters, digits and hyphens."), field="code")
    if kind not in ClauseKind.values:
        raise Invalid(_("Choose what kind of clause it is."), field="kind")
    if Clause.objects.filter(code=name).exists():
        raise Conflict(_("There is a clause with this code already. Change that one."))
    now = clock.now()
    clause = Clause(code=name, kind=kind, jurisdiction=text.plain(jurisdiction)[:8], changed_at=now)
    clause.told_on = clock.today()
    clause.is_on = said.sureness in SURE
    version = version_of(clause, said, number=1, why="", by=by)
    clause.save()
    version.clause = clause
    version.save()
    note_down(clause, "clause.added", by=by, data={"sureness": version.sureness})
    return clause


@transaction.atomic
def change_clause(*, clause_id: int, said: Said, why: str, seen: int | None = None, by: Member) -> Clause:
    """The clause says something else, from now on or from a day that is still to come; the version before stays.

    What is not sure takes the clause out of use: at once, or when its day has come (`Standing.doubt`).
    """
    ensure_may_keep_clauses(by)
    clause = locked(clause_id)
    if seen is not None and seen != clause.latest:
        raise Conflict(
            _("Somebody changed this clause in the meantime. Look at it and enter your change again.")
        )
    reason = text.needed(why, limit=text.WHY_LENGTH, field="why")
    version = version_of(clause, said, number=clause.latest + 1, why=reason, by=by)
    version.save()
    was_on, comes = clause.is_on, is_to_come(version, clock.today())
    clause.latest, clause.changed_at, clause.told_on = version.number, version.changed_at, clock.today()
    clause.is_on = was_on and (comes or version.sureness in SURE)
    clause.save(update_fields=["latest", "changed_at", "told_on", "is_on"])
    note_down(clause, "clause.changed", by=by, data={"number": version.number}, reason=reason)
    happened = Happened.COMING if comes else Happened.CHANGED
    tell_of(clause, Happened.OFF if was_on and not clause.is_on else happened, version)
    return clause


def tell_of(clause: Clause, happened: Happened, version: ClauseVersion) -> None:
    day = version.effective_from.isoformat() if happened == Happened.COMING and version.effective_from else ""
    publish(ClauseChanged(clause_id=clause.pk, happened=happened.value, number=version.number, day=day))


@transaction.atomic
def look_over_words(*, clause_id: int, languages: Iterable[str], by: Member) -> Clause:
    """Somebody held the words of other languages against what changed, and they are right as they are."""
    ensure_may_keep_clauses(by)
    clause = locked(clause_id)
    behind = standings_of([clause])[clause.pk].behind
    found = [one for one in dict.fromkeys(languages) if one in behind]
    if not found:
        raise WrongState(_("These words were looked at already. Reload the page."))
    version = clause.versions.get(number=clause.latest)
    version.looked_over = [*version.looked_over, *found]
    version.save(update_fields=["looked_over"])
    note_down(
        clause, "clause.looked_over", by=by, data={"number": version.number, "languages": ", ".join(found)}
    )
    return clause


@transaction.atomic
def switch_clause(*, clause_id: int, on: bool, why: str, by: Member) -> Clause:
    """Takes a clause into use or out of it; only one whose source was read may be used."""
    ensure_may_keep_clauses(by)
    clause = locked(clause_id)
    reason = text.needed(why, limit=text.WHY_LENGTH, field="why")
    if clause.is_on == on:
        raise WrongState(_("This is so already. Reload the page."))
    version = standings_of([clause])[clause.pk].version
    if on and version.sureness not in SURE:
        raise WrongState(
            _(
                "It is not sure that this is what it says. Read the source, then enter a version that says where."
            )
        )
    clause.is_on, clause.changed_at = on, clock.now()
    clause.save(update_fields=["is_on", "changed_at"])
    note_down(clause, "clause.switched_on" if on else "clause.switched_off", by=by, reason=reason)
    tell_of(clause, Happened.ON if on else Happened.OFF, version)
    return clause


def follow_days() -> None:
    """Tells of clauses whose next version has come into force or whose last day is over, each once."""
    today = clock.today()
    begun = Q(versions__effective_from__lte=today, versions__effective_from__gt=F("told_on"))
    ended = Q(versions__effective_until__lt=today, versions__effective_until__gte=F("told_on"))
    for clause_id in list(
        Clause.objects.filter(begun | ended).order_by("pk").values_list("pk", flat=True).distinct()
    ):
        follow_day(clause_id=clause_id, by=house_member())


@transaction.atomic
def follow_day(*, clause_id: int, by: Member) -> None:
    """What a day that has come changes about a clause; asked for twice, it is told once."""
    clause = locked(clause_id)
    before, now = clause.told_on or clock.today(), standings_of([clause])[clause.pk]
    clause.told_on = clock.today()
    clause.save(update_fields=["told_on"])
    happened = what_the_day_changed(Standing(clause, now.versions, before), now)
    if happened is not None:
        note_down(clause, "clause.day_came", by=by, data={"number": now.version.number})
        tell_of(clause, happened, now.version)


def what_the_day_changed(before: Standing, now: Standing) -> Happened | None:
    """Of a clause in use: whether another version stands now, or its first day has come, or its last is over."""
    if not now.clause.is_on or now.day <= before.day:
        return None
    if before.version.sureness in SURE and now.version.sureness not in SURE:
        return Happened.OFF
    last = now.version.effective_until
    if last is not None and before.day <= last < now.day:
        return Happened.ENDED
    if now.version.number != before.version.number:
        return Happened.CHANGED
    return Happened.ON if now.is_in_force and not before.is_in_force else None


def version_of(clause: Clause, said: Said, *, number: int, why: str, by: Member) -> ClauseVersion:
    """A version as it may be kept; raises Invalid with what is missing."""
    if said.sureness not in Sureness.values:
        raise Invalid(_("Say how sure it is that the clause says this."), field="sureness")
    if said.effective_from and said.effective_until and said.effective_until < said.effective_from:
        raise Invalid(_("The last day is before the first one."), field="effective_until")
    return ClauseVersion(
        clause=clause,
        number=number,
        names=_needed(said.names, NAME_LENGTH, "name"),
        words=_needed(said.words, SAID_LENGTH, "words"),
        source=text.one_line(said.source, limit=SOURCE_LENGTH, field="source"),
        sources=_texts(said.sources, SOURCE_LENGTH),
        sureness=said.sureness,
        effective_from=said.effective_from,
        effective_until=said.effective_until,
        why=why,
        changed_by=by,
        changed_at=clock.now(),
    )


def _needed(given: Mapping[str, str], limit: int, field: str) -> dict[str, str]:
    """The languages that were written; the first, Simplified Chinese, has to be."""
    found = _texts(given, limit)
    if LANGUAGES[0].value not in found:
        raise Invalid(_("Write it in Simplified Chinese at least."), field=field)
    return found


def _texts(given: Mapping[str, str], limit: int) -> dict[str, str]:
    fitted = {one.value: text.fitting(given.get(one.value, ""), limit=limit) for one in LANGUAGES}
    return {language: words for language, words in fitted.items() if words}


def locked(clause_id: int) -> Clause:
    clause = Clause.objects.select_for_update().filter(pk=clause_id).first()
    if clause is None:
        raise NotFound(_("There is no such clause."))
    return clause


def note_down(
    clause: Clause, action: str, *, by: Member, data: Mapping[str, object] | None = None, reason: str = ""
) -> None:
    record(
        chain=clause.chain, action=action, by=by, data={"code": clause.code, **(data or {})}, reason=reason
    )
