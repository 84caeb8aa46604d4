"""The demonstration company is loaded into an empty house only, and its stories are told by the worker."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from amends.casework.cases.models import Case, Workload
from amends.casework.clocks.models import Clock
from amends.foundation.audit.queries import verify
from amends.foundation.organisation.models import Member

SOME = 40


def demo(*options: str) -> str:
    said = StringIO()
    call_command("demo", *options, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_its_stories_are_told_and_every_trail_holds(run_jobs: Callable[[], int]) -> None:
    demo("--cases", str(SOME))
    assert Case.objects.count() == SOME
    run_jobs()
    assert verify().broken is None
    assert not Clock.objects.filter(case__phase="closed", stopped_at=None).exists()
    assert not Case.objects.filter(reading=None).exists()
    owned = Case.objects.open().exclude(owner=None)
    for load in Workload.objects.all():
        assert owned.filter(owner=load.member).count() == load.open_cases, load.member
    for role in (
        "handler",
        "lead",
        "quality",
        "legal",
        "manager",
        "trainer",
        "administrator",
        "warehouse",
        "finance",
    ):
        assert Member.objects.get(username=role).check_password("Amends-2026!")


@pytest.mark.django_db
def test_where_there_is_anything_it_is_refused_or_left_alone(registered_case: Case) -> None:
    with pytest.raises(CommandError):
        demo()
    assert demo("--if-empty") == ""
    assert Case.objects.get() == registered_case


def test_where_people_work_already_it_is_refused(company: Any) -> None:
    with pytest.raises(CommandError):
        demo()
