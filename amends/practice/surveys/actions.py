from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.text import cleaned
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.surveys.models import SCALE, Rating

COMMENT_LENGTH = 4000


@transaction.atomic
def rate_case(*, case_id: int, solved: int, treated: int, comment: str, by: Member) -> Rating:
    """Keeps the customer's rating of a solved or closed case; rating again replaces the first answer."""
    case = locked(case_id, by=by)
    if not all(SCALE[0] <= value <= SCALE[1] for value in (solved, treated)):
        raise Invalid(_("Choose from one to five for both questions."), field="solved")
    if case.solved_at is None and case.is_open:
        raise WrongState(_("You can rate how we did once the matter is solved."))
    values = {
        "solved": solved,
        "treated": treated,
        "comment": cleaned(comment)[:COMMENT_LENGTH],
        "given_at": clock.now(),
    }
    rating, _new = Rating.objects.update_or_create(case=case, defaults=values)
    save(case)
    note_down(case, "case.rated", by=by, data={"solved": solved, "treated": treated})
    return rating
