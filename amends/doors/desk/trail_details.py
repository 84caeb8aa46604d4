"""What an entry of the trail keeps beside its sentence, in the reader's words instead of the program's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext

from amends.casework.cases.choices import (
    Channel,
    Confirmed,
    DemandClass,
    Kept,
    LinkKind,
    LooseEnd,
    MayKnow,
    Method,
    Outcome,
    PartyKind,
    PointFinding,
    Record,
    Responsible,
    Stage,
    Systemic,
    TaskKind,
)
from amends.casework.cases.queries.keeping import rule_words
from amends.casework.clocks.choices import ClockEnd, ClockKind
from amends.casework.clocks.text import length_text, place_name, rule_name, trade_name
from amends.casework.customers.choices import ContractKind, IdentityKind, Position, Purpose
from amends.casework.customers.models import Customer
from amends.casework.knowledge.choices import Audience, Sureness
from amends.doors.desk.reason_words import reason_text
from amends.doors.desk.trail_names import NAMES, REMARKS
from amends.doors.desk.words import (
    evidence_name,
    field_name,
    identity_name,
    label_name,
    language_name,
    span_text,
)
from amends.foundation.audit.choices import CHECKED
from amends.foundation.audit.text import DAMAGES
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.payload import unpack
from amends.foundation.organisation.choices import Power, Presence, Role
from amends.oversight.improvement.rules import cause_name
from amends.practice.remedies.choices import GrantBasis, GrantKind, Verdict
from amends.practice.remedies.gifts.choices.shipping import ShipmentWay
from amends.practice.replies.choices import ReplyKind
from amends.practice.replies.review.choices import Ruling

CLOSED_WORDS: dict[str, dict[str, Any]] = {
    "stage": dict(Stage.choices),
    "channel": dict(Channel.choices),
    "outcome": dict(Outcome.choices),
    "clock": dict(ClockKind.choices),
    "ended": dict(ClockEnd.choices),
    "how": dict(Confirmed.choices),
    "power": dict(Power.choices),
    "presence": dict(Presence.choices),
    "role": dict(Role.choices),
    "kind": {
        **dict(IdentityKind.choices),
        **dict(ContractKind.choices),
        **dict(TaskKind.choices),
        **dict(LinkKind.choices),
        **dict(PartyKind.choices),
        **dict(GrantKind.choices),
    },
    "thing": dict(Kept.choices),
    "may_know": dict(MayKnow.choices),
    "position": dict(Position.choices),
    "purpose": dict(Purpose.choices),
    "method": dict(Method.choices),
    "basis": dict(GrantBasis.choices),
    "verdict": dict(Verdict.choices),
    "audience": dict(Audience.choices),
    "sureness": dict(Sureness.choices),
    "ruling": dict(Ruling.choices),
    "way": dict(ShipmentWay.choices),
    "damage": DAMAGES,
}
# What stands on a page of its own: edition by edition, where it would fill a screen here, or by who may know of the case.
LEFT_TO_ITS_PAGE = frozenset({"policy", "layer", "chain", "against"})


def details(action: str, data: Mapping[str, Any], people: Mapping[int, str]) -> list[tuple[str, str]]:
    """Name and value of everything an entry holds, what was before what came; what is empty is left out."""
    shown = []
    for key, value in sorted(data.items(), key=lambda item: item[0] == "after"):
        text = in_words(action, key, unpack(value), data, people)
        if text:
            shown.append((name_of(key, value), text))
    return shown


def name_of(key: str, value: Any) -> str:
    """Who of us was reminded stands as names, what the customer was told as words."""
    if key == "told" and isinstance(value, str):
        return _("What the customer was told")
    return _(NAMES[key]) if key in NAMES else key


def in_words(action: str, key: str, value: Any, data: Mapping[str, Any], people: Mapping[int, str]) -> str:
    if value in (None, "", [], {}) or key in LEFT_TO_ITS_PAGE or (action, key) == (CHECKED, "why"):
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if key in {"before", "after"}:
        return changed(action, value, data, people)
    if action.startswith("customer.identity_") and key == "kind":
        return identity_name(str(value), str(data.get("value") or ""))
    if action == "reply.submitted" and key == "kind":
        return str(dict(ReplyKind.choices).get(value, value))
    if key in CLOSED_WORDS and isinstance(value, str):
        return str(CLOSED_WORDS[key].get(value, value))
    special = SPECIAL.get(key)
    return special(value) if special else plain(value)


def yes_or_no(value: bool) -> str:
    """An answer to "is it so"; the plain "yes" is what somebody may do."""
    return pgettext("is it so", "yes") if value else pgettext("is it so", "no")


def changed(action: str, value: Any, data: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """The two sides of a change: of an owner, of a stage, of a label, or of written words."""
    if action == "case.assigned":
        return people.get(value, str(value))
    if action == "point.judged":
        return str(dict(PointFinding.choices).get(value, value))
    if action in {"stage.advanced", "stage.skipped", "stage.went_back"}:
        return str(CLOSED_WORDS["stage"].get(value, value))
    if action == "customer.changed":
        return profile(value)
    if action == "case.reading_corrected":
        values = value if isinstance(value, list) else [value]
        return listed([one_label(str(data.get("field")), one) for one in values])
    return plain(value)


def profile(value: Mapping[str, Any]) -> str:
    """What was known of a customer, field by field, in the words of its form."""
    parts = []
    for field, found in value.items():
        known = Customer._meta.get_field(field)
        words = dict(getattr(known, "choices", None) or ()).get(found, found)
        if isinstance(found, bool):
            words = yes_or_no(found)
        elif field == "language":
            words = language_name(found)
        parts.append(f"{getattr(known, 'verbose_name', field)}{_(': ')}{words or '–'}")
    return _("; ").join(parts)


def labels(value: Mapping[str, Any]) -> str:
    parts = []
    for field, found in value.items():
        names = [one_label(field, one) for one in (found if isinstance(found, list) else [found])]
        if any(names):
            parts.append(f"{field_name(field)}{_(': ')}{listed(names)}")
    return _("; ").join(parts)


def one_label(field: str, value: Any) -> str:
    """A label's name; a fact is its kind with what was read."""
    if isinstance(value, list):
        return " ".join(filter(None, [label_name(field, value[0]), *map(str, value[1:])]))
    return label_name(field, value)


