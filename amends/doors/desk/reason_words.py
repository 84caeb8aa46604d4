"""Why a case is with somebody, why others were passed over, and why one waits, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.cases.rules import id_in_number
from amends.casework.cases.rules.routing import CANTONESE
from amends.casework.readings.choices import Category, Risk
from amends.doors.desk.words import LANGUAGES
from amends.foundation.organisation.choices import Strength

Reasons = Sequence[Sequence[Any]]
# What is said of others, not of the person who has the case.
OF_OTHERS: Final = frozenset({"beside", "without"})
EXPERT, LEARNING = 3, 1


def reason_text(reasons: Reasons) -> str:
    """Why a case was given to its owner, or why it waits, as a sentence."""
    waits = any(one and one[0] == "waits" for one in reasons)
    shown = [one for one in reasons if waits or one[0] not in OF_OTHERS]
    return _("; ").join(words for one in shown if (words := reason_words(one)))


def reason_words(reason: Sequence[Any]) -> str:
    """One reason in words; empty for one that this version does not know."""
    code, *values = reason
    known = WORDS.get(str(code))
    return str(known(*values)) if known else ""


def others_words(reasons: Reasons) -> list[str]:
    """What spoke for the chosen person against each of the next, and how many did not come into question why."""
    return [words for one in reasons if one and one[0] in OF_OTHERS and (words := reason_words(one))]


def skill(category: str, level: int = 2) -> str:
    what = {"what": Category(category).label if category in Category.values else category}
    if level == EXPERT:
        return _("handles “%(what)s” especially well") % what
    return (_("is learning “%(what)s”") if level == LEARNING else _("handles “%(what)s” well")) % what


def language(code: str) -> str:
    if code == CANTONESE:
        return _("knows Cantonese")
    return _("writes %(language)s") % {"language": LANGUAGES[code]() if code in LANGUAGES else code}


def met(days: int = 1, number: str = "") -> str:
    """How long ago they looked after this customer; nothing where the case is not one that the reader may know of."""
    if id_in_number(number) is None:
        return ""
    if days <= 1:
        return _("knows this customer from an earlier case")
    if days < 60:
        return ngettext(
            "looked after this customer %(n)s day ago", "looked after this customer %(n)s days ago", days
        ) % {"n": days}
    months = days // 30
    return ngettext(
        "looked after this customer %(n)s month ago", "looked after this customer %(n)s months ago", months
    ) % {"n": months}


def strength_name(code: str) -> str:
    return str(Strength(code).label) if code in Strength.values else code


def risk_name(code: str) -> str:
    return str(Risk(code).label) if code in Risk.values else code


def cases(n: int) -> str:
    return ngettext("has %(n)s open case", "has %(n)s open cases", n) % {"n": n}


def turn(n: int) -> str:
    if not n:
        return _("had no heated case this shift")
    return ngettext("had %(n)s heated case this shift", "had %(n)s heated cases this shift", n) % {"n": n}


def waits(n: int) -> str:
    if not n:
        return _("nobody here may take it")
    return ngettext("%(n)s person could take it", "%(n)s people could take it", n) % {"n": n}


def without(code: str, n: int) -> str:
    words = {
        "conflict": ngettext("%(n)s is concerned by it", "%(n)s are concerned by it", n),
        "given_back": ngettext("%(n)s gave it back", "%(n)s gave it back", n),
        "no_language": ngettext("%(n)s does not write the language", "%(n)s do not write the language", n),
        "learning": ngettext("%(n)s is still learning this", "%(n)s are still learning this", n),
        "off_duty": ngettext("%(n)s is off duty", "%(n)s are off duty", n),
        "busy": ngettext("%(n)s is busy", "%(n)s are busy", n),
        "no_room": ngettext("%(n)s has no room now", "%(n)s have no room now", n),
    }
    return words[code] % {"n": n} if code in words else ""


def beside(name: str, what: str, number: str = "") -> str:
    if what == "knows_customer" and id_in_number(number) is None:
        return ""
    words = {
        "skill": _("%(name)s: less practice with this kind"),
        "language": _("%(name)s: writes another way of the language"),
        "dialect": _("%(name)s: does not know Cantonese"),
        "knows_customer": _("%(name)s: does not know this customer"),
        "rapport": _("%(name)s: this way of speaking suits the other better"),
        "works_there": _("%(name)s: works elsewhere"),
        "authority": _("%(name)s: would have to ask upwards"),
        "load": _("%(name)s: has more on the desk"),
        "turn": _("%(name)s: had more heated cases lately"),
        "round_robin": _("%(name)s: later in turn"),
        "capacity": _("%(name)s: has less room"),
        "even": _("%(name)s: fits as well"),
    }
    return words[what] % {"name": name} if what in words else ""


WORDS: Final[dict[str, Callable[..., str]]] = {
    "skill": skill,
    "language": language,
    "knows_customer": met,
    "works_there": lambda _one=1: _("works where it happened"),
    "rapport": lambda code: _("suits how the customer speaks: %(what)s") % {"what": strength_name(code)},
    "authority": lambda _one=1: _("may decide sensitive cases"),
    "turn": turn,
    "load": lambda load, most: _("load %(load)s of %(most)s") % {"load": f"{load:g}", "most": most},
    "method": lambda code: _("was next in turn") if code == "round_robin" else _("had the most room"),
    "open_cases": cases,
    "by_hand": lambda name: _("given by %(name)s") % {"name": name},
    "handed_over": lambda name: _("taken over from %(name)s") % {"name": name},
    "handed_on": lambda by, name: _("%(by)s handed on the cases of %(name)s") % {"by": by, "name": name},
    "conflict": lambda name: _("The complaint concerns %(name)s, so somebody else takes it") % {"name": name},
    "given_back": lambda name: _("%(name)s gave it back") % {"name": name},
    "reopened_away": lambda name: _("taken up again while %(name)s is away") % {"name": name},
    "needs_authority": lambda risk: (
        _("“%(risk)s” asks for authority over sensitive cases") % {"risk": risk_name(risk)}
    ),
    "needs_skill": lambda risk: _("“%(risk)s” asks for practice with such cases") % {"risk": risk_name(risk)},
    "because": lambda words: str(words),
    "waits": waits,
    "without": without,
    "beside": beside,
}
