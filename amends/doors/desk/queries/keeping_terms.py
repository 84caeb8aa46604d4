"""The page of how long things are kept: what counts, what waits with what it does, the laws, and the versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.cases.choices import Kept, KeptUnit
from amends.casework.cases.models import KeepingTerm
from amends.casework.cases.permissions import may_confirm_terms, may_dispose, may_enter_terms
from amends.casework.cases.queries.keeping import (
    confirmed_terms,
    effect_of,
    house_rules,
    law_for,
    laws,
    term_on,
    terms_decided,
    terms_waiting,
)
from amends.casework.cases.queries.keeping import (
    rule_words as term_words,
)
from amends.casework.cases.rules.keeping import THINGS, Effect, KeepRule, Term, rule_that_keeps
from amends.casework.clocks.queries import house_profile
from amends.casework.clocks.text import place_name
from amends.content.retention import rule_name
from amends.content.sources import source_name
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member

PAST = 40


@dataclass(frozen=True)
class Tried:
    """A term that was tried, with what it would do."""

    term: Term
    effect: Effect


def keeping_terms_page(
    member: Member, asked: QueryDict, entered: QueryDict | None = None, tried: Tried | None = None
) -> dict[str, Any]:
    """Everything on one page; what was entered and refused, or only tried, stands in its form again."""
    places = house_profile().jurisdictions
    waiting = terms_waiting()
    chosen = (entered or asked).get("kept", "")
    changing = Kept(chosen) if chosen in Kept.values and may_enter_terms(member) else None
    return {
        "may_change": may_enter_terms(member),
        "may_dispose": may_dispose(member),
        "rows": term_rows(places, {row.kept for row in waiting}),
        "waiting": [waiting_block(row, member, places) for row in waiting],
        "laws": law_rows(places),
        "form": form_of(changing, places, entered, tried) if changing else None,
        "past": [version_row(row) for row in terms_decided()[:PAST]],
    }


def term_rows(places: Collection[str], waiting: set[str]) -> list[dict[str, Any]]:
    """One row a thing: what counts today, what is confirmed for later, and the law that it may not undercut."""
    today, terms = clock.today(), confirmed_terms()
    rules = house_rules(places, today)
    return [
        {
            "kept": kept.value,
            "name": kept.label,
            "from": counts_from(kept),
            "then": what_happens(kept),
            **counted_now(kept, term_on(kept, today, terms), rules),
            "coming": [coming_row(one) for one in terms if one.kept == kept and one.begins_on > today],
            "law": law_words(law_for(kept, places)),
            "is_waiting": kept.value in waiting,
        }
        for kept in Kept
    ]


def counted_now(kept: Kept, term: Term | None, rules: list[KeepRule]) -> dict[str, Any]:
    """What counts today: the longest of the house's own term and the laws, and whose it is."""
    own = {"version": term.number if term else 0, "own": bool(term and term.number)}
    kind = THINGS[kept].kind
    if not kind:
        length = term.length if term else None
        return {**own, "length": length_text(kept, length), "basis": basis_of(term)}
    kinds = THINGS[kept].kinds
    rule = rule_that_keeps(rules, kinds)
    if rule is None:
        endless = basis_of(term) if term else _("No law that was read for sure lets them go.")
        return {**own, "length": length_text(kept, None), "basis": endless}
    return {**own, "length": length_text(kept, rule.years), "basis": rule_words(rule.code, rule.source)}


def basis_of(term: Term | None) -> str:
    return term.basis if term and term.number else _("as shipped with Amends")


def rule_words(code: str, source: str = "") -> str:
    """What a rule is called: a law by its name, a term of the house by what it rests on, its thing and version."""
    said = term_words(code)
    if said == code:
        return rule_name(code, interface_language())
    return f"{source_name(source, interface_language())} · {said}" if source else said


def coming_row(term: Term) -> dict[str, Any]:
    return {"length": length_text(term.kept, term.length), "on": term.begins_on, "basis": term.basis}


def length_text(kept: Kept, length: int | None) -> str:
    if length is None:
        return _("without end")
    if THINGS[kept].unit == KeptUnit.YEARS:
        return ngettext("%(n)s year", "%(n)s years", length) % {"n": length}
    return ngettext("%(n)s day", "%(n)s days", length) % {"n": length}


def counts_from(kept: Kept) -> str:
    if kept == Kept.GIFT_ADDRESSES:
        return _("when the gift arrived, came back or was called off")
    return _("when the case was closed")


def what_happens(kept: Kept) -> str:
    if kept == Kept.GIFT_ADDRESSES:
        return _(
            "Forgotten by itself once a day: recipient, phone, address, note and tracking number. What was given stays."
        )
    return _(
        "Erased after a list that a second person confirms: the bytes go; the row, its hash and its history stay."
    )


