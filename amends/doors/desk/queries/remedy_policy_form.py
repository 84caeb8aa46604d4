"""The form of a new edition: its groups of lines, each line with its fields, as people fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.casework.readings.choices import Category
from amends.doors.desk.remedy_words import fault_name, kind_name, tier_name
from amends.doors.desk.words import label_name
from amends.practice.remedies.rules.options import KINDS
from amends.practice.remedies.rules.policy import Fault, Policy
from amends.practice.remedies.rules.policy_text import SEVERITIES, STEPS_AT_MOST, TIERS

Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One field of a line; with `choices` a list to choose from."""

    name: str
    label: str
    value: str
    unit: str = ""
    choices: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Line:
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Section:
    title: str
    help: str
    lines: tuple[Line, ...]


def sections(policy: Policy, values: Values) -> list[Section]:
    return [
        Section(
            _("Of what was paid, by how grave it was"),
            _("Always a range: from, to."),
            tuple(_ends(f"bands_{one}", label_name("severity", one), values) for one in SEVERITIES),
        ),
        Section(
            _("A band of its own for a kind of complaint"),
            _("Only where it differs; leave the rest empty."),
            tuple(_own(n, values) for n in range(_own_lines(policy))),
        ),
        Section(
            _("By whose doing it was"),
            _("How much of the band counts, at its lower and its upper end."),
            tuple(_ends(f"fault_{one.value}", fault_name(one), values) for one in Fault),
        ),
        Section(
            _("By how late"),
            _("Both ends grow; an empty line is no step."),
            tuple(_late(n, values) for n in range(min(STEPS_AT_MOST, len(policy.delay) + 1))),
        ),
        Section(
            _("By tier, at the upper end"),
            _("The lower end is the same for everybody."),
            tuple(
                Line(tier_name(one), (_field(f"tier_{one}", pgettext("range", "more"), values),))
                for one in TIERS
            ),
        ),
        Section(
            _("Bounds"),
            _("By currency: the least worth giving, and the most by policy alone."),
            tuple(_bounds(n, values) for n in range(len(policy.bounds) + 1)),
        ),
        Section(
            _("What it costs the house, of its worth"),
            _("For the desk alone; no customer sees it."),
            tuple(
                Line(kind_name(one), (_field(f"cost_{one}", pgettext("range", "share"), values),))
                for one in KINDS
            ),
        ),
        _weighing(values),
    ]


def _weighing(values: Values) -> Section:
    lines = (
        ("like_at_least", _("Like cases count from so many on"), ""),
        ("like_stretch", _("They move an end by at most"), "%"),
        ("far", _("Far from like cases: so many times"), ""),
        ("often", _("Given so often in twelve months"), ""),
        ("share", _("More than so much of what was paid in twelve months"), "%"),
    )
    return Section(
        _("Like cases, and when a person is asked to look"),
        _("These are facts for a person; nothing is decided by them."),
        tuple(Line(label, (Field(name, label, values.get(name, ""), unit),)) for name, label, unit in lines),
    )


def _field(name: str, label: str, values: Values) -> Field:
    return Field(name, label, values.get(name, ""), "%")


def _ends(name: str, label: str, values: Values) -> Line:
    return Line(
        label,
        (
            _field(f"{name}_low", pgettext("range", "from"), values),
            _field(f"{name}_high", pgettext("range", "to"), values),
        ),
    )


def _own_lines(policy: Policy) -> int:
    return sum(len(rows) for rows in policy.categories.values()) + 2


def _own(n: int, values: Values) -> Line:
    categories = (("", _("none")), *Category.choices)
    severities = tuple((one, label_name("severity", one)) for one in SEVERITIES)
    return Line(
        "",
        (
            Field(
                f"own_{n}_category",
                _("Kind of complaint"),
                values.get(f"own_{n}_category", ""),
                "",
                categories,
            ),
            Field(f"own_{n}_severity", _("Severity"), values.get(f"own_{n}_severity", ""), "", severities),
            *_ends(f"own_{n}", "", values).fields,
        ),
    )


def _late(n: int, values: Values) -> Line:
    hours = Field(
        f"delay_{n}_hours", _("from so many hours on"), values.get(f"delay_{n}_hours", ""), _("hours")
    )
    return Line("", (hours, _field(f"delay_{n}_more", pgettext("range", "more"), values)))


def _bounds(n: int, values: Values) -> Line:
    names = (
        ("currency", _("Currency")),
        ("least", pgettext("range", "least")),
        ("most", pgettext("range", "most")),
    )
    return Line(
        "",
        tuple(
            Field(f"bounds_{n}_{name}", label, values.get(f"bounds_{n}_{name}", "")) for name, label in names
        ),
    )
