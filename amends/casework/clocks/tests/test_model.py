"""Whatever happens to a case in whatever order: no clock runs in a closed one, and the earliest leads on an open one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.casework.cases.models import Case
from amends.casework.clocks.actions import apply_effect, follow_mood, pause_clock, refit_clocks, resume_clock
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import bound, policy_now, running
from amends.casework.clocks.rules.deadlines import deadline
from amends.casework.clocks.rules.effects import EFFECTS
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused

STEPS = st.lists(
    st.tuples(
        st.sampled_from([*EFFECTS, "pause", "resume", "hot", "calm", "close", "reopen", "graver"]),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=14,
)


class Story:
    """One case in which things happen one after the other."""

    def __init__(self, case: Case, company: Any) -> None:
        self.case, self.company, self.now = case, company, case.received_at

    def step(self, what: str, hours: int) -> None:
        self.now += timedelta(hours=hours)
        with clock.at(self.now):
            if what in EFFECTS and what not in {"case_closed", "case_reopened"}:
                self.happens(what)
            elif what in {"pause", "resume"}:
                self.turn(what)
            else:
                self.becomes(what)

    def happens(self, what: str) -> None:
        if what in {"reply_sent", "solution_proposed"}:
            Case.objects.filter(pk=self.case.pk, first_reply_at=None).update(first_reply_at=self.now)
        apply_effect(case_id=self.case.pk, happening=what, at=self.now, by=self.company.house)

    def turn(self, what: str) -> None:
        for one in running(self.case.pk):
            try:
                if what == "pause":
                    pause_clock(
                        case_id=self.case.pk, clock_id=one.pk, reason="asked", by=self.company.handler
                    )
                else:
                    resume_clock(case_id=self.case.pk, clock_id=one.pk, by=self.company.handler)
            except Refused:
                continue

    def becomes(self, what: str) -> None:
        house, row = self.company.house, Case.objects.filter(pk=self.case.pk)
        if what in {"hot", "calm"}:
            row.update(mode="emotion", heat=90 if what == "hot" else 5)
            follow_mood(case_id=self.case.pk, at=self.now, by=house)
        elif what == "graver":
            row.update(severity="critical")
            refit_clocks(case_id=self.case.pk, by=house)
        else:
            closed = what in {"close", "case_closed"}
            row.update(phase="closed" if closed else "open")
            happening = "case_closed" if closed else "case_reopened"
            apply_effect(case_id=self.case.pk, happening=happening, at=self.now, by=house)

    def holds(self) -> None:
        self.case.refresh_from_db()
        runs, policy = list(running(self.case.pk)), policy_now()
        if not self.case.is_open:
            assert runs == []
            assert not Pause.objects.filter(ended_at=None).exists()
        first = min((one.due_at for one in runs if one.paused_since is None), default=None)
        assert self.case.due_at == first
        assert len({(one.kind, one.about) for one in runs}) == len(runs)
        for one in Clock.objects.filter(case=self.case):
            held = bound(one, policy)
            assert held.rule
            found = deadline(one.started_at, held.rule.length, held.hours, held.spans)
            assert (found.at, found.unpaused) == (one.due_at, one.unpaused_due_at)
            assert one.unpaused_due_at <= one.due_at and one.started_at <= one.due_at


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_no_clock_runs_in_a_closed_case_and_every_due_time_can_be_worked_out_again(
    company: Any, owned_case: Case, enter_rule: Callable[..., Any], steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        enter_rule(
            code="grave",
            kind="solution",
            length="9wh",
            conditions={"severity": ["critical"]},
            pausable=True,
            pause_hours=60,
        )
        story = Story(owned_case, company)
        for what, hours in steps:
            story.step(what, hours)
            story.holds()
        transaction.set_rollback(True)
    owned_case.refresh_from_db()