PARTICULARS: dict[str, tuple[str, Mapping[str, Any]]] = {
    "how": (gettext_noop("How the customer confirmed it"), dict(Confirmed.choices)),
    "answer": (gettext_noop("What the customer said to it"), {}),
    "cause": (gettext_noop("Cause"), {}),
    "responsible": (gettext_noop("Who answers for it"), dict(Responsible.choices)),
    "extent": (gettext_noop("Single or systemic"), dict(Systemic.choices)),
    "scope": (gettext_noop("Whom and what else it touches"), {}),
    "finding": (gettext_noop("The finding"), dict(PointFinding.choices)),
    "reason": (gettext_noop("Reason"), {}),
    "remedy": (gettext_noop("Given for it"), {}),
}


def particulars(value: Mapping[str, Any]) -> str:
    """What belonged to a record or a finding, part by part."""
    parts = []
    for name, found in value.items():
        label, words = PARTICULARS.get(name, (str(dict(DemandClass.choices).get(name, name)), {}))
        if found:
            parts.append(f"{_(label)}{_(': ')}{words.get(found, cause_name(found, interface_language()))}")
    return _("; ").join(parts)


def subject(value: Any) -> str:
    """What a clock runs for: a task or a promise by its number, a duty by its code."""
    kind, colon, number = str(value).partition(":")
    return f"{dict(ClockKind.choices)[kind]} {number}" if colon and kind in ClockKind else plain(value)


COUNTED: Mapping[str, str] = {
    "things_earlier": gettext_noop("earlier than now"),
    "things_later": gettext_noop("longer than now"),
    "things_due": gettext_noop("due on the first run"),
    "things_held": gettext_noop("spared by a legal hold"),
}


