from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer
from amends.doors.channels.file_import import importing
from amends.doors.channels.file_import.tests.conftest import ROWS, as_csv, as_jsonl, run
from amends.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.usefixtures("centre")
Write = Callable[..., Path]


def test_the_same_file_again_brings_nothing(write: Write) -> None:
    path = write("march.csv", as_csv())
    run(path)
    printed = run(path)
    assert Case.objects.count() == Customer.objects.count() == 3
    assert AuditEntry.objects.filter(action="cases.imported").count() == 1
    assert "3" in printed


def test_the_same_content_under_another_name_brings_nothing(write: Write) -> None:
    run(write("march.csv", as_csv()))
    run(write("copy.csv.gz", as_csv()))
    assert Case.objects.count() == 3


def test_what_was_stopped_goes_on(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("many.jsonl", as_jsonl([{"text": f"第{n}件事"} for n in range(10)]))
    batches = 0

    def fail_at_third(**words: object) -> object:
        nonlocal batches
        batches += 1
        if batches == 3:
            raise OperationalError("server closed the connection")
        return take_in(**words)

    take_in = importing.take_in
    monkeypatch.setattr(importing, "take_in", fail_at_third)
    assert "server closed the connection" in run(path, "--batch", "3")
    assert Case.objects.count() == 6
    monkeypatch.undo()
    run(path, "--batch", "3")
    assert sorted(Case.objects.values_list("summary", flat=True)) == sorted(f"第{n}件事" for n in range(10))


def test_a_longer_file_with_numbers_brings_only_what_is_new(write: Write) -> None:
    rows = [{"id": n, "text": f"第{n}件事"} for n in range(5)]
    run(write("export.jsonl", as_jsonl(rows[:3])))
    run(write("export.jsonl", as_jsonl(rows)))
    assert Case.objects.count() == 5


def test_numbers_of_two_sources_are_two_things(write: Write) -> None:
    run(write("shop.jsonl", as_jsonl([{"id": 1, "text": "门店的事"}])))
    run(write("hotel.jsonl", as_jsonl([{"id": 1, "text": "酒店的事"}])))
    run(write("hotel-2.jsonl", as_jsonl([{"id": 1, "text": "酒店的事"}])), "--source", "hotel")
    assert Case.objects.count() == 2


def test_a_number_used_for_other_words_is_rejected_not_lost(write: Write) -> None:
    path = write("shop.jsonl", as_jsonl([{"id": 1, "text": "第一件事"}, {"id": 1, "text": "另一件事"}]))
    run(path)
    assert Case.objects.count() == 1
    assert "另一件事" in (path.parent / "shop.jsonl.rejected.csv").read_text("utf-8-sig")


def test_identical_rows_of_a_file_are_separate_complaints(write: Write) -> None:
    run(write("march.csv", as_csv([ROWS[0], ROWS[0]])))
    assert Case.objects.count() == 2
    assert Customer.objects.count() == 1
