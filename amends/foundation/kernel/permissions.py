from __future__ import annotations

from typing import Protocol


class Operator(Protocol):
    """What the kernel needs to know of a person; any user model of Django has it."""

    @property
    def username(self) -> str: ...

    def has_perm(self, perm: str, obj: object | None = None) -> bool: ...


def may_manage_jobs(by: Operator) -> bool:
    """Whether this person may see what failed and start it again."""
    return by.has_perm("kernel.change_job")
