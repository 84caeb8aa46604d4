"""Ticking what the guide asks for, or leaving it out with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work, visible_to
from amends.casework.cases.queries import records_of
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.playbook.queries import guide_for
from amends.practice.playbook.rules.steps import ESCALATIONS

PASSED_ON = frozenset(ESCALATIONS.values())


@transaction.atomic
def tick_step(*, case_id: int, key: str, by: Member) -> None:
    """It was done: who and when goes into the record of the stage."""
    cases.keep_step(case_id=case_id, key=key, title=_title(case_id, key, by), done=True, by=by)


@transaction.atomic
def skip_step(*, case_id: int, key: str, reason: str, by: Member) -> None:
    """It is left out, and why."""
    title = _title(case_id, key, by)
    cases.keep_step(case_id=case_id, key=key, title=title, done=False, reason=reason, by=by)


@transaction.atomic
def take_back_tick(*, case_id: int, key: str, by: Member) -> None:
    """It was ticked by mistake."""
    cases.untick_step(case_id=case_id, key=key, by=by)


def _title(case_id: int, key: str, by: Member) -> str:
    """The words of what is ticked; refuses what the guide does not ask for in this case."""
    ensure_may_work(by)
    case = Case.objects.select_related("reading").filter(visible_to(by), pk=case_id).first()
    if case is None:
        raise NotFound(_("This case does not exist, or it belongs to another team."))
    advice = guide_for(case, records_of(case), interface_language()).advice
    steps = [one for one in (advice.step, *advice.escalations) if one.id in PASSED_ON]
    asked = {step.tick: step.title for step in steps} | {line.tick: line.text for line in advice.todo}
    if key not in asked:
        raise Invalid(
            _("The guide does not ask for this any more. Look at it again; what was ticked before stays."),
            field="key",
        )
    return asked[key]
