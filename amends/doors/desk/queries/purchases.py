"""The pages of orders and contracts from a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.doors.channels.file_import.choices import Purchases, Verdict
from amends.doors.channels.file_import.models import PurchaseFile
from amends.doors.channels.file_import.purchases.columns import NEEDED, Field, label_of
from amends.doors.channels.file_import.purchases.importing import COMPARED
from amends.doors.channels.file_import.purchases.taking import counts_of, recent_files

SHOWN = 100
TONES = {
    Verdict.NEW: ("green", "plus"),
    Verdict.CHANGED: ("yellow", "pencil"),
    Verdict.SAME: ("plain", "check"),
    Verdict.REFUSED: ("red", "warning"),
}


def files_page(kind: str = "") -> dict[str, Any]:
    return {
        "kind": kind,
        "kinds": [
            {"value": one.value, "label": one.label, "needed": needed_words(one.value)} for one in Purchases
        ],
        "files": [{"file": one, "counts": counts_of(one)} for one in recent_files()],
    }


def needed_words(kind: str) -> str:
    return _(", ").join(label_of(kind, one) for one in NEEDED[kind][1])


def file_page(file: PurchaseFile, asked: QueryDict) -> dict[str, Any]:
    show, counts = asked.get("show", ""), counts_of(file)
    rows = [one for one in file.found if show not in counts or one["verdict"] == show]
    start = asked.get("from") or ""
    first = int(start) if start.isdecimal() and len(start) < 6 else 0
    used = set(file.columns.values())
    return {
        "file": file,
        "rows": len(file.found) or len(file.rows),
        "counts": counts,
        "fits": len(file.found) - counts[Verdict.REFUSED],
        "views": views_of(show if show in counts else "", counts),
        "lines": [line_of(one, file.kind) for one in rows[first : first + SHOWN]],
        "columns": [(label_of(file.kind, Field(name)), column) for name, column in file.columns.items()],
        "unused": [column for column in file.header if column not in used][:40],
        "previous_url": page_url(show, max(0, first - SHOWN)) if first else "",
        "next_url": page_url(show, first + SHOWN) if len(rows) > first + SHOWN else "",
    }


def page_url(show: str, first: int) -> str:
    parts = {"show": show, "from": first}
    return f"?{urlencode({name: value for name, value in parts.items() if value})}"


def views_of(show: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    every = [("", _("All lines"), sum(counts.values()))]
    every += [(one.value, str(one.label), counts[one.value]) for one in Verdict]
    return [
        {"url": page_url(value, 0), "label": label, "count": count, "here": value == show}
        for value, label, count in every
    ]


def line_of(one: dict[str, Any], kind: str) -> dict[str, Any]:
    verdict = Verdict(one["verdict"])
    tone, icon = TONES[verdict]
    changes = _(", ").join(label_of(kind, COMPARED[kind][name]) for name in one["changes"])
    return {**one, "label": verdict.label, "tone": tone, "icon": icon, "changes": changes}
