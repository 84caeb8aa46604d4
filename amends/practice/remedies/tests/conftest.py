from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.practice.remedies.actions import propose_solutions
from amends.practice.remedies.rules import OfferedOption

LETTER = "王先生，您好。事情查清楚了，下面两种办法请您选一个。"


def options(*titles: str, amount: int = 100) -> list[OfferedOption]:
    on = (clock.now() + timedelta(days=3)).date()
    return [
        OfferedOption(title=title, amount=Decimal(amount), due_on=on) for title in titles or ("退款", "换新")
    ]


@pytest.fixture
def ready(owned_case: Case, bring_to: Callable[[Case, str], Case]) -> Case:
    """A case in which options can be offered."""
    return bring_to(owned_case, "propose")


@pytest.fixture
def propose(company: Any, ready: Case) -> Callable[..., Any]:
    def act(**fields: Any) -> Any:
        values = {
            "case_id": ready.pk,
            "letter": LETTER,
            "options": options(),
            "by": company.manager,
            **fields,
        }
        return propose_solutions(**values)

    return act
