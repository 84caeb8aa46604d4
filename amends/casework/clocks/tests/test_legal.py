"""Legal limits: which may be on, how they start with the complaint or by hand, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.casework.clocks.actions import apply_effect, end_legal, refit_clocks, start_duty
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.queries import running
from amends.casework.clocks.rules.legal import House, Limit, Why, switched, table
from amends.content.files import LANGUAGES
from amends.content.time_limits import limits
from amends.foundation.calendars.actions import set_up_mainland
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState

CHINA = House(frozenset({"CN"}), frozenset({"retail", "delivery"}))


def by_code(code: str) -> Limit:
    return next(one for one in table() if one.code == code)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("CN-SAMR-CLUE", Why.OTHERS),
        ("CN-LIMIT", Why.OTHERS),
        ("CN-7DAY-REFUND", Why.UNSURE),
        ("HK-HKMA-ACK", Why.UNSURE),
        ("CN-ECOM-KEEP", Why.NO_CLOCK),
        ("UK-DISP-FR", Why.ELSEWHERE),
        ("CN-AIR", Why.OTHER_TRADE),
        ("CN-EXP", None),
        ("CN-ODR", None),
        ("CN-CAC-4H", None),
        ("ISO-ACK", Why.ELSEWHERE),
    ],
)
def test_only_sure_limits_of_the_business_that_fit_the_house_are_on(code: str, why: Why | None) -> None:
    assert by_code(code).why_not(CHINA) == why


def test_a_house_that_says_nothing_of_itself_has_no_legal_limit() -> None:
    assert not [one.code for one in table() if one.why_not(House()) is None]


def test_whatever_is_on_has_a_length_and_binds_the_business() -> None:
    everywhere = House(
        frozenset(one.jurisdiction for one in table()), frozenset(one.industry for one in table())
    )
    on = [one for one in table() if one.why_not(everywhere) is None]
    assert len(on) > 15
    assert all(one.confidence in "VS" and one.who == "business" and length_of(one.length) for one in on)


def test_every_limit_has_a_name_in_every_language_and_a_code_of_its_own() -> None:
    assert all(set(row["name"]) == set(LANGUAGES) and all(row["name"].values()) for row in limits())
    assert len({row["code"] for row in limits()}) == len(limits())


def test_switching_another_house_on_switches_what_does_not_fit_off() -> None:
    on, off = switched(House(frozenset({"TW"}), frozenset({"finance"})), {"CN-EXP"})
    assert [one.code for one in on] == ["TW-FCPA"]
    assert [one.code for one in off] == ["CN-EXP"]


@pytest.fixture
def on(enter_rule: Callable[..., Any]) -> Callable[..., None]:
    """Limits of the table that are on in this house."""

    def act(*codes: str) -> None:
        for code in codes:
            rule = by_code(code).as_rule(1)
            enter_rule(
                code=code,
                kind=rule.kind,
                length=rule.length,
                conditions={name: list(values) for name, values in rule.conditions.items()},
                runs_on=False,
                confidence=rule.confidence,
            )

    return act


def begin(case: Case, company: Any) -> None:
    apply_effect(case_id=case.pk, happening="complaint_registered", at=case.received_at, by=company.house)


def about(case: Case) -> set[str]:
    return set(running(case.pk).exclude(about="").values_list("about", flat=True))


def test_each_limit_has_a_clock_and_the_result_ends_it(
    company: Any, registered_case: Case, on: Callable[..., None]
) -> None:
    on("CN-EXP", "CN-ODR", "ISO-ACK", "CN-CAC-4H")
    begin(registered_case, company)
    assert about(registered_case) == {"CN-EXP", "ISO-ACK"}
    at = registered_case.received_at + timedelta(hours=2)
    apply_effect(case_id=registered_case.pk, happening="reply_sent", at=at, by=company.house)
    assert about(registered_case) == {"CN-EXP"}
    apply_effect(case_id=registered_case.pk, happening="solution_proposed", at=at, by=company.house)
    assert about(registered_case) == set()


def test_seven_working_days_over_the_spring_festival_through_a_real_clock(
    company: Any, registered_case: Case, enter_rule: Callable[..., Any]
) -> None:
    calendar = set_up_mainland(by=company.house)
    enter_rule(code="seven", kind="legal_result", length="7wd", calendar=calendar.code)
    start = datetime.fromisoformat("2026-02-13T10:00+08:00")
    Case.objects.filter(pk=registered_case.pk).update(received_at=start)
    registered_case.refresh_from_db()
    begin(registered_case, company)
    one = running(registered_case.pk).get(about="seven")
    assert one.due_at == datetime.fromisoformat("2026-03-02T10:00+08:00")
    assert [step[0] for step in one.explanation["steps"]].count("made_up") == 2
    assert one.explanation["due"] == "2026-03-02T10:00:00+08:00"


def test_a_limit_for_some_labels_joins_once_they_are_read_and_counts_from_the_complaint(
    company: Any, registered_case: Case, enter_rule: Callable[..., Any]
) -> None:
    enter_rule(code="UK-DUAA-ACK", kind="legal_receipt", length="30cd", conditions={"category": ["privacy"]})
    begin(registered_case, company)
    assert about(registered_case) == set()
    Case.objects.filter(pk=registered_case.pk).update(category="privacy")
    with clock.at(registered_case.received_at + timedelta(hours=1)):
        refit_clocks(case_id=registered_case.pk, by=company.house)
        refit_clocks(case_id=registered_case.pk, by=company.house)
    one = running(registered_case.pk).get(about="UK-DUAA-ACK")
    assert one.started_at == registered_case.received_at


def start(case: Case, company: Any, **fields: Any) -> Any:
    values = {"code": "CN-CAC-4H", "started_at": clock.now() - timedelta(hours=1), "by": company.handler}
    return start_duty(case_id=case.pk, **{**values, **fields})


def test_a_duty_is_started_and_ended_by_people(
    company: Any, owned_case: Case, on: Callable[..., None]
) -> None:
    on("CN-CAC-4H")
    one = start(owned_case, company)
    assert one.due_at == one.started_at + timedelta(hours=4)
    owned_case.refresh_from_db()
    assert owned_case.due_kind == ClockKind.LEGAL_DUTY
    with pytest.raises(Conflict):
        start(owned_case, company)
    with pytest.raises(Invalid):
        end_legal(case_id=owned_case.pk, clock_id=one.pk, what=" ", by=company.handler)
    end_legal(case_id=owned_case.pk, clock_id=one.pk, what="已向网信办报告", by=company.handler)
    assert not about(owned_case)
    with pytest.raises(WrongState):
        end_legal(case_id=owned_case.pk, clock_id=one.pk, what="又报", by=company.handler)


def test_what_is_no_duty_of_this_house_and_no_past_moment_is_refused(
    company: Any, owned_case: Case, on: Callable[..., None]
) -> None:
    on("CN-CAC-4H", "CN-EXP")
    for code in ("CN-EXP", "CN-AIR-REFUND", ""):
        with pytest.raises(Invalid):
            start(owned_case, company, code=code)
    for hours in (1, -24 * 500):
        with pytest.raises(Invalid):
            start(owned_case, company, started_at=clock.now() + timedelta(hours=hours))


def test_only_legal_limits_are_ended_by_hand(company: Any, owned_case: Case) -> None:
    begin(owned_case, company)
    one = running(owned_case.pk).get(kind=ClockKind.SOLUTION)
    with pytest.raises(WrongState):
        end_legal(case_id=owned_case.pk, clock_id=one.pk, what="好了", by=company.handler)


@pytest.mark.parametrize(("who", "error"), [("trainer", NotPermitted), ("east_handler", NotFound)])
def test_who_may_not_start_or_end(
    company: Any, owned_case: Case, on: Callable[..., None], who: str, error: type[Exception]
) -> None:
    on("CN-CAC-4H")
    one = start(owned_case, company)
    with pytest.raises(error):
        start(owned_case, company, by=company.members[who])
    with pytest.raises(error):
        end_legal(case_id=owned_case.pk, clock_id=one.pk, what="好了", by=company.members[who])
