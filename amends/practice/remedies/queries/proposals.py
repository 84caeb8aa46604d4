from __future__ import annotations

from django.db.models import prefetch_related_objects

from amends.casework.cases.models import Case
from amends.foundation.kernel.prepared import Rows
from amends.practice.remedies.choices import Decision
from amends.practice.remedies.models import Option, Proposal

_PROPOSALS: Rows[Proposal] = Rows(lambda case_id: Proposal.objects.filter(case=case_id).order_by("round"))


def proposals_of(case: Case) -> list[Proposal]:
    found = _PROPOSALS(case.pk)
    prefetch_related_objects(found, "options")
    return found


def latest_proposal(case: Case) -> Proposal | None:
    return Proposal.objects.filter(case=case).prefetch_related("options").order_by("-round").first()


def turned_down(case: Case) -> list[Option]:
    """What the customer did not want in the rounds so far; asks nothing where nothing was ever turned down."""
    rounds = proposals_of(case) if case.rejections else []
    return [option for one in rounds if one.decision == Decision.REJECTED for option in one.options.all()]
