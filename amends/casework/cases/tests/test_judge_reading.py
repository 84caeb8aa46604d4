"""People say "right" or "wrong" of what was read: one label, several, facts, and two people at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import (
    add_fact,
    change_labels,
    confirm_reading,
    correct_fact,
    correct_reading,
)
from amends.casework.cases.models import Case
from amends.casework.readings.models import Correction
from amends.casework.readings.queries import standing, verdicts_on
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState


def said(field: str) -> list[tuple[Any, Any, bool]]:
    rows = Correction.objects.filter(field=field)
    return [(row.was, row.now, row.right) for row in rows]


def other(case: Case) -> str:
    return "calm" if case.emotion != "calm" else "anger"


def place(fact: dict[str, Any]) -> tuple[str, int, int]:
    return fact["kind"], fact["start"], fact["end"]


def test_a_label_is_found_right_without_changing_anything_of_the_case(company: Any, owned_case: Case) -> None:
    emotion = owned_case.emotion
    case = confirm_reading(case_id=owned_case.pk, fields=["emotion"], by=company.handler)
    assert case.emotion == emotion
    assert said("emotion") == [(emotion, emotion, True)]


def test_finding_it_right_twice_says_it_once(company: Any, owned_case: Case) -> None:
    for _ in range(2):
        confirm_reading(case_id=owned_case.pk, fields=["emotion"], by=company.handler)
    assert len(said("emotion")) == 1


def test_all_that_nobody_judged_yet_is_found_right_at_once(company: Any, owned_case: Case) -> None:
    correct_reading(case_id=owned_case.pk, field="emotion", value=other(owned_case), by=company.handler)
    confirm_reading(case_id=owned_case.pk, by=company.handler)
    judged = {row.field: row.right for row in Correction.objects.all()}
    assert judged.pop("emotion") is False
    assert {"kind", "category", "intensity", "severity", "demands", "risks"} <= set(judged)
    assert all(judged.values())


def test_of_a_text_that_is_no_complaint_only_its_kind_is_found_right(
    company: Any, register: Callable[..., Case]
) -> None:
    from amends.casework.cases.actions import read_case

    case = register("谢谢你们，服务特别好，非常满意，点赞！")
    read_case(case_id=case.pk, by=company.house)
    confirm_reading(case_id=case.pk, by=company.handler)
    assert [row.field for row in Correction.objects.all()] == ["kind"]


def test_who_chooses_what_stands_there_finds_it_right(company: Any, owned_case: Case) -> None:
    emotion = owned_case.emotion
    correct_reading(case_id=owned_case.pk, field="emotion", value=emotion, by=company.handler)
    assert said("emotion") == [(emotion, emotion, True)]


def test_a_label_is_added_and_another_dropped_in_one_step(company: Any, owned_case: Case) -> None:
    was = list(owned_case.demands)
    assert "refund" in was
    case = change_labels(
        case_id=owned_case.pk, field="demands", add=["apology"], drop=["refund"], by=company.handler
    )
    assert "apology" in case.demands
    assert "refund" not in case.demands
    assert said("demands") == [(was, case.demands, False)]


def test_two_who_change_different_labels_at_once_both_get_their_way(company: Any, owned_case: Case) -> None:
    change_labels(case_id=owned_case.pk, field="demands", add=["apology"], by=company.handler)
    case = change_labels(case_id=owned_case.pk, field="demands", drop=["refund"], by=company.colleague)
    assert "apology" in case.demands
    assert "refund" not in case.demands


def test_needs_are_corrected_beside_the_case(company: Any, owned_case: Case) -> None:
    needs = owned_case.reading.data["needs"]
    wanted = "respect" if "respect" not in needs else "control"
    change_labels(case_id=owned_case.pk, field="needs", add=[wanted], drop=needs, by=company.handler)
    verdicts = verdicts_on(owned_case.reading)
    assert standing(owned_case.reading, "needs", verdicts) == [wanted]


def test_a_fact_is_put_right_or_said_to_be_none(company: Any, owned_case: Case) -> None:
    facts = owned_case.reading.data["facts"]
    first = facts[0]
    change = {"kind": first["kind"], "value": "2026-06-19", "unit": None}
    correct_fact(case_id=owned_case.pk, place=place(first), change=change, by=company.handler)
    verdicts = verdicts_on(owned_case.reading)
    assert standing(owned_case.reading, "facts", verdicts)[0]["value"] == "2026-06-19"
    correct_fact(case_id=owned_case.pk, place=place(first), change=None, by=company.handler)
    verdicts = verdicts_on(owned_case.reading)
    assert standing(owned_case.reading, "facts", verdicts) == facts[1:]
    owned_case.reading.refresh_from_db()
    assert owned_case.reading.data["facts"] == facts
    with pytest.raises(Conflict):
        correct_fact(case_id=owned_case.pk, place=place(first), change=None, by=company.colleague)


@pytest.mark.parametrize(
    "change",
    [{"kind": "mood"}, {"value": ""}, {"value": "9" * 201}, {"start": -1}, {"unit": 3}, {"more": 1}],
)
def test_a_fact_that_cannot_be_one_is_refused(
    company: Any, owned_case: Case, change: dict[str, object]
) -> None:
    first = owned_case.reading.data["facts"][0]
    with pytest.raises(Invalid):
        correct_fact(case_id=owned_case.pk, place=place(first), change=change, by=company.handler)
    assert not Correction.objects.exists()


def test_who_judges_what_somebody_else_changed_meanwhile_is_told_by_whom(
    company: Any, owned_case: Case
) -> None:
    seen = owned_case.emotion
    changed = other(owned_case)
    correct_reading(case_id=owned_case.pk, field="emotion", value=changed, was=seen, by=company.handler)
    with pytest.raises(Conflict) as refusal:
        correct_reading(
            case_id=owned_case.pk, field="emotion", value="confused", was=seen, by=company.colleague
        )
    assert company.handler.display_name in str(refusal.value.message)
    with pytest.raises(Conflict):
        confirm_reading(
            case_id=owned_case.pk, fields=["emotion"], was={"emotion": seen}, by=company.colleague
        )
    assert len(said("emotion")) == 1


def test_the_order_of_several_labels_is_no_change(company: Any, owned_case: Case) -> None:
    change_labels(case_id=owned_case.pk, field="demands", add=["apology", "refund"], by=company.handler)
    value = list(reversed(Case.objects.get(pk=owned_case.pk).demands))
    correct_reading(case_id=owned_case.pk, field="demands", value=value, was=value, by=company.colleague)
    assert said("demands")[-1][2] is True


@pytest.mark.parametrize("field", ["emotion", "owner", "", "facts"])
def test_only_lists_of_labels_take_additions(company: Any, owned_case: Case, field: str) -> None:
    with pytest.raises(Invalid):
        change_labels(case_id=owned_case.pk, field=field, add=["calm"], by=company.handler)


@pytest.mark.parametrize("fields", [["owner"], ["emotion", ""]])
def test_only_what_was_read_can_be_found_right(company: Any, owned_case: Case, fields: list[str]) -> None:
    with pytest.raises(Invalid):
        confirm_reading(case_id=owned_case.pk, fields=fields, by=company.handler)
    assert not Correction.objects.exists()


def test_what_was_not_read_yet_cannot_be_judged(company: Any, registered_case: Case) -> None:
    with pytest.raises(WrongState):
        confirm_reading(case_id=registered_case.pk, by=company.handler)


def test_the_reason_is_kept_and_stands_in_the_trail(company: Any, owned_case: Case) -> None:
    correct_reading(
        case_id=owned_case.pk,
        field="severity",
        value="critical",
        reason="孩子\u202e住院了",
        by=company.handler,
    )
    assert Correction.objects.get().reason == "孩子住院了"
    entry = AuditEntry.objects.filter(chain=owned_case.chain, action="case.reading_corrected").get()
    assert entry.reason == "孩子住院了"


def test_what_tells_who_somebody_is_does_not_go_into_the_trail(
    company: Any, register: Callable[..., Case]
) -> None:
    from amends.casework.cases.actions import read_case

    case = register("我的手机13800138000，锅坏了，花了268元，退款！")
    read_case(case_id=case.pk, by=company.house)
    confirm_reading(case_id=case.pk, by=company.handler)
    entry = AuditEntry.objects.filter(chain=case.chain, action="case.reading_confirmed").get()
    assert "13800138000" not in entry.body
    assert "268" in entry.body


def test_a_corrected_category_finds_the_waiting_case_its_handler(
    company: Any, registered_case: Case, run_jobs: Callable[[], int]
) -> None:
    from amends.casework.cases.actions import read_case
    from amends.foundation.organisation.models import Member

    Member.objects.update(presence="away")
    read_case(case_id=registered_case.pk, by=company.house)
    run_jobs()
    assert Case.objects.get(pk=registered_case.pk).owner is None
    Member.objects.filter(username="colleague").update(presence="present", skills=["privacy"])
    correct_reading(case_id=registered_case.pk, field="category", value="privacy", by=company.lead)
    run_jobs()
    assert Case.objects.get(pk=registered_case.pk).owner == company.colleague


def test_a_fact_that_was_missed_is_taken_down_with_the_words_it_stands_in(
    company: Any, owned_case: Case
) -> None:
    add_fact(case_id=owned_case.pk, words="没人管", kind="staff", value="客服", by=company.handler)
    assert owned_case.reading is not None
    facts = Correction.objects.filter(reading=owned_case.reading, field="facts").latest("id").now
    found = next(one for one in facts if one["kind"] == "staff")
    body = owned_case.messages.get().body
    assert body[found["start"] : found["end"]] == "没人管"
    assert found["value"] == "客服"
    with pytest.raises(Conflict):
        add_fact(case_id=owned_case.pk, words="没人管", kind="staff", value="", by=company.handler)


@pytest.mark.parametrize(("words", "kind"), [("没有写过", "staff"), ("", "staff"), ("没人管", "weather")])
def test_a_fact_stands_in_the_text_and_is_of_a_known_kind(
    company: Any, owned_case: Case, words: str, kind: str
) -> None:
    with pytest.raises(Invalid):
        add_fact(case_id=owned_case.pk, words=words, kind=kind, value="", by=company.handler)


@pytest.mark.parametrize(("field", "missed"), [("category_all", "privacy"), ("motive_all", "revenge")])
def test_all_categories_and_all_motives_are_judged_like_demands(
    company: Any, owned_case: Case, field: str, missed: str
) -> None:
    change_labels(case_id=owned_case.pk, field=field, add=[missed], by=company.handler)
    last = Correction.objects.filter(field=field).latest("id")
    assert missed in last.now
    confirm_reading(case_id=owned_case.pk, fields=[field], by=company.handler)
    assert Correction.objects.filter(field=field).latest("id").right
