"""A house writes the next edition, sees whom it touches, and a second person puts it in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amends.casework.cases.models import Case
from amends.foundation.audit.queries import entries_of, verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.practice.playbook.actions import (
    begin_edition,
    change_line,
    decide_edition,
    drop_own_rule,
    go_back_to,
    hand_in,
    put_back_line,
    write_own_rule,
)
from amends.practice.playbook.models import Edition
from amends.practice.playbook.queries import (
    book,
    edition_before,
    edition_in_force,
    forget,
    layer_of,
    touched_by,
)
from amends.practice.playbook.rules.book import text_at
from amends.practice.playbook.rules.shipped import shipped
from amends.practice.playbook.tests.conftest import KEY, WORDS

RULE: dict[str, Any] = {
    "code": "call-the-shop",
    "part": "do",
    "topic": "",
    "when": {"emotion": ["anger"], "category": ["attitude", "service"]},
    "texts": {"zh-Hans": "请当班店长当天回电。", "en": "Have the shop manager ring back today."},
}


def said(language: str = "zh-Hans") -> str:
    return text_at(book(language, edition_in_force()), KEY)


def test_from_the_draft_to_the_book_that_counts(company: Any, written: Callable[..., Edition]) -> None:
    ships = said()
    edition = written()
    assert said() == ships
    hand_in(edition_id=edition.pk, reason="说得更直接", by=company.administrator)
    assert said() == ships
    decide_edition(edition_id=edition.pk, confirm=True, by=company.manager)
    forget()
    assert (said(), said("en")) == (WORDS["zh-Hans"], WORDS["en"])
    actions = [entry.action for entry in entries_of("house") if entry.action.startswith("playbook.")]
    assert sorted(actions) == [
        "playbook.begun",
        "playbook.confirmed",
        "playbook.handed_in",
        "playbook.written",
    ]
    assert verify("house").broken is None


def test_who_wrote_in_it_is_not_the_second_person(company: Any, written: Callable[..., Edition]) -> None:
    edition = written()
    write_own_rule(edition_id=edition.pk, by=company.quality, **RULE)
    hand_in(edition_id=edition.pk, reason="回电", by=company.administrator)
    for who in (company.administrator, company.quality):
        with pytest.raises(NotPermitted):
            decide_edition(edition_id=edition.pk, confirm=True, by=who)
    decide_edition(edition_id=edition.pk, confirm=True, by=company.manager)
    with pytest.raises(Conflict):
        decide_edition(edition_id=edition.pk, confirm=False, by=company.manager)


@pytest.mark.parametrize("who", ["handler", "lead", "legal", "trainer"])
def test_others_write_nothing_and_decide_nothing(
    company: Any, written: Callable[..., Edition], who: str
) -> None:
    edition, by = written(), company.members[who]
    acts: list[Callable[[], object]] = [
        lambda: begin_edition(by=by),
        lambda: change_line(edition_id=edition.pk, key=KEY, off=True, by=by),
        lambda: put_back_line(edition_id=edition.pk, key=KEY, by=by),
        lambda: write_own_rule(edition_id=edition.pk, by=by, **RULE),
        lambda: drop_own_rule(edition_id=edition.pk, code="x", by=by),
        lambda: hand_in(edition_id=edition.pk, reason="x", by=by),
        lambda: decide_edition(edition_id=edition.pk, confirm=True, by=by),
        lambda: go_back_to(edition_id=0, reason="x", by=by),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()


def test_each_step_has_its_state(company: Any, written: Callable[..., Edition]) -> None:
    edition, by = written(), company.administrator
    with pytest.raises(Conflict):
        begin_edition(by=company.manager)
    with pytest.raises(WrongState):
        decide_edition(edition_id=edition.pk, confirm=True, by=company.manager)
    put_back_line(edition_id=edition.pk, key=KEY, by=by)
    with pytest.raises(WrongState):
        put_back_line(edition_id=edition.pk, key=KEY, by=by)
    with pytest.raises(WrongState):
        hand_in(edition_id=edition.pk, reason="什么也没改", by=by)
    change_line(edition_id=edition.pk, key=KEY, off=True, by=by)
    with pytest.raises(Invalid):
        hand_in(edition_id=edition.pk, reason=" ", by=by)
    hand_in(edition_id=edition.pk, reason="用不上", by=by)
    for act in (
        lambda: change_line(edition_id=edition.pk, key=KEY, texts=WORDS, by=by),
        lambda: write_own_rule(edition_id=edition.pk, by=by, **RULE),
        lambda: hand_in(edition_id=edition.pk, reason="再交一次", by=by),
    ):
        with pytest.raises(WrongState):
            act()
    for missing in (
        lambda: hand_in(edition_id=99, reason="x", by=by),
        lambda: go_back_to(edition_id=99, reason="x", by=by),
    ):
        with pytest.raises(NotFound):
            missing()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": "emotion.rage.why", "texts": WORDS}, "key"),
        ({"key": "risk.legal.never.admit", "off": True}, "off"),
        ({"key": KEY, "texts": {}}, "texts"),
        ({"key": KEY, "texts": {"zh-Hans": "别生气。"}}, "texts-zh-Hans"),
        ({"key": KEY, "texts": {"en": "Dear {name}"}}, "texts-en"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(
    company: Any, change: dict[str, Any], field: str
) -> None:
    edition = begin_edition(by=company.administrator)
    with pytest.raises(Invalid) as caught:
        change_line(edition_id=edition.pk, by=company.administrator, **change)
    assert caught.value.field == field
    assert Edition.objects.get(pk=edition.pk).layer == {"lines": {}, "rules": {}}


def test_a_rule_of_the_house_is_written_changed_and_taken_out(company: Any) -> None:
    edition, by = begin_edition(by=company.quality), company.quality
    write_own_rule(edition_id=edition.pk, by=by, new=True, **RULE)
    with pytest.raises(Conflict):
        write_own_rule(edition_id=edition.pk, by=by, new=True, **RULE)
    changed = write_own_rule(edition_id=edition.pk, by=by, **{**RULE, "part": "say", "topic": "ring_back"})
    assert changed.layer["rules"]["call-the-shop"]["topic"] == "ring_back"
    with pytest.raises(Invalid):
        write_own_rule(edition_id=edition.pk, by=by, **{**RULE, "when": {"gender": ["female"]}})
    dropped = drop_own_rule(edition_id=edition.pk, code="call-the-shop", by=by)
    assert dropped.layer["rules"] == {}
    with pytest.raises(NotFound):
        drop_own_rule(edition_id=edition.pk, code="call-the-shop", by=by)


def test_an_earlier_edition_is_taken_up_again_by_two_people(
    company: Any, confirmed: Callable[..., Edition]
) -> None:
    first = confirmed()
    second = confirmed("emotion.anger.say.apology", texts={"zh-Hans": "对不起，我来办。"})
    assert layer_of(edition_before(second)) == first.layer
    with pytest.raises(WrongState):
        go_back_to(edition_id=second.pk, reason="还是它", by=company.manager)
    again = go_back_to(edition_id=first.pk, reason="顾客听不懂", by=company.manager)
    assert (again.layer, again.taken_from_id, again.number) == (first.layer, first.pk, 3)
    hand_in(edition_id=again.pk, reason="顾客听不懂", by=company.manager)
    decide_edition(edition_id=again.pk, confirm=True, by=company.administrator)
    forget()
    assert layer_of(edition_in_force()) == first.layer
    as_it_ships = go_back_to(edition_id=0, reason="不再改写", by=company.quality)
    assert as_it_ships.layer == {"lines": {}, "rules": {}}


def test_it_says_how_many_open_cases_it_touches(
    company: Any, owned_case: Case, register: Callable[..., Case], written: Callable[..., Edition]
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(emotion="anger")
    calm, unread = register("请问几点开门？"), register("又一件")
    Case.objects.filter(pk=calm.pk).update(kind="enquiry", emotion="calm")
    assert unread.kind == ""
    found = touched_by(shipped("zh-Hans"), book("zh-Hans", written()))
    assert (found.count, found.case_ids, found.looked_at) == (1, (owned_case.pk,), 2)


def test_the_edition_that_counts_is_asked_for_once_in_a_while(
    company: Any, confirmed: Callable[..., Edition], django_assert_num_queries: Any
) -> None:
    edition = confirmed()
    with django_assert_num_queries(1):
        assert edition_in_force() == edition_in_force() == edition


def test_one_is_written_at_a_time_and_what_is_decided_has_its_time(company: Any) -> None:
    begin_edition(by=company.manager)
    fields = {"layer": {}, "begun_by": company.manager, "begun_at": clock.now()}
    for wrong in (
        {"number": 7},
        {"number": 8, "is_open": False},
        {"number": 9, "is_open": False, "confirmed": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(**fields, **wrong)
