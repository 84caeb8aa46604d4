"""Answers that every page asks for and that change a few times a year: kept in memory for some seconds."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Remembered(Generic[T]):
    """Called, it gives the answer as it was `seconds` ago at most: what another process changes is known that late here."""

    _all: ClassVar[WeakSet[Remembered[Any]]] = WeakSet()

    def __init__(self, ask: Callable[[], T], *, seconds: float) -> None:
        self._ask, self._seconds = ask, seconds
        self._kept: tuple[float, T] | None = None
        self._all.add(self)

    def __call__(self) -> T:
        kept = self._kept
        if kept is not None and monotonic() - kept[0] < self._seconds:
            return kept[1]
        answer = self._ask()
        self._kept = monotonic(), answer
        return answer

    def forget(self) -> None:
        """Another answer is right now."""
        self._kept = None

    @classmethod
    def forget_all(cls) -> None:
        """Whatever is remembered in this process may be wrong now: the database behind it is another one."""
        for one in cls._all:
            one.forget()
