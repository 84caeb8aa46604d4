"""Rules as two people would have put them in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.foundation.kernel import clock


@pytest.fixture
def enter_rule(company: Any) -> Callable[..., Any]:
    """A confirmed version of a rule, as `company.administrator` entered it and `company.manager` confirmed it."""
    from amends.casework.clocks.models import PolicyChange, PolicyRule

    def act(**fields: Any) -> PolicyRule:
        change = PolicyChange.objects.create(
            entered_by=company.administrator,
            entered_at=clock.now(),
            decided_by=company.manager,
            decided_at=clock.now(),
            confirmed=True,
        )
        version = PolicyRule.objects.filter(code=fields["code"]).count() + 1
        return PolicyRule.objects.create(
            **{"change": change, "version": version, "confidence": "P", **fields}
        )

    return act
