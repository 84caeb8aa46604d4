"""Turns ids and numbers into the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Outcome
from amends.casework.customers.choices import IdentityKind
from amends.casework.customers.rules import is_mobile
from amends.casework.readings.choices import MULTIPLE, SINGLE, FactKind
from amends.doors.desk.fact_words import date_text, duration_text, times_text
from amends.doors.desk.rules import in_words
from amends.foundation.kernel.money import Money

FIELD_NAMES = {
    "kind": lambda: _("Kind"),
    "category": lambda: _("About"),
    "emotion": lambda: _("Emotion"),
    "intensity": lambda: _("Intensity"),
    "motive": lambda: _("Motive"),
    "demands": lambda: _("Demands"),
    "mode": lambda: _("What leads"),
    "severity": lambda: _("Severity"),
    "risks": lambda: _("Risks"),
    "persona": lambda: _("Personality"),
    "needs": lambda: _("Needs"),
    "facts": lambda: _("Facts"),
    "category_all": lambda: _("Everything it is about"),
    "motive_all": lambda: _("All motives"),
}
SINGULAR = {"demand": "demands", "risk": "risks", "need": "needs", "fact": "facts"}
CLOSED_LISTS: dict[str, type[TextChoices]] = {**SINGLE, **MULTIPLE, "facts": FactKind}
# A list says some hundred of them, and an enumeration makes its list of values anew each time it is asked.
NAMES: dict[str, dict[str, Any]] = {
    field: {value: label for value, label in words.choices if value} for field, words in CLOSED_LISTS.items()
}
OUTCOMES = dict(Outcome.choices)
LANGUAGES = {
    "zh-Hans": lambda: _("Simplified Chinese"),
    "zh-Hant": lambda: _("Traditional Chinese"),
    "en": lambda: _("English"),
}


def field_name(field: str) -> str:
    return _field_name(SINGULAR.get(field, field), get_language() or "")


# Asked for some hundred times on a page; a translation is looked up much more slowly than what was looked up before.
@lru_cache(maxsize=500)
def _field_name(field: str, language: str) -> str:
    return FIELD_NAMES[field]() if field in FIELD_NAMES else field


def label_name(field: str, value: Any) -> str:
    """The name on screen of a label's value, for instance of ("emotion", "anger")."""
    if isinstance(value, str | int):
        return _label_name(SINGULAR.get(field, field), value, get_language() or "")
    return str(value or "") if field != "intensity" else _label_name(field, 0, get_language() or "")


@lru_cache(maxsize=2000)
def _label_name(field: str, value: str | int, language: str) -> str:
    if field == "intensity":
        return (_("none"), _("mild"), _("strong"), _("extreme"))[int(value or 0)]
    return str(NAMES.get(field, {}).get(str(value)) or value or "")


def language_name(code: str) -> str:
    return LANGUAGES[code]() if code in LANGUAGES else code


def identity_name(kind: str, value: str) -> str:
    """What somebody is known by, in full or masked: only a mobile number is called one."""
    if kind == IdentityKind.PHONE and not is_mobile(value):
        return pgettext("channel", "Phone")
    return str(dict(IdentityKind.choices).get(kind, kind))


def outcome_name(outcome: str) -> str:
    """How a case ended, in words; empty while it has not."""
    return str(OUTCOMES.get(outcome, outcome))


def fact_text(fact: Mapping[str, Any], said: str) -> str:
    """A fact of the text as people read it: an amount with its sign, a day and a length of time in words."""
    kind, value, unit = fact["kind"], str(fact.get("value") or ""), fact.get("unit") or ""
    if kind == "amount" and value:
        try:
            return money_text(Decimal(value), unit or "CNY")
        except (ArithmeticError, ValueError):
            return said
    if kind == "duration":
        return duration_text(value, working=unit == "working_days") or said
    if kind == "date":
        return date_text(value) or value or said
    if kind == "earlier_contact" and value.isdecimal():
        return times_text(int(value))
    return value or said


def money_text(amount: Decimal, currency: str) -> str:
    """ "¥38", and "¥6.80" where there are cents."""
    return str(Money(amount, currency)).removesuffix(".00")


def evidence_name(label: str) -> str:
    """ "emotion:anger" → "Emotion: Angry"."""
    field, _colon, value = label.partition(":")
    return f"{field_name(field)}{_(': ')}{label_name(field, value)}"


def time_left(due_at: datetime, now: datetime) -> str:
    """ "5 hours left", or "2 days overdue"."""
    unit, n = in_words(due_at - now)
    if unit == "minutes" and not n:
        return _("less than a minute left") if due_at >= now else _("less than a minute overdue")
    if due_at >= now:
        words = {
            "days": ngettext("%(n)s day left", "%(n)s days left", n),
            "hours": ngettext("%(n)s hour left", "%(n)s hours left", n),
            "minutes": ngettext("%(n)s minute left", "%(n)s minutes left", n),
        }
    else:
        words = {
            "days": ngettext("%(n)s day overdue", "%(n)s days overdue", n),
            "hours": ngettext("%(n)s hour overdue", "%(n)s hours overdue", n),
            "minutes": ngettext("%(n)s minute overdue", "%(n)s minutes overdue", n),
        }
    return words[unit] % {"n": n}


def span_text(span: timedelta) -> str:
    """ "3 days", "5 hours" or "20 minutes": how long something took, in its largest fitting unit."""
    minutes = round(span.total_seconds() / 60)
    if minutes >= 48 * 60:
        return ngettext("%(n)s day", "%(n)s days", round(minutes / 1440)) % {"n": round(minutes / 1440)}
    hours, rest = divmod(minutes, 60)
    said = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours} if hours else ""
    if rest or not said:
        said += (" " if said else "") + ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}
    return said


FILE_KINDS: Mapping[str, Callable[[], str]] = {
    "message/rfc822": lambda: pgettext("file", "E-mail"),
    "application/pdf": lambda: "PDF",
    "text/csv": lambda: pgettext("file", "Table"),
    "text/": lambda: pgettext("file", "Text"),
    "image/": lambda: pgettext("file", "Picture"),
    "audio/": lambda: pgettext("file", "Sound"),
    "video/": lambda: pgettext("file", "Film"),
    "application/x-executable": lambda: pgettext("file", "Program"),
    "application/octet-stream": lambda: pgettext("file", "Other file"),
}


def file_kind(content_type: str) -> str:
    """What a file is, as people say it; what nobody has a word for keeps its type's name."""
    return next(
        (word() for begins, word in FILE_KINDS.items() if content_type.startswith(begins)), content_type
    )
