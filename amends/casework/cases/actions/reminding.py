"""Reminding whoever keeps a promise before it is due, in working time only."""

from __future__ import annotations

from django.db import transaction

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.events import PromiseReminded
from amends.casework.cases.models import Promise
from amends.casework.cases.permissions import ensure_house
from amends.casework.cases.queries import is_working_time
from amends.foundation.kernel import clock
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import hours_of_all, house_member

AT_ONCE = 200


def remind_of_promises() -> None:
    """Runs by itself once a minute; nobody is reminded outside their working time, but when it begins."""
    now = clock.now()
    wanted = Promise.objects.to_remind(at=now).order_by("remind_at").select_related("owner__department")
    due = list(wanted[:AT_ONCE])
    works_by = hours_of_all(one.owner for one in due)
    working = {calendar: is_working_time(now, calendar) for calendar in set(works_by.values())}
    for one in due:
        if working[works_by[one.owner_id]]:
            remind_of_promise(promise_id=one.pk, by=house_member())


@transaction.atomic
def remind_of_promise(*, promise_id: int, by: Member) -> Promise | None:
    """Marks one promise as reminded of, once; open pages of its case notice it."""
    ensure_house(by)
    case_id = Promise.objects.values_list("case_id", flat=True).get(pk=promise_id)
    case = locked(case_id, by=by)
    rows = Promise.objects.to_remind(at=clock.now()).select_for_update(of=("self",)).select_related("owner")
    promise = rows.filter(pk=promise_id).first()
    if promise is None:
        return None
    promise.reminded_at = clock.now()
    promise.save(update_fields=["reminded_at"])
    save(case, by_house=True)
    said = {"promise": promise.text, "due": promise.due_at, "member": str(promise.owner)}
    note_down(case, "promise.reminded", by=by, data=said)
    publish(PromiseReminded(case_id=case.pk, promise_id=promise.pk))
    return promise
