from __future__ import annotations

from amends.casework.clocks.actions import apply_effect
from amends.foundation.kernel import clock
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.events import SolutionRejected
from amends.practice.remedies.models import Proposal


def run_the_solution_clock_again(event: SolutionRejected) -> None:
    decided = Proposal.objects.values_list("decided_at", flat=True).get(pk=event.proposal_id)
    apply_effect(
        case_id=event.case_id, happening="solution_rejected", at=decided or clock.now(), by=house_member()
    )
