from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.paging import keyset_page

START = datetime(2026, 1, 1, tzinfo=UTC)
ORDERS = [
    ("id",),
    ("-id",),
    ("name", "id"),
    ("-run_at", "id"),
    ("finished_at", "id"),
    ("-finished_at", "-id"),
]


def make(rows: list[tuple[str, int, int | None]]) -> None:
    """Jobs serve as rows here: they have a text, a time that all have, and one that some have."""
    Job.objects.bulk_create(
        Job(
            name=name,
            run_at=START + timedelta(microseconds=run),
            created_at=START,
            finished_at=None if finished is None else START + timedelta(seconds=finished),
        )
        for name, run, finished in rows
    )


def walk(order: tuple[str, ...], size: int) -> tuple[list[int], list[int]]:
    """All rows seen by going forward to the end, and again by going back to the beginning."""
    page = keyset_page(Job.objects.all(), order=order, size=size)
    assert page.previous is None
    forward = [row.pk for row in page.items]
    while page.next:
        page = keyset_page(Job.objects.all(), order=order, after=page.next, size=size)
        assert page.items
        forward += [row.pk for row in page.items]
    back = [row.pk for row in page.items]
    while page.previous:
        page = keyset_page(Job.objects.all(), order=order, after=page.previous, size=size)
        items = [row.pk for row in page.items]
        back = items + [pk for pk in back if pk not in items]
    return forward, back


class EveryRowIsSeenOnce(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.none() | st.integers(0, 3)), max_size=12
        ),
        st.sampled_from(ORDERS),
        st.integers(1, 5),
    )
    def test_forward_and_back(
        self, rows: list[tuple[str, int, int | None]], order: tuple[str, ...], size: int
    ) -> None:
        make(rows)
        forward, back = walk(order, size)
        ordering = [
            F(spec.lstrip("-")).desc(nulls_last=True)
            if spec.startswith("-")
            else F(spec).asc(nulls_last=True)
            for spec in order
        ]
        assert forward == list(Job.objects.order_by(*ordering).values_list("pk", flat=True))
        assert back == forward


@pytest.mark.django_db
def test_rows_that_come_meanwhile_are_not_shown_twice() -> None:
    make([("a", n, None) for n in range(6)])
    first = keyset_page(Job.objects.all(), order=("-id",), size=3)
    make([("new", 9, None)])
    second = keyset_page(Job.objects.all(), order=("-id",), after=first.next, size=3)
    assert not {row.pk for row in first.items} & {row.pk for row in second.items}
    assert len(second.items) == 3
    back = keyset_page(Job.objects.all(), order=("-id",), after=second.previous, size=3)
    assert back.items == first.items
    assert back.previous is not None


@pytest.mark.django_db
def test_going_back_to_the_beginning_shows_a_full_first_page() -> None:
    make([("a", n, None) for n in range(7)])
    pages = [keyset_page(Job.objects.all(), order=("id",), size=3)]
    pages.append(keyset_page(Job.objects.all(), order=("id",), after=pages[0].next, size=3))
    back = keyset_page(Job.objects.all(), order=("id",), after=pages[1].previous, size=5)
    assert len(back.items) == 5
    assert back.previous is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["", "x", "::::", "a" * 5000, "W10:x:y", "\x00", "页", "eyJhIjoxfQ:1tabc:xyz", None]
)
def test_a_cursor_that_is_not_ours_leads_to_the_first_page(cursor: str | None) -> None:
    make([("a", n, None) for n in range(4)])
    page = keyset_page(Job.objects.all(), order=("id",), after=cursor, size=2)
    assert page == keyset_page(Job.objects.all(), order=("id",), size=2)


@pytest.mark.django_db
def test_a_changed_cursor_or_one_of_another_order_leads_to_the_first_page() -> None:
    make([("a", n, None) for n in range(4)])
    first = keyset_page(Job.objects.all(), order=("id",), size=2)
    assert first.next is not None
    for cursor, order in (
        (first.next[:-1] + "_", ("id",)),
        ("a" + first.next, ("id",)),
        (first.next, ("-id",)),
    ):
        page = keyset_page(Job.objects.all(), order=order, after=cursor, size=2)
        assert page.previous is None


@pytest.mark.django_db
def test_an_empty_list_is_one_empty_page() -> None:
    page = keyset_page(Job.objects.all(), order=("id",))
    assert (page.items, page.next, page.previous) == ([], None, None)


@pytest.mark.django_db
def test_the_order_may_name_an_annotation() -> None:
    make([("a", n % 2, None) for n in range(4)])
    rows = Job.objects.annotate(rank=Value(1)).filter(state=JobState.READY)
    first = keyset_page(rows, order=("rank", "id"), size=3)
    assert len(keyset_page(rows, order=("rank", "id"), after=first.next, size=3).items) == 1


@pytest.mark.django_db
def test_a_page_is_one_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    make([("a", n, None) for n in range(9)])
    first = keyset_page(Job.objects.all(), order=("run_at", "id"), size=3)
    with django_assert_num_queries(1):
        keyset_page(Job.objects.all(), order=("run_at", "id"), after=first.next, size=3)
