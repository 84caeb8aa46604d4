from __future__ import annotations

from typing import Protocol


class Operator(Protocol):
    """Whoever looks after the machinery; any user model of Django is one."""

    def has_perm(self, perm: str) -> bool: ...

    def get_username(self) -> str: ...


def may_manage_jobs(by: Operator) -> bool:
    """Whether this person may see what failed and start it again."""
    return by.has_perm("kernel.change_job")
