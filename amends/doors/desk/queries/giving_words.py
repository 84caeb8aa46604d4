"""How the gate, the card and the moments to give read on the pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from amends.practice.remedies.rules.cards import Remark
from amends.practice.remedies.rules.gate import Mistake, Timing

MISTAKES: Mapping[str, str] = {
    "before_the_fix": gettext_noop("Before the fix"),
    "wrong_moment": gettext_noop("Wrong moment"),
    "instead_of_apology": gettext_noop("Instead of an apology"),
    "looks_like_bribe": gettext_noop("Could look like a bribe"),
    "too_cheap": gettext_noop("Too cheap"),
    "unrelated": gettext_noop("Unrelated"),
    "stereotyped": gettext_noop("Stereotyped"),
}
WHY: Mapping[str, str] = {
    "not_solved": gettext_noop("What was agreed is not recorded as carried out yet."),
    "not_confirmed": gettext_noop(
        "The customer has not confirmed yet that it is put right: ask, and record the follow-up."
    ),
    "angry": gettext_noop("The customer's last words are angry. Listen and answer first."),
    "mood_unknown": gettext_noop(
        "One cannot say yet whether the customer is calm. Ask how they are, and record the follow-up."
    ),
    "unanswered": gettext_noop("The customer wrote and has no answer yet."),
    "planned": gettext_noop("Planned for %(on)s. Change the day, or wait for it."),
    "no_apology": gettext_noop("No letter of ours in this case says that we are sorry. Write it first."),
    "tied": gettext_noop(
        "“%(words)s” ties it to silence, a withdrawal or praise. Give it without any condition."
    ),
    "watched": gettext_noop(
        "More than is fair, while a lawyer, an authority or the media look on: it can be read as buying silence."
    ),
    "under": gettext_noop("Less than the fair range: it can be felt as an insult."),
    "no_tie": gettext_noop("It has to do neither with the complaint nor with what was bought."),
    "by_who": gettext_noop("“%(words)s” chooses by who somebody is, not by what happened."),
    "same_again": gettext_noop("This customer was given the very same thing before. Choose something else."),
}
CARD: Mapping[str, str] = {
    "no_apology": gettext_noop("The card does not say that we are sorry for the very thing."),
    "no_solution": gettext_noop("The card does not say what was done."),
    "no_thanks": gettext_noop("The card does not say thank you for the chance to do better."),
    "no_promise": gettext_noop("The card promises nothing for the future."),
    "no_time": gettext_noop("The promise has no day by which it is kept."),
    "not_signed": gettext_noop("Nobody has signed: a person does, not a department."),
    "gift_instead_of_apology": gettext_noop(
        "The apology speaks of the gift (“%(words)s”). First the apology, then the gift."
    ),
}


def mistake_words(one: Mistake) -> dict[str, object]:
    values = dict(one.values)
    if values.get("on"):
        values["on"] = date_format(values["on"], "Y-m-d")  # type: ignore[arg-type]
    return {
        "name": _(MISTAKES[one.name]),
        "code": one.name,
        "why": _(WHY[one.why]) % values,
        "holds": one.holds,
    }


def remark_line(one: Remark) -> dict[str, object]:
    known = CARD.get(one.code)
    words = _(known) % {"words": one.words} if known else one.message
    return {"part": part_names().get(one.part, ""), "words": words, "rests_on": one.words, "stops": one.stops}


def part_names() -> dict[str, str]:
    return {
        "greeting": pgettext("card", "Salutation"),
        "apology": pgettext("card", "Apology"),
        "solution": pgettext("card", "What was done"),
        "thanks": pgettext("card", "Thanks"),
        "promise": pgettext("card", "Promise"),
        "signed": pgettext("card", "Signed by"),
    }


def timing_words(one: Timing) -> dict[str, object]:
    names = {"now": _("At once"), "later": _("Later, as a surprise"), "staged": _("In stages")}
    why = {
        "ready": _("The matter is solved and the customer calm: a gesture now rounds it off."),
        "once_ready": _("Only once the gate is open: solved, calm, and sorry said."),
        "after_anger": _(
            "There was anger: some days later it is read as meant, not as a way to end the talk."
        ),
        "unexpected": _("When nobody expects it any more it is remembered longest."),
        "grave": _(
            "After something grave one gesture is too little: something small now, something larger later."
        ),
        "kept_up": _("A small thing now, and a sign later that they are not forgotten."),
    }
    return {
        "key": one.key,
        "name": names[one.key],
        "why": why[one.why],
        "days": [day.isoformat() for day in one.days],
        "day": one.days[-1].isoformat() if one.key == "later" else one.days[0].isoformat(),
        "best": one.best,
    }
