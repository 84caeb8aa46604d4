"""Who has to do with a complaint besides the customer, and what they may be told."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.queries.parties import addressee_of, parties_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState


@pytest.fixture
def paper(owned_case: Case) -> Attachment:
    return Attachment.objects.create(
        case=owned_case,
        name="委托书.pdf",
        content_type="application/pdf",
        size=9,
        sha256="0" * 64,
        added_at=clock.now(),
    )


def test_letters_speak_to_whoever_represents_the_customer_by_a_document(
    company: Any, owned_case: Case, paper: Attachment
) -> None:
    party = actions.add_party(
        case_id=owned_case.pk,
        kind="representative",
        name="张律师",
        may_know="all",
        document=paper,
        by=company.handler,
    )
    assert addressee_of(owned_case) == owned_case.customer.name
    actions.address_party(party_id=party.pk, by=company.handler)
    assert addressee_of(owned_case) == "张律师"
    actions.end_party(party_id=party.pk, by=company.handler)
    assert addressee_of(owned_case) == owned_case.customer.name
    assert parties_of(owned_case) == []
    with pytest.raises(NotFound):
        actions.end_party(party_id=party.pk, by=company.handler)


def test_without_a_document_nobody_is_told_everything(company: Any, owned_case: Case) -> None:
    for kind in ("representative", "witness"):
        with pytest.raises(Invalid):
            actions.add_party(
                case_id=owned_case.pk, kind=kind, name="某人", may_know="all", by=company.handler
            )
    witness = actions.add_party(case_id=owned_case.pk, kind="witness", name="邻座", by=company.handler)
    with pytest.raises(WrongState):
        actions.address_party(party_id=witness.pk, by=company.handler)


@pytest.mark.parametrize(
    "given",
    [
        {"name": " "},
        {"email": "no address"},
        {"kind": "friend"},
        {"may_know": "much"},
    ],
)
def test_what_cannot_be_used_is_refused(company: Any, owned_case: Case, given: dict[str, str]) -> None:
    values = {"kind": "witness", "name": "邻座", **given}
    with pytest.raises(Invalid):
        actions.add_party(case_id=owned_case.pk, by=company.handler, **values)


@pytest.mark.parametrize(("name", "refusal"), [("trainer", NotPermitted), ("west_handler", NotFound)])
def test_only_who_works_on_the_case(
    company: Any, owned_case: Case, name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.add_party(case_id=owned_case.pk, kind="witness", name="某", by=company.members[name])
