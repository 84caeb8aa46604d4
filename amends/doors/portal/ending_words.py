"""How a complaint ended, in words for the person who made it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.casework.cases.choices import Outcome
from amends.casework.cases.models import Case


def ending_words(case: Case) -> tuple[str, str]:
    """The headline and what follows it. Where it went on elsewhere, it says where; to the police, only the house does."""
    place = str(case.ending.get("referred_to", "")).strip()
    if case.outcome == Outcome.WDN:
        return (
            _("You have taken your complaint back"),
            _("Nothing more is done about it. If you change your mind, write to us below."),
        )
    if case.outcome == Outcome.OOS and place:
        return (
            _("Your complaint was passed on"),
            _("%(place)s can decide on it; we cannot. If you do not hear from there, write to us below.")
            % {"place": place},
        )
    if case.outcome == Outcome.EXT and place:
        return (
            _("Your complaint is being decided elsewhere"),
            _("It is with %(place)s now. We wait for what is decided there, as you do.") % {"place": place},
        )
    return (
        _("Your complaint is closed"),
        _("Thank you for telling us. If anything is still not right, write to us below."),
    )
