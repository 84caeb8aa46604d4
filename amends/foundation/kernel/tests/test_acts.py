"""Acts and the steps they are made of: what is refused leaves nothing behind, and no more go on at once than may."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event, Semaphore, Thread
from typing import Any

import pytest
from django.db import connection

from amends.foundation.kernel.acts import AT_ONCE, in_turn, joined
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.models import Job

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@joined
def step(name: str, *, refused: bool = False) -> None:
    Job.objects.create(name=name, payload={}, run_at=NOON, created_at=NOON)
    if refused:
        raise WrongState("no")


@in_turn
def act(*names: str, refused: str = "") -> None:
    for name in names:
        step(name, refused=name == refused)


def names() -> list[str]:
    return sorted(Job.objects.values_list("name", flat=True))


@pytest.mark.django_db
def test_a_step_by_itself_leaves_nothing_when_it_is_refused() -> None:
    with pytest.raises(WrongState):
        step("a", refused=True)
    step("b")
    assert names() == ["b"]


@pytest.mark.django_db
def test_an_act_stands_or_falls_with_its_steps() -> None:
    with pytest.raises(WrongState):
        act("a", "b", refused="b")
    assert names() == []
    act("c", "d")
    with pytest.raises(WrongState):
        step("e", refused=True)
    assert names() == ["c", "d"]


@pytest.mark.django_db
def test_a_step_within_an_act_is_no_transaction_of_its_own(django_assert_num_queries: Any) -> None:
    """The act's own savepoint, as this test is a transaction already, and one statement for each step."""
    with django_assert_num_queries(2 + 3):
        act("a", "b", "c")


@pytest.mark.django_db(transaction=True)
def test_no_more_go_on_at_once_than_may() -> None:
    places = AT_ONCE if connection.vendor == "postgresql" else 1
    inside, go_on = Semaphore(0), Event()

    @in_turn
    def stay(name: str) -> None:
        step(name)
        inside.release()
        go_on.wait(30)

    def run(name: str) -> None:
        try:
            stay(name)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(str(n),)) for n in range(places + 2)]
    for thread in threads:
        thread.start()
    try:
        assert all(inside.acquire(timeout=20) for _ in range(places))
        assert not inside.acquire(timeout=0.2)
    finally:
        go_on.set()
        for thread in threads:
            thread.join()
    assert len(names()) == places + 2
