"""Which rule holds, what light a clock shows, and when a rung of reminders is reached, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.casework.clocks.choices import ClockKind, Light
from amends.casework.clocks.rules.deadlines import deadline
from amends.casework.clocks.rules.ladder import LADDER, in_working_time, is_working_time, rung_reached
from amends.casework.clocks.rules.lights import light, share_used
from amends.casework.clocks.rules.policy import BUILT_IN, Rule, choose, in_force, legal_limits, next_rule
from amends.foundation.calendars.rules.week import week_of
from amends.foundation.calendars.rules.working_time import WorkingTime

HOUR = timedelta(hours=1)
START = datetime(2026, 6, 30, 14, 0, tzinfo=UTC)
HOURS = WorkingTime("made", ZoneInfo("Asia/Shanghai"), week_of(["09:00-12:00 13:30-18:00"] * 5 + ["", ""]))
SOLUTION = ClockKind.SOLUTION
GRAVE = {"severity": ("critical",), "category": ("safety",), "department": ("head", "care")}


def rule(code: str = "a", version: int = 1, **fields: object) -> Rule:
    return Rule(code, version, **{"kind": SOLUTION, "length": "24h", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "hours"), [(ClockKind.FIRST_RESPONSE, 24), (ClockKind.SOLUTION, 72), (ClockKind.FOLLOW_UP, 24)]
)
def test_a_fresh_house_has_the_lengths_of_the_practice(kind: ClockKind, hours: int) -> None:
    found = choose(in_force(BUILT_IN, START), kind, {})
    assert found and deadline(START, found.length, HOURS).at == START + timedelta(hours=hours)


@pytest.mark.parametrize("kind", [ClockKind.FIRST_RESPONSE, ClockKind.DIRECTION])
def test_where_lives_are_threatened_the_night_counts(kind: ClockKind) -> None:
    """On a Friday night the direction was due on Monday at ten."""
    friday_night = datetime(2026, 3, 6, 22, 30, tzinfo=START.tzinfo)
    facts = {"mode": ("emotion",), "risk": ("vulnerable", "violence")}
    found = choose(in_force(BUILT_IN, friday_night), kind, facts)
    assert found and deadline(friday_night, found.length, HOURS).at == friday_night + timedelta(hours=1)


def test_news_is_due_every_half_hour_of_working_time() -> None:
    led_by_feelings = {"mode": ("emotion",)}
    found = choose(in_force(BUILT_IN, START), ClockKind.PROGRESS, led_by_feelings)
    assert found and found.length == "30wmin"
    found = choose(in_force(BUILT_IN, START), ClockKind.DIRECTION, led_by_feelings)
    assert found and found.length == "1wh"
    for mode in ("demand", "mixed"):
        assert choose(in_force(BUILT_IN, START), ClockKind.PROGRESS, {"mode": (mode,)}) is None
    assert choose(in_force(BUILT_IN, START), ClockKind.ACKNOWLEDGEMENT, {}) is None


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        ({}, True),
        ({"severity": ()}, True),
        ({"severity": ("critical", "severe")}, True),
        ({"severity": ("minor",)}, False),
        ({"severity": ("critical",), "category": ("quality",)}, False),
        ({"department": ("head",)}, True),
        ({"tier": ("gold",)}, False),
    ],
)
def test_every_condition_has_to_hold(conditions: dict[str, tuple[str, ...]], fits: bool) -> None:
    assert rule(conditions=conditions).fits(GRAVE) is fits


def test_a_rule_without_conditions_says_that_it_is_for_all_cases() -> None:
    assert rule().is_for_all and rule(conditions={"severity": ()}).is_for_all
    assert not rule(conditions={"severity": ("minor",)}).is_for_all


def test_the_rule_with_more_conditions_is_chosen_and_a_newer_one_among_equals() -> None:
    grave = rule("grave", conditions={"severity": ("critical",)})
    both = rule("both", conditions={"severity": ("critical",), "category": ("safety",)})
    assert choose([rule(), grave, both], SOLUTION, GRAVE) == both
    assert choose([rule(), grave], SOLUTION, {"severity": ("minor",)}) == rule()
    newer = rule("newer", valid_from=START)
    assert choose([rule("older", valid_from=START - timedelta(days=1)), newer], SOLUTION, {}) == newer


def test_the_newest_valid_version_counts_and_may_switch_the_rule_off() -> None:
    first, later = rule(), rule(version=2, valid_from=START)
    assert in_force([first, later], START - timedelta(seconds=1)) == [first]
    assert in_force([first, later], START) == [later]
    assert in_force([first, rule(version=2, is_on=False)], START) == []
    ended = rule(version=2, valid_until=START)
    assert in_force([first, ended], START) == [first]


def test_every_legal_limit_that_fits_has_its_own_clock() -> None:
    limits = [rule(code, kind=ClockKind.LEGAL_RESULT) for code in ("CN-EXP", "CN-AIR")]
    assert [one.code for one in legal_limits(limits, ClockKind.LEGAL_RESULT, GRAVE)] == ["CN-AIR", "CN-EXP"]


@pytest.mark.parametrize(
    ("kind", "runs_on", "version"),
    [
        (ClockKind.LEGAL_RESULT, False, 1),
        (ClockKind.LEGAL_RESULT, True, 2),
        (SOLUTION, True, 2),
        (SOLUTION, False, 1),
    ],
)
def test_a_running_clock_moves_only_where_the_new_version_takes_it_in(
    kind: ClockKind, runs_on: bool, version: int
) -> None:
    old, new = rule(kind=kind), rule(version=2, kind=kind, runs_on=runs_on)
    found = next_rule(old, kind, in_force([old, new], START), GRAVE, START)
    assert found and found.version == version


@pytest.mark.parametrize(
    ("runs_on", "since", "code"),
    [(False, HOUR, "a"), (True, HOUR, "b"), (False, -HOUR, "b"), (False, None, "b")],
)
def test_a_new_rule_leaves_what_runs_alone_where_it_says_so(
    runs_on: bool, since: timedelta | None, code: str
) -> None:
    """A first version too: only a rule that was there when the clock started takes it over without saying so."""
    old = rule()
    new = rule(
        "b", runs_on=runs_on, valid_from=since and START + since, conditions={"severity": ("critical",)}
    )
    found = next_rule(old, SOLUTION, [old, new], GRAVE, START)
    assert found and found.code == code


@pytest.mark.parametrize("kind", [ClockKind.TASK, ClockKind.PROMISE])
def test_no_rule_moves_what_people_chose(kind: ClockKind) -> None:
    assert next_rule(None, kind, [rule()], GRAVE, START) is None


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        (-1, Light.GREEN),
        (0, Light.GREEN),
        (12, Light.GREEN),
        (12.1, Light.YELLOW),
        (18, Light.YELLOW),
        (18.1, Light.ORANGE),
        (23.99, Light.ORANGE),
        (24, Light.RED),
        (500, Light.RED),
    ],
)
def test_the_light_turns_at_half_three_quarters_and_the_end(hours: float, shown: Light) -> None:
    share = share_used(START, START + timedelta(hours=24), START + timedelta(hours=hours))
    assert light(share) == shown


def test_a_clock_without_length_is_due() -> None:
    assert light(share_used(START, START, START)) == Light.RED


@pytest.mark.parametrize(
    ("share", "given", "reached"),
    [(0.49, 0, None), (0.5, 0, 0), (0.5, 1, None), (0.95, 1, 2), (1.0, 3, 3), (1.6, 3, 4), (9.0, 5, None)],
)
def test_of_several_rungs_that_were_reached_only_the_highest_is_given(
    share: float, given: int, reached: int | None
) -> None:
    assert rung_reached(share, given) == reached
    assert [rung.percent for rung in LADDER] == sorted({rung.percent for rung in LADDER})


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-07-01T00:00+08:00", "2026-07-01T09:00+08:00"),
        ("2026-07-01T12:30+08:00", "2026-07-01T13:30+08:00"),
        ("2026-07-01T10:17+08:00", "2026-07-01T10:17+08:00"),
        ("2026-07-03T18:00+08:00", "2026-07-06T09:00+08:00"),
    ],
)
def test_nobody_is_reminded_outside_working_time(moment: str, told: str) -> None:
    at = datetime.fromisoformat(moment)
    assert in_working_time(at, HOURS) == datetime.fromisoformat(told)
    assert is_working_time(at, HOURS) is (moment == told)