def law_words(law: KeepRule | None) -> str:
    """ "no shorter than 3 years: the law, where it is written"; "" where no law is known."""
    if law is None:
        return ""
    language = interface_language()
    said = _("no shorter than %(length)s: %(law)s, %(source)s") % {
        "length": length_text(Kept.FILES, law.years),
        "law": rule_name(law.code, language),
        "source": source_name(law.source, language),
    }
    return said if law.is_on else _("%(law)s (not read in the rule yet)") % {"law": said}


def law_rows(places: Collection[str]) -> list[dict[str, Any]]:
    language = interface_language()
    return [
        {"rule": one, "name": rule_name(one.code, language), "place": place_name(one.jurisdiction)}
        for one in laws(places)
    ]


def waiting_block(row: KeepingTerm, member: Member, places: Collection[str]) -> dict[str, Any]:
    """What it does is counted anew each time somebody looks."""
    kept, own = Kept(row.kept), row.entered_by_id == member.pk
    on = max(row.begins_on, clock.today())
    before = counted_now(kept, term_on(kept, on), house_rules(places, on))
    return {
        **version_row(row),
        "before": before["length"],
        "effect": effect_words(kept, effect_of(row.term, places)),
        "longer": longer_words(row.term, places),
        "is_own": own,
        "may_decide": own or may_confirm_terms(member),
        "not_yet": not may_confirm_terms(member),
    }


def longer_words(term: Term, places: Collection[str]) -> str:
    """Which rule counts instead, where another one keeps the same files for longer than the term."""
    if not THINGS[term.kept].kind or term.length is None:
        return ""
    rules = house_rules(places, max(term.begins_on, clock.today()), also=term)
    rule = rule_that_keeps(rules, THINGS[term.kept].kinds)
    if rule is not None and rule.years == term.length:
        return ""
    length = length_text(term.kept, rule.years if rule else None)
    return _("Another rule keeps these files for longer and counts: %(length)s.") % {"length": length}


def version_row(row: KeepingTerm) -> dict[str, Any]:
    kept = Kept(row.kept)
    return {
        "row": row,
        "name": kept.label,
        "length": length_text(kept, row.length),
        "counted": effect_words(kept, Effect(row.begins_on, **row.trial)) if row.trial else [],
    }


def effect_words(kept: Kept, effect: Effect) -> list[dict[str, Any]]:
    """What a term does, each figure with its words; `alarming` is what would go at once."""
    addresses = kept == Kept.GIFT_ADDRESSES
    say = address_figure if addresses else file_figure
    return [
        {
            "n": effect.things_earlier,
            "words": say("earlier", effect.things_earlier),
            "cases": effect.cases_earlier,
        },
        {"n": effect.things_later, "words": say("later", effect.things_later), "cases": effect.cases_later},
        {
            "n": effect.things_due,
            "words": say("due", effect.things_due) % {"day": f"{effect.on:%Y-%m-%d}"},
            "cases": effect.cases_due,
            "anew": effect.things_anew,
            "alarming": effect.things_due > 0,
        },
        {"n": effect.things_held, "words": say("held", effect.things_held), "cases": effect.cases_held},
    ]


def file_figure(what: str, n: int) -> str:
    words: Mapping[str, str] = {
        "earlier": ngettext(
            "file goes earlier than now, or at all", "files go earlier than now, or at all", n
        ),
        "later": ngettext("file stays longer than now", "files stay longer than now", n),
        "due": ngettext(
            "file is due on the first run, %(day)s", "files are due on the first run, %(day)s", n
        ),
        "held": ngettext("file is spared by a legal hold", "files are spared by a legal hold", n),
    }
    return words[what]


def address_figure(what: str, n: int) -> str:
    words: Mapping[str, str] = {
        "earlier": ngettext(
            "address goes earlier than now, or at all", "addresses go earlier than now, or at all", n
        ),
        "later": ngettext("address stays longer than now", "addresses stay longer than now", n),
        "due": ngettext(
            "address is due on the first run, %(day)s", "addresses are due on the first run, %(day)s", n
        ),
        "held": ngettext("address is spared by a legal hold", "addresses are spared by a legal hold", n),
    }
    return words[what]


def form_of(
    kept: Kept, places: Collection[str], entered: QueryDict | None, tried: Tried | None
) -> dict[str, Any]:
    """The fields as they were entered, else as the version says that counts; with what was tried, its figures."""
    today = clock.today()
    term = term_on(kept, today)
    values: Mapping[str, Any] = (
        entered.dict()
        if entered
        else {
            "length": term.length if term and term.length else "",
            "endless": term is not None and term.length is None,
            "basis": term.basis if term else "",
            "begins_on": today.isoformat(),
        }
    )
    return {
        **values,
        "kept": kept.value,
        "name": kept.label,
        "unit": THINGS[kept].unit.label,
        "law": law_words(law_for(kept, places)),
        "today": today,
        "effect": effect_words(kept, tried.effect) if tried else None,
        "longer": longer_words(tried.term, places) if tried else "",
    }


def tried_mark(term: Term) -> str:
    """What was tried, so that nothing else is entered than what was counted."""
    length = "" if term.length is None else term.length
    return f"{term.kept.value}|{length}|{term.begins_on.isoformat()}"
