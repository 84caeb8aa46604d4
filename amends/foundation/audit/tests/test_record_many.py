"""Many entries written together are links like any other."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from amends.foundation.audit.actions import Note, record, record_many
from amends.foundation.audit.queries import entries_of, verify


def test_each_chain_goes_on_where_it_ended(company: Any) -> None:
    by = company.house
    with transaction.atomic():
        record(chain="case:1", action="case.registered", by=by, data={})
        record_many([Note(f"case:{n}", "clock.recomputed", {"n": n}) for n in range(1, 1203)], by=by)
        record(chain="case:2", action="case.closed", by=by, data={})
    for n in (1, 2, 500, 1202):
        assert verify(f"case:{n}").broken is None
    assert [one.n for one in entries_of("case:1").order_by("n")] == [1, 2]
    assert [one.action for one in entries_of("case:2").order_by("n")] == ["clock.recomputed", "case.closed"]
    assert entries_of("case:500").get().data == {"n": 500}


def test_nothing_to_write_writes_nothing(company: Any) -> None:
    with transaction.atomic():
        record_many([], by=company.house)


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_it_refuses() -> None:
    with pytest.raises(TransactionManagementError):
        record_many([], by=None)  # type: ignore[arg-type]
