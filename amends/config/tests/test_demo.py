"""The demonstration company is loaded into an empty house only, and its stories are told by the worker."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from amends.casework.cases.models import Case, Workload
from amends.casework.clocks.models import Clock
from amends.casework.readings.choices import Severity
from amends.config.demonstration.company import table
from amends.config.demonstration.given_before import FILE
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.models import Budget
from amends.practice.remedies.budget.queries import verify_books
from amends.practice.remedies.gifts.queries.balance import differences
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.balance import grants_out_of_step

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
    assert Grant.objects.exists() and not Budget.objects.open().filter(ends_on__lt=clock.today()).exists()
    assert verify_books().balanced and not grants_out_of_step() and not differences()
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


def test_what_was_given_before_names_gifts_that_are_there_and_leaves_some_without() -> None:
    told = table(FILE)
    assert set(told["gifts"]) <= {row["code"] for row in table("gifts.toml")["gifts"]}
    assert told["warehouse"] in {row["code"] for row in table("gifts.toml")["warehouses"]}
    for severity, shares in told["shares"].items():
        assert severity in Severity.values
        assert all(gift > 0 and gift + money < 0.9 for gift, money in shares.values())


@pytest.mark.django_db
def test_where_there_is_anything_it_is_refused_or_left_alone(registered_case: Case) -> None:
    with pytest.raises(CommandError):
        demo()
    assert demo("--if-empty") == ""
    assert Case.objects.get() == registered_case


def test_where_people_work_already_it_is_refused(company: Any) -> None:
    with pytest.raises(CommandError):
        demo()
