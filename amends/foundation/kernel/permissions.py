from __future__ import annotations

from typing import Protocol

# Whoever looks after the machinery; the organisation gives this role.
ADMINISTRATOR = "administrator"


class Operator(Protocol):
    """What the kernel needs to know of a person."""

    @property
    def role(self) -> str: ...

    @property
    def username(self) -> str: ...


def may_manage_jobs(by: Operator) -> bool:
    """Whether this person may see what failed and start it again."""
    return by.role == ADMINISTRATOR
