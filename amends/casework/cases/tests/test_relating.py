"""Links between cases, what is taken out of one, and what may be the same matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.choices import LooseEnd
from amends.casework.cases.models import Case, CaseLink, StaffConcerned
from amends.casework.cases.queries.related import links_of, possibly_the_same
from amends.casework.cases.rules.likeness import Signal, Traits, likeness, text_agreement
from amends.casework.customers.actions import find_or_add_customer
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
POT = "电饭锅第三次用就冒烟了，客服电话没人接，我要求退款。"
OWN = Traits(1, "SN-1", "quality", NOW, POT)


@pytest.mark.parametrize(
    ("other", "signals"),
    [
        (Traits(1, "SN-1", "quality", NOW, POT), {*Signal}),
        (Traits(2, "sn-1 ", "", NOW, "另一句话"), {Signal.SAME_ORDER}),
        (Traits(2, "", "quality", NOW, POT + "请尽快。"), {Signal.NEAR_TEXT, Signal.SAME_CATEGORY}),
        (Traits(1, "", "quality", NOW, "蛋糕送晚了两天。"), {Signal.SAME_CUSTOMER, Signal.SAME_CATEGORY}),
        (Traits(1, "", "", NOW, "蛋糕送晚了两天。"), None),
        (Traits(2, "", "quality", NOW, "蛋糕送晚了两天。"), None),
        (Traits(1, "", "quality", NOW + timedelta(days=40), "蛋糕送晚了两天。"), None),
        (Traits(2, "", "quality", NOW, "坏了"), None),
    ],
)
def test_which_signals_speak_for_the_same_matter(other: Traits, signals: set[Signal] | None) -> None:
    found = likeness(OWN, other)
    assert (None if found is None else {name for name, _share in found.signals}) == signals


def test_the_same_words_agree_wholly_and_short_ones_say_nothing() -> None:
    assert text_agreement(POT, POT) == 1.0
    assert text_agreement("坏了", "坏了") == 0.0


def test_english_texts_agree_by_their_words_and_not_by_their_letters() -> None:
    late = "The birthday cake for my mother arrived two hours late on Saturday and the cream had run."
    again = "I wrote about the birthday cake for my mother: it arrived late on Saturday, nobody has called, the cream ran."
    room = "My card was charged again for the room three weeks after the stay and nobody at reception has answered."
    assert text_agreement(late, again) > 0.5
    assert text_agreement(late, room) < 0.2
    assert text_agreement("吐司发霉了" + late, "吐司发霉了" + room) < 0.7


def test_a_proposal_says_why_and_shows_only_what_may_be_seen(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    twin, hidden = register(), register(department=company.west)
    found = possibly_the_same(owned_case, company.colleague)
    assert [row.case for row in found] == [twin]
    assert Signal.NEAR_TEXT in dict(found[0].likeness.signals)
    assert {row.case for row in possibly_the_same(owned_case, company.manager)} == {twin, hidden}
    actions.link_cases(case_id=twin.pk, other_id=owned_case.pk, kind="related", by=company.handler)
    assert possibly_the_same(owned_case, company.colleague) == []


def test_links_show_from_both_sides_and_end(
    company: Any, owned_case: Case, registered_case: Case, register: Callable[..., Case]
) -> None:
    other = register()
    made = actions.link_cases(
        case_id=other.pk, other_id=owned_case.pk, kind="same_cause", reason="同一批次", by=company.handler
    )
    assert links_of(other, company.handler) == links_of(owned_case, company.handler) == [made]
    with pytest.raises(WrongState):
        actions.link_cases(case_id=other.pk, other_id=owned_case.pk, kind="same_cause", by=company.handler)
    actions.end_link(link_id=made.pk, by=company.handler)
    assert links_of(owned_case, company.handler) == []
    with pytest.raises(WrongState):
        actions.end_link(link_id=made.pk, by=company.handler)


def test_children_stand_one_level_under_their_parent(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    one, two = register(), register()
    actions.link_cases(case_id=one.pk, other_id=owned_case.pk, kind="child", by=company.handler)
    for case, other in ((one, two), (two, one), (owned_case, two)):
        with pytest.raises(WrongState):
            actions.link_cases(case_id=case.pk, other_id=other.pk, kind="child", by=company.handler)


def test_a_parent_is_not_closed_over_its_open_children_without_a_word(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    child = register()
    actions.link_cases(case_id=child.pk, other_id=owned_case.pk, kind="child", by=company.handler)
    ending = {"case_id": owned_case.pk, "outcome": "WDN", "reason": "顾客来电撤诉", "by": company.handler}
    with pytest.raises(WrongState, match=str(LooseEnd.CHILD.label)):
        actions.close_case(**ending, ending={"how": "phone"})
    actions.close_case(
        case_id=child.pk, outcome="WDN", reason="撤诉", ending={"how": "phone"}, by=company.manager
    )
    assert not actions.close_case(**ending, ending={"how": "phone"}).is_open


def test_a_link_to_what_one_may_not_see_is_neither_made_nor_shown(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    there = register(department=company.west)
    with pytest.raises(NotFound):
        actions.link_cases(case_id=owned_case.pk, other_id=there.pk, kind="related", by=company.handler)
    made = actions.link_cases(case_id=owned_case.pk, other_id=there.pk, kind="related", by=company.manager)
    assert links_of(owned_case, company.colleague) == []
    with pytest.raises(NotFound):
        actions.end_link(link_id=made.pk, by=company.colleague)


@pytest.mark.parametrize(("name", "refusal"), [("trainer", NotPermitted), ("west_handler", NotFound)])
def test_linking_and_taking_out_is_for_who_works_on_the_case(
    company: Any, owned_case: Case, register: Callable[..., Case], name: str, refusal: type[Exception]
) -> None:
    by = company.members[name]
    with pytest.raises(refusal):
        actions.link_cases(case_id=owned_case.pk, other_id=register().pk, kind="related", by=by)
    with pytest.raises(refusal):
        actions.split_case(case_id=owned_case.pk, reason="另一件事", message_ids=[1], by=by)


@pytest.mark.parametrize("kind", ["split", "duplicate", "nonsense", ""])
def test_a_kind_that_is_not_for_people_is_refused(
    company: Any, owned_case: Case, register: Callable[..., Case], kind: str
) -> None:
    with pytest.raises(Invalid):
        actions.link_cases(case_id=owned_case.pk, other_id=register().pk, kind=kind, by=company.handler)


def test_what_is_taken_out_begins_a_case_as_closed_to_others_as_the_first(
    company: Any, owned_case: Case
) -> None:
    message = actions.add_customer_message(
        case_id=owned_case.pk, text="另外，发票也没给。", by=company.portal
    )
    StaffConcerned.objects.create(
        case=owned_case,
        member=company.colleague,
        state="confirmed",
        source="person",
        by=company.lead,
        named_at=owned_case.received_at,
    )
    actions.restrict_case(case_id=owned_case.pk, reason="隐私", by=company.lead)
    new, again = (
        actions.split_case(
            case_id=owned_case.pk,
            reason="发票是另一件事",
            message_ids=[message.pk],
            idempotency_key="once",
            by=company.handler,
        )
        for _time in range(2)
    )
    assert new == again
    assert Case.objects.count() == 2
    assert new.messages.get().body == "另外，发票也没给。"
    assert owned_case.messages.filter(pk=message.pk).exists()
    assert Case.objects.get(pk=new.pk).restricted
    assert new.staff_concerned.get().member == company.colleague
    assert CaseLink.objects.get().kind == "split"


def test_points_go_with_it_but_not_the_last_one(company: Any, owned_case: Case) -> None:
    owned_case.grievances.all().delete()
    one = actions.add_point(case_id=owned_case.pk, text="锅坏了", by=company.handler)
    two = actions.add_point(case_id=owned_case.pk, text="没给发票", by=company.handler)
    with pytest.raises(Invalid):
        actions.split_case(
            case_id=owned_case.pk, reason="分开", point_ids=[one.pk, two.pk], by=company.handler
        )
    new = actions.split_case(case_id=owned_case.pk, reason="分开", point_ids=[two.pk], by=company.handler)
    assert [point.text for point in owned_case.grievances.all()] == ["锅坏了"]
    assert new.messages.get().body == "没给发票"
    with pytest.raises(Invalid):
        actions.split_case(case_id=owned_case.pk, reason="分开", by=company.handler)
    with pytest.raises(NotFound):
        actions.split_case(
            case_id=owned_case.pk,
            reason="分开",
            point_ids=[two.pk],
            message_ids=[owned_case.latest_inbound_id],
            by=company.handler,
        )


def test_another_person_is_found_by_the_number_of_the_order(
    company: Any, register: Callable[..., Case]
) -> None:
    first = register(order_number="SN-77", text="包装破了。")
    other = find_or_add_customer(name="李雷", phone="13700000000", by=company.portal)
    second = register(order_number="sn-77", text="少了一件。", customer=other)
    found = possibly_the_same(first, company.handler)
    assert [(row.case, row.likeness.signals[0][0]) for row in found] == [(second, Signal.SAME_ORDER)]