def counted(value: Mapping[str, int]) -> str:
    """What a term of keeping does to what is kept, figure by figure."""
    return _("; ").join(f"{_(words)}{_(': ')}{value.get(name, 0)}" for name, words in COUNTED.items())


def listed(names: list[str]) -> str:
    return _(", ").join(names)


def plain(value: Any) -> str:
    """Any value as people write it; what has parts stands part by part."""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, timedelta):
        return span_text(value)
    if isinstance(value, Mapping):
        return _("; ").join(
            part(str(key), one) for key, one in value.items() if one not in (None, "", [], {})
        )
    if isinstance(value, list | tuple | set | frozenset):
        return listed([plain(one) for one in value])
    return str(value)


def part(key: str, value: Any) -> str:
    return f"{name_of(key, value)}{_(': ')}{in_words('', key, value, {}, {})}"


def rule_text(value: str) -> str:
    """ "solution v2" is the rule with its version; "CN-ODR 10wd" with its length, or that it is off; "files.2" a term of keeping."""
    name, _space, rest = value.rpartition(" ")
    if rest == "–":
        return _("%(rule)s: off") % {"rule": rule_name(name)}
    if name and rest[:1] == "v" and rest[1:].isdecimal():
        version = int(rest[1:])
        words = _("%(rule)s, version %(n)s") if version else _("%(rule)s, as shipped")
        return words % {"rule": rule_name(name), "n": version}
    if name and length_of(rest):
        return f"{rule_name(name)}{_(': ')}{length_text(rest)}"
    kept = rule_words(value)
    return rule_name(value) if kept == value else kept


def why_a_second_person(value: str) -> str:
    """ "severity:severe" → "Severity: Severe"; "finding:over_promise" and "amount" as the check names them."""
    field, colon, found = value.partition(":")
    if field == "finding" or value in WHY:
        return str(WHY.get(value) or remark(found))
    return evidence_name(f"{SECOND_EYES.get(field, field)}:{found}") if colon else name_of(field, True)


def remark(value: str) -> str:
    """ "over_authority" is what the check remarked; "over_authority: agreed by phone" with why it was kept."""
    code, colon, why = value.partition(": ")
    return f"{REMARKS.get(code, code)}{_(': ') if colon else ''}{why}"


def sum_text(value: Any) -> str:
    """ "1300.00 CNY" as money is shown everywhere."""
    amount, space, currency = str(value).partition(" ")
    try:
        return str(Money(Decimal(amount), currency)) if space else plain(value)
    except (ArithmeticError, ValueError):
        return plain(value)


SECOND_EYES = {"risk": "risks"}
WHY = {"amount": REMARKS["over_authority"], "restricted": gettext_lazy("a case for few eyes")}


SPECIAL: dict[str, Callable[[Any], str]] = {
    "about": subject,
    "labels": labels,
    "kinds": lambda value: listed([str(dict(IdentityKind.choices).get(one, one)) for one in value]),
    "heads": lambda value: listed([field_name(one) for one in value]),
    "reasons": reason_text,
    "cause": lambda value: cause_name(value, interface_language()),
    "details": particulars,
    "judged": particulars,
    "counted": counted,
    "field": field_name,
    "missing": lambda value: listed([str(dict(Record.choices).get(one, one)) for one in value]),
    "left_open": lambda value: listed([str(dict(LooseEnd.choices).get(one, one)) for one in value]),
    "risks": lambda value: listed([label_name("risks", one) for one in value]),
    "category": lambda value: label_name("category", value),
    "demands": lambda value: listed([label_name("demands", one) for one in value]),
    "language": language_name,
    "rule": rule_text,
    "rules": lambda value: listed([rule_text(one) for one in value]),
    "industries": lambda value: listed([trade_name(one) for one in value]),
    "jurisdictions": lambda value: listed([place_name(one) for one in value]),
    "amount": sum_text,
    "codes": lambda value: listed([remark(one) for one in value]),
    "kept": lambda value: listed([remark(one) for one in value]) if isinstance(value, list) else plain(value),
    "approval": lambda value: listed([why_a_second_person(one) for one in value]),
}
