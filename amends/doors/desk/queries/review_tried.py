"""What somebody tried on a page about reviews: what was entered, what was wrong with it, and at which field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.foundation.kernel.errors import Refused

NOT_SEEN_YET = "not_seen_yet"
# Which field of which form: as a message names it.
LABELS: dict[tuple[str, str], str | Promise] = {
    ("score_review", "words"): gettext_lazy("Words to the author"),
    ("decline_review", "reason"): gettext_lazy("I cannot judge this one"),
    ("dispute_review", "reason"): gettext_lazy("What the review did not see"),
    ("decide_review", "reason"): gettext_lazy("Reason, for author and reviewer"),
    ("pick_reply", "reason"): gettext_lazy("Why this one"),
    ("close_review_round", "agreed"): gettext_lazy("What was agreed"),
    ("open_review_round", "title"): gettext_lazy("Title"),
    ("open_review_round", "replies"): gettext_lazy("How many replies"),
    ("open_review_round", "reviewers"): gettext_lazy("Who scores"),
    ("set_review_plan", "reason"): gettext_lazy("Reason"),
    ("set_review_plan", "per_person"): gettext_lazy("Of each person"),
    ("set_review_plan", "per_team"): gettext_lazy("Of each team at least"),
    ("set_review_plan", "more_severe"): gettext_lazy("More of severe cases"),
    ("set_review_plan", "more_legal"): gettext_lazy("More of legal cases"),
    ("set_review_plan", "more_newcomers"): gettext_lazy("More of new people"),
    ("set_review_plan", "newcomer_weeks"): gettext_lazy("New for so many weeks"),
    ("set_review_plan", "second_share"): gettext_lazy("Read by two, of a hundred"),
    ("set_review_plan", "dispute_days"): gettext_lazy("Working days to answer"),
    ("set_review_plan", "asked_first"): gettext_lazy("Asked first"),
}


@dataclass(frozen=True)
class Tried:
    """`form` is the name of the address that was sent to; of a page that is only looked at nothing is there."""

    data: QueryDict = field(default_factory=QueryDict)
    form: str = ""
    error: Refused | None = None

    def of(self, form: str) -> QueryDict:
        """What was entered in this form, nothing where it was another."""
        return self.data if self.form == form else QueryDict()

    @property
    def asks(self) -> bool:
        """Nothing is wrong: what would be recorded is to be read first."""
        return self.error is not None and self.error.code == NOT_SEEN_YET

    @property
    def shown(self) -> dict[str, Any]:
        """For a page: what is wrong, with the name of the field, and the same by the field."""
        if self.error is None or self.asks:
            return {"entered": self.data, "tried": self.form, "wrong": "", "errors": {}}
        where = str(getattr(self.error, "field", None) or "")
        label, words = LABELS.get((self.form, where)), str(self.error.message)
        return {
            "entered": self.data,
            "tried": self.form,
            "wrong": f"{label}{_(': ')}{words}" if label else words,
            "errors": {where: words} if label else {},
        }


NOTHING = Tried()
