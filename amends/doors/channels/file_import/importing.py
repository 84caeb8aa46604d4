"""How an import goes: look at every row first, then take the good ones in, batch by batch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from amends.doors.channels.file_import.actions import take_in
from amends.doors.channels.file_import.choices import Target
from amends.doors.channels.file_import.entries import Incoming, Source, complaint_in
from amends.doors.channels.file_import.queries import known_keys
from amends.doors.channels.file_import.rejected import Rejected
from amends.doors.channels.file_import.rules.columns import NAMES, Layout, map_columns
from amends.doors.channels.file_import.tables import Row, Table, Unusable
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.search import fold
from amends.foundation.organisation.models import Member

BATCH = 200
PROBLEMS_SHOWN = 5
SAMPLES = 3
NAMES_SHOWN = 6
_ENDINGS = re.compile(r"(\.(gz|csv|tsv|txt|xlsx|jsonl|ndjson|json)|\.rejected(\.\d+)?)+$", re.IGNORECASE)


@dataclass
class Findings:
    """What a look at a whole file found, before anything comes in."""

    rows: int = 0
    good: int = 0
    known: int = 0
    garbled: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    samples: list[Incoming] = field(default_factory=list)


@dataclass
class Result:
    """What an import did."""

    new: int = 0
    known: int = 0
    rejected: int = 0


def layout_of(table: Table, chosen: Mapping[Target, str]) -> Layout:
    """Which column is what; raises Unusable with the columns found and those possible if none holds the words."""
    missing = next((column for column in chosen.values() if column not in table.columns), None)
    if missing is not None:
        raise Unusable(
            _("There is no column “%(column)s”. Columns found: %(found)s.")
            % {"column": missing, "found": listed(table.columns)}
        )
    layout = map_columns(table.columns, chosen, fold)
    if Target.TEXT not in layout.columns:
        raise Unusable(
            _(
                "No column is known to hold the complaint's words. Columns found: %(found)s. "
                "Possible names: %(names)s … Or say which one it is: --column text=%(example)s"
            )
            % {
                "found": listed(table.columns),
                "names": _(", ").join(NAMES[Target.TEXT][:NAMES_SHOWN]),
                "example": table.columns[0][:30],
            }
        )
    return layout


def listed(columns: list[str]) -> str:
    return _(", ").join(_("“%(name)s”") % {"name": column[:30]} for column in columns[:40])


def source_name(path: Path, given: str) -> str:
    """The name under which the numbers of a file are unique: a corrected table of rejected rows has its file's."""
    return given or _ENDINGS.sub("", path.name)


def look(table: Table, source: Source, *, step: Callable[[int], None]) -> Findings:
    """Reads every row as if it came in, and changes nothing."""
    found = Findings()
    for rows in batches(table.rows(), BATCH):
        good: list[Incoming] = []
        for row in rows:
            try:
                good.append(complaint_in(row, source))
                found.garbled += "\ufffd" in good[-1].text
            except Refused as error:
                if len(found.problems) < PROBLEMS_SHOWN:
                    found.problems.append((row.line, str(error.message)))
        found.rows += len(rows)
        found.good += len(good)
        found.samples = found.samples or good[:SAMPLES]
        found.known += len(known_keys(one.key for one in good))
        step(len(rows))
    return found


def bring_in(
    table: Table, source: Source, *, by: Member, step: Callable[[int], None], batch: int = BATCH
) -> tuple[Result, Rejected]:
    """Takes in what can come in. Done again, it passes over what is in and goes on where it stopped."""
    result, rejected = Result(), Rejected(table.columns)
    for rows in batches(table.rows(), batch):
        good: list[Incoming] = []
        by_line: dict[int, Row] = {}
        for row in rows:
            by_line[row.line] = row
            try:
                good.append(complaint_in(row, source))
            except Refused as error:
                rejected.add(row, str(error.message))
        for taken in take_in(batch=good, by=by) if good else []:
            if taken.problem:
                rejected.add(by_line[taken.line], taken.problem)
            result.new += taken.new
            result.known += not taken.new and not taken.problem
        step(len(rows))
    rejected.rows.sort(key=lambda pair: pair[0].line)
    result.rejected = len(rejected.rows)
    return result, rejected


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch
