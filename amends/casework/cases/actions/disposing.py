"""What has been kept long enough: listed, confirmed by a second person, and only then are the bytes deleted."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import note_down
from amends.casework.cases.choices import DisposalState, Entrance, Touched
from amends.casework.cases.models import Attachment, Disposal, DisposalItem, Touch
from amends.casework.cases.permissions import ensure_house, ensure_may_dispose
from amends.casework.cases.queries.evidence import out_of_time, time_over, under_hold
from amends.casework.cases.queries.keeping import house_rules, rule_words
from amends.casework.cases.vault import previews
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, NotPermitted, WrongState
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.kernel.shelf import remove
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

CARRY_OUT = "amends.casework.cases.actions.disposing.go_on_with"
AT_ONCE = 200


@transaction.atomic
def list_disposal(*, places: Collection[str], by: Member) -> Disposal:
    """Lists the files whose time is over by the laws where the house works and its own terms of today; nothing is deleted yet."""
    ensure_may_dispose(by)
    today = clock.today()
    over = out_of_time(house_rules(places, today), today)
    if not over:
        raise WrongState(_("Nothing has been kept longer than it must be."))
    disposal = Disposal.objects.create(asked_by=by, asked_at=clock.now(), places=sorted(places))
    DisposalItem.objects.bulk_create(
        DisposalItem(disposal=disposal, attachment=file, rule=rule.code, kept_until=until)
        for file, rule, until in over
    )
    record(chain="house", action="disposal.listed", by=by, data={"list": disposal.pk, "files": len(over)})
    return disposal


@transaction.atomic
def decide_disposal(*, disposal_id: int, confirm: bool, by: Member) -> Disposal:
    """The second person's word; confirmed, the house deletes by and by."""
    ensure_may_dispose(by)
    disposal = Disposal.objects.select_for_update().filter(pk=disposal_id).first()
    if disposal is None:
        raise NotFound(_("There is no such list."))
    if disposal.state != DisposalState.ASKED:
        raise WrongState(_("Somebody has decided this already."))
    if disposal.asked_by_id == by.pk:
        raise NotPermitted(_("You made this list; somebody else decides on it."))
    disposal.state = DisposalState.CONFIRMED if confirm else DisposalState.DECLINED
    disposal.decided_by, disposal.decided_at = by, clock.now()
    disposal.save(update_fields=["state", "decided_by", "decided_at"])
    action = "disposal.confirmed" if confirm else "disposal.declined"
    record(chain="house", action=action, by=by, data={"list": disposal.pk})
    if confirm:
        enqueue(CARRY_OUT, {"disposal_id": disposal.pk}, unique_key=f"disposal:{disposal.pk}")
    return disposal


def go_on_with(disposal_id: int) -> None:
    """Deletes a part of a confirmed list and asks for the next; whatever stopped it, it goes on where it was."""
    carry_out_disposal(disposal_id=disposal_id, by=house_member())


def carry_out_disposal(*, disposal_id: int, by: Member) -> int:
    ensure_house(by)
    open_items = DisposalItem.objects.filter(
        disposal=disposal_id, disposal__state=DisposalState.CONFIRMED, deleted_at=None, spared=""
    )
    items = list(
        open_items.select_related("attachment__case", "disposal__decided_by").order_by("id")[:AT_ONCE]
    )
    for item in items:
        delete_bytes(item, by)
    if open_items.exists():
        enqueue(CARRY_OUT, {"disposal_id": disposal_id}, unique_key=f"disposal:{disposal_id}")
    else:
        Disposal.objects.filter(pk=disposal_id, state=DisposalState.CONFIRMED).update(
            state=DisposalState.DONE, done_at=clock.now()
        )
    return len(items)


def delete_bytes(item: DisposalItem, by: Member) -> None:
    """The row, its hash and its touches stay for ever; the bytes go once nobody else needs them."""
    with transaction.atomic():
        file = (
            Attachment.objects.select_for_update(of=("self",))
            .select_related("case")
            .get(pk=item.attachment_id)
        )
        if why := spared(file, item.disposal.places):
            item.spared = why
            item.save(update_fields=["spared"])
            return
        now = clock.now()
        file.gone_at = now
        file.gone_note = _("Rule %(rule)s, kept until %(until)s") % {
            "rule": rule_words(item.rule),
            "until": item.kept_until.isoformat(),
        }
        file.save(update_fields=["gone_at", "gone_note"])
        item.deleted_at = now
        item.save(update_fields=["deleted_at"])
        Touch.objects.create(
            case=file.case,
            attachment=file,
            what=Touched.DELETED,
            by=by,
            door=Entrance.HOUSE,
            at=now,
            words=file.gone_note,
        )
        note_down(
            file.case,
            "evidence.deleted",
            by=by,
            data={"file": file.name, "sha256": file.sha256, "rule": item.rule},
        )
    # Only once it is certain that the row says so: bytes without a row do no harm, a row without bytes would.
    if not Attachment.objects.there().filter(sha256=file.sha256).exists():
        remove(file.sha256)
        previews.forget(file.sha256)


def spared(file: Attachment, places: Collection[str]) -> str:
    """Why a file stays after all: between the list and now a hold was set, or the case was opened again."""
    if file.gone_at is not None:
        return _("It is gone already.")
    if under_hold(file.case):
        return _("The case is under legal hold.")
    today = clock.today()
    if file.case.is_open or time_over(file.case, house_rules(places, today), today) is None:
        return _("The case is open again, or its time is not over any more.")
    return ""
