"""Closed lists of words about the review of sent replies."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.foundation.organisation.choices import Role


class Why(TextChoices):
    """Why a reply is among those looked at."""

    PERSON = "person", _("Drawn for its author")
    NEWCOMER = "newcomer", _("Drawn because its author is new here")
    SEVERE = "severe", _("Drawn among severe cases")
    LEGAL = "legal", _("Drawn among legal cases")
    TEAM = "team", _("Drawn for its team")
    PICKED = "picked", _("Picked by hand")
    ROUND = "round", _("Drawn for a calibration round")


class ReviewState(TextChoices):
    OPEN = "open", pgettext_lazy("review", "Waits to be scored")
    DONE = "done", pgettext_lazy("review", "Scored")
    DECLINED = "declined", pgettext_lazy("review", "Handed back by the reviewer")


class Answer(TextChoices):
    """What the author says to a review; who says nothing in time lets it stand."""

    NONE = "", pgettext_lazy("review", "No answer yet")
    ACCEPTED = "accepted", pgettext_lazy("review", "Accepted")
    DISPUTED = "disputed", pgettext_lazy("review", "Disputed")


class Ruling(TextChoices):
    """What becomes of a dispute."""

    STANDS = "stands", pgettext_lazy("dispute", "The score stands")
    CHANGED = "changed", pgettext_lazy("dispute", "The score was changed")


FULL, PART, NONE = 2, 1, 0
POINTS: Final = (FULL, PART, NONE)

PLANS: Final = frozenset({Role.QUALITY, Role.MANAGER})
REVIEWERS: Final = (Role.QUALITY, Role.LEAD, Role.LEGAL, Role.MANAGER)
DECIDERS: Final = frozenset({Role.LEAD, Role.MANAGER})
SEE_FIGURES: Final = frozenset({Role.QUALITY, Role.MANAGER, Role.LEAD, Role.TRAINER})
# A figure of fewer people says something about single ones.
FEWEST_PEOPLE: Final = 3
