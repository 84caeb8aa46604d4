"""The page "how well does it read?": the figures of the model card and of this house, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.readings.choices import MULTIPLE, SINGLE, Category, Sureness
from amends.casework.readings.queries import house_weights, shipped_figures
from amends.doors.desk.words import LANGUAGES, field_name, label_name, language_name
from amends.foundation.organisation.models import Member
from amends.oversight.learning.permissions import may_export
from amends.oversight.learning.queries import Quality, how_well
from amends.oversight.learning.queries.quality import ENOUGH, Judged
from amends.oversight.learning.rules import NONE

FIELDS: Final = (*SINGLE, "intensity", *MULTIPLE, "facts")
# Learning needs so many judged complaints; the engine refuses with fewer.
LEARNS_FROM: Final = 30
BECAME_SHOWN: Final = 3
EVERY: Final = ""


def quality_page(member: Member, *, since: date, until: date, language: str, category: str) -> dict[str, Any]:
    """All that the page shows, whatever the number of complaints: three statements."""
    found = how_well(since=since, until=until, language=language, category=category)
    return {
        "shipped": shipped(),
        "here": here(found),
        "weights": weights(),
        "since": since,
        "until": until,
        "language": language,
        "category": category,
        "languages": [(code, language_name(code)) for code in LANGUAGES],
        "categories": Category.choices,
        "may_export": may_export(member),
    }


def of_ten(right: float, texts: float) -> str:
    """A share as people say it; under ten texts nothing honest can be said."""
    if texts < 10:
        return _("too few")
    return _("%(n)s of 10") % {"n": round(10 * right / texts)}


def shipped() -> dict[str, Any]:
    """The figures of the model card: by field and language, by label, and what the words for confidence mean."""
    found = shipped_figures()
    languages = [
        EVERY,
        *(code for code in LANGUAGES if any(row["language"] == code for row in found["heads"])),
    ]
    heads = {(row["head"], row["language"]): row for row in found["heads"]}
    labels = {(row["head"], row["label"]): row for row in found["labels"] if row["language"] == EVERY}
    names = list(dict.fromkeys(row["head"] for row in found["labels"]))
    return {
        "texts": found["texts"],
        "languages": [_("All") if code == EVERY else language_name(code) for code in languages],
        "heads": [
            {
                "label": field_name(name),
                "cells": [
                    of_ten(heads[name, code]["right"], heads[name, code]["texts"]) for code in languages
                ],
            }
            for name in (*SINGLE, "intensity")
        ]
        + [
            {
                "label": _("%(field)s, of those named") % {"field": field_name(name)},
                "cells": [of_ten(*named_rightly(found["labels"], name, code)) for code in languages],
            }
            for name in ("demands", "risks")
        ],
        "labels": [
            {
                "label": field_name(name),
                "rows": [shipped_label(row) for (head, _label), row in labels.items() if head == name],
            }
            for name in names
            if name in FIELDS
        ],
        "sureness": [
            {"label": Sureness(row["word"]).label, "of_ten": of_ten(row["right"], row["answers"])}
            for row in found["sureness"]
        ],
    }


def named_rightly(rows: Sequence[Mapping[str, Any]], name: str, language: str) -> tuple[int, int]:
    """Of a field with several labels: how many were named that are there, and how many were named."""
    mine = [row for row in rows if (row["head"], row["language"]) == (name, language)]
    return sum(row["both"] for row in mine), sum(row["read"] for row in mine)


def shipped_label(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "label": label_name(row["head"], row["label"]),
        "texts": row["texts"],
        "right": of_ten(row["both"], row["read"]),
        "found": of_ten(row["both"], row["texts"]),
    }


def here(found: Quality) -> dict[str, Any]:
    """The house's own figures."""
    judged = found.whole.judged
    return {
        "read": found.whole.shown,
        "judged": judged,
        "all_right": found.whole.confirmed,
        "right": share(found.all_labels),
        "fields": [
            {
                "label": field_name(name),
                "total": found.of_field(name),
                "right": share(found.of_field(name)),
                "rows": rows,
            }
            for name in FIELDS
            if (rows := label_rows(name, found.labels.get(name, {})))
        ],
        "months": [{"month": month, "one": one, "right": share(one)} for month, one in found.months.items()],
        "parts": [
            {"title": _("By language"), "rows": part_rows(found.languages, language_name)},
            {"title": _("By category"), "rows": part_rows(found.categories, category_name)},
            {"title": _("By engine"), "rows": part_rows(found.engines, str)},
        ],
        "weak": [weak_words(name, label, one) for name, label, one in found.weak],
        "missing": max(LEARNS_FROM - judged, 0),
        "enough": ENOUGH,
    }


def share(judged: Judged) -> str:
    return _("too few") if judged.right is None else of_ten(judged.confirmed, judged.judged)


def label_rows(name: str, labels: Mapping[str, Judged]) -> list[dict[str, Any]]:
    rows = [
        {"label": named(name, label), "one": one, "right": share(one), "became": became_words(name, one)}
        for label, one in labels.items()
        if one.shown or one.judged
    ]
    return sorted(rows, key=lambda row: -row["one"].shown)


def named(name: str, label: str) -> str:
    return _("None found") if label == NONE else label_name(name, label)


def became_words(name: str, one: Judged) -> str:
    return _(", ").join(f"{named(name, label)} ({n})" for label, n in one.became.most_common(BECAME_SHOWN))


def weak_words(name: str, label: str, one: Judged) -> str:
    words = ngettext(
        "%(field)s “%(label)s”: wrong in %(wrong)s of %(n)s judged complaint; mostly %(became)s.",
        "%(field)s “%(label)s”: wrong in %(wrong)s of %(n)s judged complaints; mostly %(became)s.",
        one.judged,
    )
    return words % {
        "field": field_name(name),
        "label": named(name, label),
        "wrong": one.corrected,
        "n": one.judged,
        "became": became_words(name, one),
    }


def part_rows(parts: Mapping[str, Judged], name_of: Any) -> list[dict[str, Any]]:
    return [{"label": name_of(key), "one": one} for key, one in parts.items()]


def category_name(code: str) -> str:
    return str(Category(code).label) if code in Category.values else _("None found")


def weights() -> dict[str, Any]:
    """What reads: the shipped weights, or a version that this house made; the newest first."""
    kept = house_weights()
    version = kept.version()
    rows = kept.kept()
    return {
        "version": version,
        "fits": all(one.fits for one in rows if one.version == version),
        "rows": [
            {
                "version": one.version,
                "made_at": one.made_at,
                "texts": one.about.get("texts"),
                "labels": _(", ").join(field_name(name) for name in one.about.get("heads") or ()),
                "in_use": one.version == version,
            }
            for one in rows
        ],
    }
