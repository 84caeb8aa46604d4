"""Who has to do with a complaint besides the customer, and what they may be told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.queries.parties import addressee_of, parties_of
from amends.casework.cases.vault import Kept, keep
from amends.foundation.audit.models import AuditEntry
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


@pytest.fixture
def kept(files: Path) -> Kept:
    return keep("委托书.txt", io.BytesIO("委托".encode()), 6, anything=True)


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


def test_a_document_that_is_brought_becomes_a_file_of_the_case_and_may_come_later(
    company: Any, owned_case: Case, kept: Kept
) -> None:
    party = actions.add_party(
        case_id=owned_case.pk, kind="representative", name="女儿", by=company.handler, brought=kept
    )
    assert party.document is not None
    assert (party.document.case, party.document.name) == (owned_case, "委托书.txt")
    owned_case.refresh_from_db()
    before = owned_case.version
    later = actions.add_party(case_id=owned_case.pk, kind="representative", name="律师", by=company.handler)
    with pytest.raises(Invalid):
        actions.document_party(party_id=later.pk, may_know="all", by=company.handler)
    # The same bytes again are the same file.
    later = actions.document_party(party_id=later.pk, may_know="all", brought=kept, by=company.handler)
    assert later.document == party.document
    assert actions.address_party(party_id=later.pk, by=company.handler).addressed
    # Whoever may not be told everything any more is not spoken to either.
    less = actions.document_party(party_id=later.pk, may_know="course", brought=kept, by=company.handler)
    assert not less.addressed
    owned_case.refresh_from_db()
    assert owned_case.version > before


def test_a_witness_with_a_document_is_not_told_everything_either(
    company: Any, owned_case: Case, kept: Kept
) -> None:
    witness = actions.add_party(case_id=owned_case.pk, kind="witness", name="邻座", by=company.handler)
    with pytest.raises(Invalid):
        actions.document_party(party_id=witness.pk, may_know="all", brought=kept, by=company.handler)
    assert not Attachment.objects.exists()


def test_how_somebody_is_reached_is_shown_on_record(company: Any, owned_case: Case) -> None:
    party = actions.add_party(
        case_id=owned_case.pk, kind="witness", name="邻座", phone="13800138000", by=company.handler
    )
    assert actions.show_party(party_id=party.pk, by=company.handler).phone == "13800138000"
    entry = AuditEntry.objects.get(chain=owned_case.chain, action="party.shown")
    assert entry.actor_id == company.handler.pk
    assert "13800138000" not in str(entry.data)
    for name, refusal in (("trainer", NotPermitted), ("west_handler", NotFound)):
        with pytest.raises(refusal):
            actions.show_party(party_id=party.pk, by=company.members[name])
