"""Every table of the desk can be moved sideways, with the keyboard too, and has a name."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = sorted(
    [
        *(settings.PACKAGE / "doors").rglob("templates/**/*.html"),
        *(settings.PACKAGE / "templates").rglob("*.html"),
    ]
)
REGION = re.compile(
    r'<div class="sheet-scroll runs-on" tabindex="0" role="region" aria-label="\{[{%][^"]+[}%]\}"><table\b'
)
# The list of cases stands in rows of cards on a phone; the bars of a chart grow as narrow as it is.
CARDS = {"_rows.html"}
TABLE = re.compile(r'<table\b(?! class="chart-rows">)')


def test_no_table_stands_outside_of_a_region_that_moves() -> None:
    bare = [
        one.name
        for one in TEMPLATES
        if one.name not in CARDS and len(TABLE.findall(text := read(one))) != len(REGION.findall(text))
    ]
    assert bare == []


def test_every_sheet_has_a_caption() -> None:
    sheets = [
        (one.name, tag)
        for one in TEMPLATES
        for tag in re.findall(r"<c-sheet\b(?:[^>\"]|\"[^\"]*\")*>", read(one))
    ]
    assert len(sheets) > 40
    assert not [name for name, tag in sheets if not re.search(r'caption="[^"]+"', tag)]


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
