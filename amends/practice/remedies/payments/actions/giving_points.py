"""Points are given, used, taken back, and run out; no account falls below nothing."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked
from amends.casework.cases.text import kept_key
from amends.casework.customers.models import Customer
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.payments.actions.beats import because, case_for, told, words
from amends.practice.remedies.payments.choices import EntryKind
from amends.practice.remedies.payments.events import PointsGiven, PointsTakenBack
from amends.practice.remedies.payments.models import PointsAccount, PointsEntry
from amends.practice.remedies.payments.permissions import ensure_may_redeem, may_pay
from amends.practice.remedies.payments.rules.lots import shares

MOST_POINTS = 10_000_000


@transaction.atomic
def give_points(
    *,
    customer_id: int,
    case_id: int,
    points: int,
    reference: str,
    by: Member,
    expires_on: date | None = None,
) -> PointsEntry:
    """Gives points for a case; for a reference that has some already, that entry is given back.

    Without `expires_on` they last as long as the house lets points last.
    """
    case, customer = case_for(case_id, customer_id, by=by)
    given = PointsEntry.objects.filter(kind=EntryKind.GIVEN, reference=reference)
    if reference and (known := given.first()):
        return known
    ensure_some(points)
    account = account_of(customer)
    entry = PointsEntry.objects.create(
        account=account,
        kind=EntryKind.GIVEN,
        points=points,
        left=points,
        case=case,
        reference=reference,
        expires_on=expires_on or last_day(),
        by=by,
        at=clock.now(),
    )
    move(account, points)
    told(case, "points.given", by=by, points=points, entry=entry.pk)
    publish(PointsGiven(entry.pk, case.pk, reference, points))
    return entry


@transaction.atomic
def take_points_back(*, entry_id: int, reason: str, by: Member, points: int | None = None) -> PointsEntry:
    """Takes back what is left of points that were given, or a part of it; what was used meanwhile stays used.

    Gives back the new entry. Refuses when nothing is left, so that nobody believes that something came back.
    """
    entry = PointsEntry.objects.filter(pk=entry_id, kind=EntryKind.GIVEN).select_related("case").first()
    if entry is None:
        raise NotFound(_("There are no such points."))
    if not may_pay(by):
        locked(entry.case_id or 0, by=by)
    why = because(reason)
    account = locked_account(entry.account_id)
    entry.refresh_from_db(fields=["left"])
    wanted = entry.left if points is None else points
    if wanted < 1 or wanted > entry.left:
        raise WrongState(
            _("Only %(left)s of these points are left; the others are used, expired or taken back already.")
            % {"left": entry.left},
            code="not_enough_points",
        )
    made = take(account, entry, wanted, EntryKind.TAKEN_BACK, by=by, note=why)
    if entry.case:
        told(entry.case, "points.taken_back", by=by, why=why, points=wanted, entry=entry.pk)
        publish(PointsTakenBack(made.pk, entry.case.pk, entry.reference, wanted))
    return made


@transaction.atomic
def use_points(
    *, customer_id: int, points: int, place: str, by: Member, idempotency_key: str | None = None
) -> list[PointsEntry]:
    """The customer spends points, those first that expire first; the same key of the same member is the same use."""
    ensure_may_redeem(by)
    ensure_some(points)
    where = words(place, limit=80)
    if not where:
        raise Invalid(_("Say where the points are used: the branch, the till or the shop."), field="place")
    customer = Customer.objects.filter(pk=customer_id).first()
    account = PointsAccount.objects.filter(customer=customer.root_id).first() if customer else None
    if account is None:
        raise NotFound(_("This customer has no points."))
    account = locked_account(account.pk)
    key = kept_key(idempotency_key)
    if key and (known := PointsEntry.objects.filter(by=by, idempotency_key=key).first()):
        return used_before(known, account, points)
    lots = usable(account)
    if sum(lot.left for lot in lots) < points:
        raise WrongState(
            _("Only %(left)s points are there.") % {"left": sum(lot.left for lot in lots)},
            code="not_enough_points",
        )
    by_id = {lot.pk: lot for lot in lots}
    parts = shares(((lot.pk, lot.left) for lot in lots), points)
    # All at one moment: that is how the parts of one use are found again.
    with clock.at(clock.now()):
        made = [
            take(account, by_id[part.entry_id], part.points, EntryKind.USED, by=by, note=where)
            for part in parts
        ]
    made[0].idempotency_key = key
    made[0].save(update_fields=["idempotency_key"])
    record(chain="house", action="points.used", by=by, data={"account": account.pk, "points": points})
    return made


def used_before(known: PointsEntry, account: PointsAccount, points: int) -> list[PointsEntry]:
    """Everything that was taken in the same moment."""
    rows = PointsEntry.objects.filter(account=account, kind=EntryKind.USED, at=known.at, by=known.by_id)
    made = list(rows.order_by("pk"))
    if known.account_id != account.pk or -sum(one.points for one in made) != points:
        raise Conflict(_("This key was used for something else already. Use a new one."), code="key_used")
    return made


def expire_points() -> int:
    """Lets points go whose last day is past; how many entries there were."""
    today = clock.today()
    over = PointsEntry.objects.filter(left__gt=0, expires_on__lt=today).values_list("pk", flat=True)
    house = house_member()
    return sum(expire_entry(entry_id=entry_id, by=house) for entry_id in list(over[:1000]))


@transaction.atomic
def expire_entry(*, entry_id: int, by: Member) -> bool:
    entry = PointsEntry.objects.select_related("case").get(pk=entry_id)
    account = locked_account(entry.account_id)
    entry.refresh_from_db(fields=["left"])
    if not entry.left:
        return False
    gone = entry.left
    take(account, entry, gone, EntryKind.EXPIRED, by=by)
    if entry.case:
        told(entry.case, "points.expired", by=by, points=gone, entry=entry.pk)
    return True


def usable(account: PointsAccount) -> list[PointsEntry]:
    """What may be used today, what expires first on top."""
    today = clock.today()
    lots = list(account.entries.filter(left__gt=0).order_by("pk"))
    lots = [lot for lot in lots if lot.expires_on is None or lot.expires_on >= today]
    return sorted(lots, key=lambda lot: (lot.expires_on or date.max, lot.pk))


def take(
    account: PointsAccount, lot: PointsEntry, points: int, kind: EntryKind, *, by: Member, note: str = ""
) -> PointsEntry:
    lot.left -= points
    lot.save(update_fields=["left"])
    move(account, -points)
    return PointsEntry.objects.create(
        account=account,
        kind=kind,
        points=-points,
        case_id=lot.case_id,
        given=lot,
        reference=lot.reference,
        note=note,
        by=by,
        at=clock.now(),
    )


def move(account: PointsAccount, points: int) -> None:
    account.balance += points
    account.save(update_fields=["balance"])


def account_of(customer: Customer) -> PointsAccount:
    """The account of the record that stands for the person, locked."""
    PointsAccount.objects.bulk_create([PointsAccount(customer_id=customer.root_id)], ignore_conflicts=True)
    return PointsAccount.objects.select_for_update().get(customer=customer.root_id)


def locked_account(account_id: int) -> PointsAccount:
    return PointsAccount.objects.select_for_update().get(pk=account_id)


def ensure_some(points: int) -> None:
    if not 0 < points <= MOST_POINTS:
        raise Invalid(_("Enter a number of points between 1 and ten million."), field="points")


def last_day() -> date | None:
    days = settings.POINTS_VALID_DAYS
    return clock.today() + timedelta(days=days) if days > 0 else None
