"""What the customer thought of it: two answers from one to five."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import close_case, mark_solved
from amends.casework.cases.models import Case
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.practice.surveys.actions import rate_case
from amends.practice.surveys.models import Rating


@pytest.fixture
def solved(company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]) -> Case:
    bring_to(owned_case, "carry_out")
    return mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)


def rate(case: Case, by: Any, solved: int = 4, treated: int = 5, comment: str = "") -> Rating:
    return rate_case(case_id=case.pk, solved=solved, treated=treated, comment=comment, by=by)


def test_a_rating_is_kept_with_its_words(company: Any, solved: Case) -> None:
    rating = rate(solved, company.portal, comment="小李\x00很耐心🙂" + "长" * 9000)
    assert (rating.solved, rating.treated) == (4, 5)
    assert rating.comment.startswith("小李很耐心🙂")
    assert AuditEntry.objects.filter(chain=solved.chain, action="case.rated").count() == 1


def test_rating_again_replaces_the_first_answer(company: Any, solved: Case) -> None:
    rate(solved, company.portal)
    rate(solved, company.portal, solved=1)
    assert Rating.objects.get().solved == 1


@pytest.mark.parametrize(("first", "second"), [(0, 3), (3, 0), (6, 3), (3, 99), (-1, 3)])
def test_only_one_to_five(company: Any, solved: Case, first: int, second: int) -> None:
    with pytest.raises(Invalid):
        rate(solved, company.portal, solved=first, treated=second)
    assert not Rating.objects.exists()


def test_an_unsolved_open_case_is_not_rated_a_closed_one_is(company: Any, owned_case: Case) -> None:
    with pytest.raises(WrongState):
        rate(owned_case, company.portal)
    close_case(case_id=owned_case.pk, outcome="SUM", reason="当场解决", by=company.handler)
    assert rate(owned_case, company.portal).solved == 4


@pytest.mark.parametrize(("who", "refusal"), [("trainer", NotPermitted), ("east_handler", NotFound)])
def test_the_wrong_role_and_the_wrong_team_are_refused(
    company: Any, solved: Case, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rate(solved, company.members[who])
