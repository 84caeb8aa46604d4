"""Two records are one person – and, when that was wrong, two again. Nothing is moved: the record points to the kept one."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from amends.casework.customers.actions.beats import locked, note_down, reason_in, unknown
from amends.casework.customers.choices import Answer
from amends.casework.customers.models import Customer, Merge, PossibleMatch
from amends.casework.customers.permissions import ensure_may_merge
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.organisation.models import Member


@transaction.atomic
def merge_people(*, merged_id: int, kept_id: int, reason: str, by: Member) -> Merge:
    """From now on both are shown as one person. Cases, orders and identities stay with the record they came by."""
    ensure_may_merge(by)
    merged, kept = _locked_pair(merged_id, kept_id, by)
    why = reason_in(reason)
    ensure_can_merge(merged, kept)
    Customer.objects.filter(pk=merged.pk).update(merged_into=kept, person=kept, version=F("version") + 1)
    # Those that were merged into this one before come along.
    Customer.objects.filter(person=merged).update(person=kept, version=F("version") + 1)
    done = Merge.objects.create(merged=merged, kept=kept, by=by, at=clock.now(), reason=why)
    first, second = sorted((merged.pk, kept.pk))
    PossibleMatch.objects.filter(first=first, second=second, answer=Answer.OPEN).update(
        answer=Answer.SAME, decided_by=by, decided_at=clock.now()
    )
    note_down(merged, "customer.merged", by=by, data={"into": kept.pk, "name": str(kept)}, reason=why)
    note_down(kept, "customer.received", by=by, data={"other": merged.pk, "name": str(merged)}, reason=why)
    return done


@transaction.atomic
def undo_merge(*, merge_id: int, reason: str, by: Member) -> Merge:
    """Two people again, with everything that came by either record meanwhile; merges before and after stay as they are."""
    ensure_may_merge(by)
    merge = Merge.objects.filter(pk=merge_id).first()
    if merge is None:
        raise unknown()
    merged, kept = _locked_pair(merge.merged_id, merge.kept_id, by)
    why = reason_in(reason)
    merge.refresh_from_db()
    if merge.undone_at is not None:
        raise WrongState(_("This was undone already."))
    _stand_alone(merged)
    merge.undone_by, merge.undone_at, merge.undone_reason = by, clock.now(), why
    merge.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    note_down(merged, "customer.unmerged", by=by, data={"other": kept.pk, "name": str(kept)}, reason=why)
    note_down(kept, "customer.released", by=by, data={"record": merged.pk, "name": str(merged)}, reason=why)
    return merge


def ensure_can_merge(merged: Customer, kept: Customer) -> None:
    if merged.pk == kept.pk:
        raise Invalid(_("A record cannot be merged into itself."), field="kept")
    if merged.merged_into_id is not None or kept.merged_into_id is not None:
        raise WrongState(_("One of the two is merged already. Merge the record that stands for the person."))
    if merged.kind != kept.kind:
        raise Invalid(
            _("A person and an organisation are not merged. Name the person as its contact instead.")
        )


def _locked_pair(one: int, other: int, by: Member) -> tuple[Customer, Customer]:
    """Both records, always locked in the same order, so that two people who merge crosswise do not wait for ever."""
    found = {customer_id: locked(customer_id, by=by) for customer_id in sorted({one, other})}
    return found[one], found[other]


def _stand_alone(customer: Customer) -> None:
    """Takes a record out of its person, together with the records that were merged into it."""
    family, waiting = [], [customer.pk]
    while waiting:
        waiting = list(Customer.objects.filter(merged_into__in=waiting).values_list("pk", flat=True))
        family.extend(waiting)
    customer.merged_into, customer.person = None, None
    customer.save(update_fields=["merged_into", "person"])
    Customer.objects.filter(pk__in=family).update(person=customer)
    Customer.objects.filter(pk__in=[customer.pk, *family]).update(version=F("version") + 1)
