"""Deadlines in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amends.casework.clocks.rules.legal import Why
from amends.casework.clocks.rules.pausing import Bar
from amends.content.time_limits import limit, limit_name
from amends.foundation.calendars.rules.lengths import Unit, length_of
from amends.foundation.kernel.languages import interface_language

BARS = {
    Bar.STOPPED: gettext_noop("This clock has stopped already."),
    Bar.PAUSED: gettext_noop("This clock is paused already."),
    Bar.OVERDUE: gettext_noop(
        "What is overdue cannot be paused: put it right, and say to the customer by when."
    ),
    Bar.LEGAL: gettext_noop("A legal limit goes on: its rule allows no pause."),
    Bar.RULE: gettext_noop("The rule of this clock allows no pause."),
    Bar.USED_UP: gettext_noop(
        "This clock has been paused for as long as its rule allows. It cannot be paused again."
    ),
}
WHYS = {
    Why.OTHERS: gettext_noop("binds others, not the business"),
    Why.NO_CLOCK: gettext_noop("nothing that is due in a single case"),
    Why.UNSURE: gettext_noop("not checked against the rule itself: off until somebody has"),
    Why.ELSEWHERE: gettext_noop("other jurisdiction"),
    Why.OTHER_TRADE: gettext_noop("other trade"),
}
RULES = {
    "receipt": gettext_noop("Receipt of the complaint"),
    "first-response": gettext_noop("First response"),
    "first-response-danger": gettext_noop("First response where lives are threatened"),
    "direction-danger": gettext_noop("A direction where lives are threatened"),
    "direction": gettext_noop("A direction while feelings run high"),
    "progress": gettext_noop("News while feelings run high"),
    "progress-demand": gettext_noop("News where a demand leads"),
    "solution": gettext_noop("Solution"),
    "follow-up": gettext_noop("Follow-up"),
}
JURISDICTIONS = {
    "CN": gettext_noop("Mainland China"),
    "TW": gettext_noop("Taiwan"),
    "HK": gettext_noop("Hong Kong"),
    "GB": gettext_noop("United Kingdom"),
    "US": gettext_noop("United States"),
    "EU": gettext_noop("European Union"),
    "AU": gettext_noop("Australia"),
    "IN": gettext_noop("India"),
    "CA": gettext_noop("Canada"),
    "*": gettext_noop("International standard"),
}
INDUSTRIES = {
    "retail": gettext_noop("Retail and e-commerce"),
    "finance": gettext_noop("Banks, insurers, payment"),
    "telecom": gettext_noop("Telecommunications"),
    "delivery": gettext_noop("Post and delivery"),
    "air": gettext_noop("Air travel"),
    "tourism": gettext_noop("Hotels and travel"),
    "energy": gettext_noop("Energy"),
    "data": gettext_noop("Data protection"),
    "all": gettext_noop("All trades"),
}


def bar_text(bar: Bar) -> str:
    return _(BARS[bar])


def why_text(why: Why) -> str:
    return _(WHYS[why])


def place_name(code: str) -> str:
    return _(JURISDICTIONS[code]) if code in JURISDICTIONS else code


def trade_name(code: str) -> str:
    return _(INDUSTRIES[code]) if code in INDUSTRIES else code


def rule_name(code: str) -> str:
    """The name of a rule: a legal limit's own, one of the practice's, or the code that somebody gave it."""
    if limit(code):
        return limit_name(code, interface_language())
    return _(RULES[code]) if code in RULES else code


def length_text(written: str) -> str:
    """ "7wd" → "7 working days"; what is no length comes back as it is."""
    length = length_of(written)
    if length is None:
        return written
    n = length.amount
    words = {
        Unit.MINUTES: ngettext("%(n)d minute", "%(n)d minutes", n),
        Unit.WORKING_MINUTES: ngettext("%(n)d working minute", "%(n)d working minutes", n),
        Unit.HOURS: ngettext("%(n)d hour", "%(n)d hours", n),
        Unit.WORKING_HOURS: ngettext("%(n)d working hour", "%(n)d working hours", n),
        Unit.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", n),
        Unit.DAYS: ngettext("%(n)d calendar day", "%(n)d calendar days", n),
        Unit.WEEKS: ngettext("%(n)d week", "%(n)d weeks", n),
        Unit.MONTHS: ngettext("%(n)d month", "%(n)d months", n),
        Unit.YEARS: ngettext("%(n)d year", "%(n)d years", n),
    }
    return words[length.unit] % {"n": n}


BAD = {
    "code": gettext_noop(
        "Give the rule a short name of letters, digits, spaces and dashes, such as “Solution for gold members”."
    ),
    "kind": gettext_noop("Choose what the rule is about."),
    "length": gettext_noop("Write the length like 24h, 30wmin, 8wh, 3wd, 15cd or 8w."),
    "calendar": gettext_noop("This calendar does not exist. Choose another one."),
    "until": gettext_noop("The end has to come after the beginning."),
    "pause": gettext_noop("Say for how many hours in all it may be paused."),
    "confidence": gettext_noop("Say how sure it is that the limit is as it stands here."),
    "condition": gettext_noop("One of the conditions is not known. Choose again."),
}


def bad_rule_text(why: str) -> str:
    return _(BAD[why])
