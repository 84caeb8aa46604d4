"""The rows that did not come in, as a table that can be corrected and imported again."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from errno import EACCES, EPERM, EROFS
from pathlib import Path

from django.conf import settings
from django.utils.translation import pgettext_lazy

from amends.doors.channels.file_import.tables import Row
from amends.foundation.kernel.cells import neutral
from amends.foundation.kernel.languages import in_every_language

LINE, PROBLEM = pgettext_lazy("file of rows", "line"), pgettext_lazy("file of rows", "problem")


@dataclass
class Rejected:
    """Collects rows and the reason for each."""

    columns: Sequence[str]
    rows: list[tuple[Row, str]] = field(default_factory=list)

    def add(self, row: Row, problem: str) -> None:
        self.rows.append((row, problem))

    def content(self) -> bytes:
        """CSV as spreadsheets open it: with a mark, and with no cell that could become a formula."""
        extra = {name: None for row, _problem in self.rows for name in row.cells}
        own = {*in_every_language(LINE), *in_every_language(PROBLEM)}
        columns = [name for name in dict.fromkeys([*self.columns, *extra]) if name not in own]
        lines = _Lines()
        writer = csv.writer(lines)
        writer.writerow([str(LINE), str(PROBLEM), *(neutral(name) for name in columns)])
        for row, problem in self.rows:
            writer.writerow([row.line, problem, *values(row.cells, columns)])
        return "".join(lines).encode("utf-8-sig", "replace")

    def keep(self, source: Path) -> Path:
        """Writes FILE.rejected.csv, or a numbered one beside it rather than over what somebody has corrected there."""
        content = self.content()
        for folder in (source.parent, settings.VAR):
            try:
                return place(folder, source.name, content)
            except OSError as error:
                if error.errno not in {EACCES, EPERM, EROFS}:
                    raise
        raise PermissionError(EACCES, "", str(source.parent))


def place(folder: Path, name: str, content: bytes) -> Path:
    n = 1
    while True:
        path = folder / f"{name}.rejected{'' if n == 1 else f'.{n}'}.csv"
        try:
            with path.open("xb") as file:
                file.write(content)
            return path
        except FileExistsError:
            if path.read_bytes() == content:
                return path
            n += 1


def values(cells: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    return [neutral(cells.get(name, "")) for name in columns]


class _Lines(list[str]):
    """What csv writes its lines to."""

    def write(self, line: str) -> None:
        self.append(line)
