"""Those who have to do with a complaint besides the customer: entered, addressed, and let go."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.attaching import keep_files
from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.choices import MayKnow, PartyKind
from amends.casework.cases.models import Attachment, Case, Party
from amends.casework.cases.text import cleaned, required
from amends.casework.cases.vault import Kept
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.models import Member


@transaction.atomic
def add_party(
    *,
    case_id: int,
    kind: str,
    name: str,
    by: Member,
    phone: str = "",
    email: str = "",
    role: str = "",
    may_know: str = MayKnow.NOTHING,
    document: Attachment | None = None,
    brought: Kept | None = None,
) -> Party:
    """Enters somebody; whoever speaks for the customer needs a document that says so before they are told everything.

    The document is a file of the case, or one `brought` with them, which becomes one.
    """
    if kind not in PartyKind.values or may_know not in MayKnow.values:
        raise Invalid(_("Choose among what is offered."), field="kind")
    words = required(name, limit=80, field="name")
    case = locked(case_id, by=by)
    ensure_may_know(may_know, kind, has_document=bool(document or brought))
    document = document_of(case, document, brought, by=by)
    party = Party.objects.create(
        case=case,
        kind=kind,
        name=words,
        phone=cleaned(phone)[:40],
        email=mail_in(email),
        role=cleaned(role)[:120],
        may_know=may_know,
        document=document,
        added_by=by,
        added_at=clock.now(),
    )
    save(case)
    note_down(case, "party.added", by=by, data={"kind": kind, "party": party.pk, "may_know": may_know})
    return party


@transaction.atomic
def document_party(
    *,
    party_id: int,
    may_know: str,
    by: Member,
    document: Attachment | None = None,
    brought: Kept | None = None,
) -> Party:
    """The document came later: from now on it stands with the person, who may be told as much as it allows."""
    party = locked_party(party_id, by=by)
    if may_know not in MayKnow.values:
        raise Invalid(_("Choose among what is offered."), field="may_know")
    if document is None and brought is None:
        raise Invalid(_("Choose a file first."), field="document")
    ensure_may_know(may_know, party.kind, has_document=True)
    party.document = document_of(party.case, document, brought, by=by)
    party.may_know = may_know
    party.addressed = party.addressed and may_know == MayKnow.ALL
    party.save(update_fields=["document", "may_know", "addressed"])
    save(party.case)
    data = {"party": party.pk, "kind": party.kind, "may_know": may_know, "file": str(party.document)}
    note_down(party.case, "party.documented", by=by, data=data)
    return party


@transaction.atomic
def show_party(*, party_id: int, by: Member) -> Party:
    """How somebody is reached in full, for whoever needs it now; that it was looked at is on record."""
    party = locked_party(party_id, by=by)
    note_down(party.case, "party.shown", by=by, data={"party": party.pk, "kind": party.kind})
    return party


@transaction.atomic
def address_party(*, party_id: int, by: Member, addressed: bool = True) -> Party:
    """From now on letters speak to whoever represents the customer, or to the customer again."""
    party = locked_party(party_id, by=by)
    if addressed and (
        party.kind != PartyKind.REPRESENTATIVE or party.document_id is None or party.may_know != MayKnow.ALL
    ):
        raise WrongState(
            _("Letters speak to somebody only with a document that says so, and who may be told everything.")
        )
    Party.objects.filter(case=party.case, addressed=True, ended_at=None).update(addressed=False)
    party.addressed = addressed
    party.save(update_fields=["addressed"])
    save(party.case)
    action = "party.addressed" if addressed else "party.not_addressed"
    note_down(party.case, action, by=by, data={"party": party.pk})
    return party


@transaction.atomic
def end_party(*, party_id: int, by: Member) -> Party:
    """Somebody has nothing to do with the case any more; the record of them stays."""
    party = locked_party(party_id, by=by)
    party.ended_at, party.addressed = clock.now(), False
    party.save(update_fields=["ended_at", "addressed"])
    save(party.case)
    note_down(party.case, "party.ended", by=by, data={"party": party.pk, "kind": party.kind})
    return party


def locked_party(party_id: int, *, by: Member) -> Party:
    case_id = Party.objects.filter(pk=party_id).values_list("case", flat=True).first() or 0
    case: Case = locked(case_id, by=by)
    party = Party.objects.select_for_update().get(pk=party_id)
    if party.ended_at is not None:
        raise NotFound(_("This person is not involved any more. Reload the page."))
    party.case = case
    return party


def ensure_may_know(may_know: str, kind: str, *, has_document: bool) -> None:
    if may_know == MayKnow.ALL and (kind != PartyKind.REPRESENTATIVE or not has_document):
        raise Invalid(
            _(
                "Only somebody who speaks for the customer, with a document that says so, may be told everything. Add the document, or choose less."
            ),
            field="may_know",
        )


def document_of(
    case: Case, document: Attachment | None, brought: Kept | None, *, by: Member
) -> Attachment | None:
    """The file of the case that was chosen, or the one that was brought and lies in its vault now."""
    if brought is not None:
        (kept,) = keep_files(case_id=case.pk, files=[brought], by=by).files
        # Keeping it wrote the case anew; what is saved of it from here on must not undo that.
        case.refresh_from_db(fields=["version", "touched_at"])
        return kept
    if document is not None and document.case_id != case.pk:
        raise Invalid(_("This document belongs to another case."), field="document")
    return document


def mail_in(email: str) -> str:
    words = cleaned(email)
    if not words:
        return ""
    try:
        validate_email(words)
    except ValidationError as error:
        raise Invalid(_("This is no e-mail address."), field="email") from error
    return words[:254]
