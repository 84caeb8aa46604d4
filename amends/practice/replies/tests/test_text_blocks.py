"""Text blocks: kept by those who lead a team, filled from the case, refused where a place stays empty."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.knowledge.actions import add_clause, change_clause, switch_clause
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.choices import Doubt
from amends.casework.knowledge.models import Clause
from amends.casework.knowledge.queries import Standing, standings_of
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted
from amends.foundation.notices.models import Notice
from amends.practice.replies.actions import add_block, change_block, retire_block
from amends.practice.replies.actions.telling import tell_keepers
from amends.practice.replies.drafting.blocks import Unfilled, filled, unknown_in
from amends.practice.replies.models import TextBlock


def block(company: Any, by: Any = None, **changes: Any) -> TextBlock:
    given = {
        "department_id": company.care.pk,
        "language": "zh-Hans",
        "title": "开头",
        "body": "{customer}，您好：我是{owner}。",
        "by": by or company.lead,
    }
    return add_block(**{**given, **changes})


@pytest.mark.parametrize(
    ("body", "unknown"),
    [
        ("{customer}您好", []),
        ("{ customer }您好", []),
        ("{密码}", ["密码"]),
        ("{customer.password}", ["customer.password"]),
        ("没有合上的 {customer", ["{"]),
        ("{0}{}", ["0", ""]),
    ],
)
def test_places_that_nothing_fills_are_found(body: str, unknown: list[str]) -> None:
    assert unknown_in(body) == unknown


def test_values_are_words_and_never_places_again() -> None:
    assert filled("{customer}：{case}", {"customer": "{case}", "case": "A26-000001"}) == "{case}：A26-000001"


def test_an_empty_place_refuses_the_block() -> None:
    with pytest.raises(Unfilled) as empty:
        filled("订单{order}由{owner}办", {"order": " ", "owner": "李敏"})
    assert empty.value.names == ["order"]


def test_a_block_is_added_changed_and_retired(company: Any) -> None:
    made = block(company)
    changed = change_block(block_id=made.pk, title="问候", body="您好", by=company.lead)
    assert (changed.title, changed.updated_by) == ("问候", company.lead)
    retire_block(block_id=made.pk, by=company.lead)
    with pytest.raises(NotFound):
        change_block(block_id=made.pk, title="问候", body="您好", by=company.lead)
    assert block(company, title="问候").pk != made.pk  # the name is free again


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": "{unknown}"}, "body"),
        ({"body": "  "}, "body"),
        ({"language": "fr"}, "language"),
        ({"department_id": 0}, "department"),
    ],
)
def test_a_block_that_cannot_work_is_refused(company: Any, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        block(company, **wrong)
    assert refusal.value.field == field


def test_one_name_once_in_a_team_and_language(company: Any) -> None:
    block(company)
    with pytest.raises(Invalid, match="同名"):
        block(company)
    assert block(company, language="en").pk


@pytest.mark.parametrize("who", ["handler", "quality", "east_lead"])
def test_handlers_and_leads_of_other_teams_keep_no_blocks_here(company: Any, who: str) -> None:
    with pytest.raises(NotPermitted):
        block(company, by=getattr(company, who))
    made = block(company)
    with pytest.raises(NotPermitted):
        retire_block(block_id=made.pk, by=getattr(company, who))


def said(words: str) -> Said:
    return Said({"zh-Hans": "退货"}, {"zh-Hans": words}, "门店规定第 3 条", "P")


@pytest.fixture
def clause(company: Any) -> Clause:
    return add_clause(code="R7", kind="policy", said=said("七天内可以退。"), by=company.manager)


def standing_of(clause: Clause) -> Standing:
    return standings_of([clause])[clause.pk]


def change(clause: Clause, company: Any) -> None:
    change_clause(clause_id=clause.pk, said=said("十天内可以退。"), why="放宽", by=company.manager)


def test_a_block_rests_on_the_clauses_it_names_until_they_change(company: Any, clause: Clause) -> None:
    made = block(company, body="七天内可以退。[§r7] 运费我们出。[§R7]")
    (basis,) = made.bases.all()
    assert standing_of(clause).doubt(basis.clause_number) is None
    change(clause, company)
    assert standing_of(clause).doubt(made.bases.get().clause_number) == Doubt.CHANGED
    change_block(block_id=made.pk, title=made.title, body=made.body, by=company.lead)
    assert standing_of(clause).doubt(made.bases.get().clause_number) is None
    change_block(block_id=made.pk, title=made.title, body="请直接回复我。", by=company.lead)
    assert not made.bases.exists()


def test_a_clause_that_is_unknown_or_out_of_use_is_refused(company: Any, clause: Clause) -> None:
    with pytest.raises(Invalid):
        block(company, body="可以退。[§NONE]")
    switch_clause(clause_id=clause.pk, on=False, why="待确认", by=company.manager)
    with pytest.raises(Invalid):
        block(company, body="可以退。[§R7]")
    assert not TextBlock.objects.exists()


def test_who_keeps_a_block_is_told_that_its_clause_changed(
    company: Any, clause: Clause, run_jobs: Any
) -> None:
    block(company, body="七天内可以退。[§R7]", by=company.manager)
    block(company, title="别的", body="请直接回复我。", by=company.manager)
    change(clause, company)
    run_jobs()
    tell_keepers(clause.pk, {"happened": "changed", "day": "", "version": "2"})
    told = Notice.objects.filter(data__what="block").values_list("member", "data__block")
    assert sorted(told) == sorted([(company.manager.pk, "开头"), (company.lead.pk, "开头")])
