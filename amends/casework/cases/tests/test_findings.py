"""What was found of each point, with its evidence."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions import add_evidence, close_case, drop_evidence, judge_point
from amends.casework.cases.models import Attachment, Case, PointEvidence
from amends.casework.cases.rules import proposed_outcome
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState


def judge(company: Any, case: Case, **given: Any) -> Any:
    point = case.grievances.all()[0]
    act = {"finding": "upheld", "reason": "监控里看得到", "by": company.handler, **given}
    return judge_point(case_id=case.pk, point_id=point.pk, **act)


def test_a_point_gets_its_finding_with_reason_cause_responsibility_and_remedy(
    company: Any, owned_case: Case
) -> None:
    point = judge(company, owned_case, cause="QA-SUP", responsible="product", remedy="退款 300 元")
    point.refresh_from_db()
    assert (point.finding, point.cause, point.responsible, point.remedy) == (
        "upheld",
        "QA-SUP",
        "product",
        "退款 300 元",
    )
    assert point.found_by == company.handler
    entry = entries_of(owned_case.chain).last()
    assert entry is not None
    assert (entry.action, entry.reason, entry.data["after"]) == ("point.judged", "监控里看得到", "upheld")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"finding": "fine"}, "finding"),
        ({"reason": " "}, "reason"),
        ({"cause": "QA-01"}, "cause"),
        ({"responsible": "weather"}, "responsible"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field(
    company: Any, owned_case: Case, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        judge(company, owned_case, **given)
    assert refusal.value.field == field


@pytest.mark.parametrize(("who", "refusal"), [("east_handler", NotFound), ("trainer", NotPermitted)])
def test_other_teams_and_roles_find_nothing(
    company: Any, owned_case: Case, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        judge(company, owned_case, by=company.members[who])


def test_a_closed_case_is_judged_no_more(company: Any, owned_case: Case) -> None:
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    with pytest.raises(WrongState):
        judge(company, owned_case)


def test_evidence_is_a_file_of_the_case_or_a_passage_that_stands_in_it(
    company: Any, owned_case: Case, register: Any
) -> None:
    point = owned_case.grievances.all()[0]
    file = Attachment.objects.create(
        case=owned_case,
        name="锅.jpg",
        content_type="image/jpeg",
        size=3,
        sha256="a" * 64,
        added_at=clock.now(),
    )
    act = {"case_id": owned_case.pk, "point_id": point.pk, "by": company.handler}
    add_evidence(attachment_id=file.pk, **act)
    found = add_evidence(passage="第三次用就冒烟了", **act)
    assert found.message == owned_case.messages.get()
    with pytest.raises(Invalid):
        add_evidence(passage="没有说过的话", **act)
    for again in ({"attachment_id": file.pk}, {"passage": "第三次用就冒烟了"}):
        with pytest.raises(Invalid):
            add_evidence(**again, **act)
    elsewhere = Attachment.objects.create(
        case=register("另一件事"),
        name="别的.jpg",
        content_type="image/jpeg",
        size=3,
        sha256="b" * 64,
        added_at=clock.now(),
    )
    with pytest.raises(NotFound):
        add_evidence(attachment_id=elsewhere.pk, **act)
    drop_evidence(case_id=owned_case.pk, evidence_id=found.pk, by=company.handler)
    assert [one.attachment for one in PointEvidence.objects.all()] == [file]
    assert [entry.action for entry in entries_of(owned_case.chain)][-3:] == [
        "point.evidence_added",
        "point.evidence_added",
        "point.evidence_dropped",
    ]


@pytest.mark.parametrize(
    ("findings", "goodwill", "outcome"),
    [
        ([], False, ""),
        (["upheld", ""], False, ""),
        (["upheld", "upheld"], False, "UPH"),
        (["upheld", "not_upheld"], False, "PUP"),
        (["partly"], False, "PUP"),
        (["not_upheld", "unclear"], False, "NUP"),
        (["not_upheld"], True, "NUG"),
        (["unclear"], False, "INV"),
    ],
)
def test_the_outcome_is_proposed_from_the_findings(findings: list[str], goodwill: bool, outcome: str) -> None:
    assert proposed_outcome(findings, goodwill=goodwill) == outcome
