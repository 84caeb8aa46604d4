"""Keeping an eye on a case, putting it aside for a while, and saying that one has it open."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down
from amends.casework.cases.actions.telling import tell
from amends.casework.cases.models import Case, Snooze, Viewer, Watch
from amends.casework.cases.permissions import ensure_may_work, visible_to
from amends.casework.cases.queries.attention import snooze_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.models import Member

LONGEST_SNOOZE = timedelta(days=90)
FORGOTTEN_AFTER, AT_ONCE = timedelta(minutes=5), 200


@transaction.atomic
def watch_case(*, case_id: int, by: Member) -> Watch:
    """From now on somebody is told what happens in a case; twice is as good as once."""
    case = locked(case_id, by=by, helping=True)
    watch, made = Watch.objects.get_or_create(case=case, member=by, defaults={"since": clock.now()})
    if made:
        note_down(case, "case.watched", by=by)
    return watch


@transaction.atomic
def unwatch_case(*, case_id: int, by: Member) -> None:
    case = locked(case_id, by=by, helping=True)
    if Watch.objects.filter(case=case, member=by).delete()[0]:
        note_down(case, "case.unwatched", by=by)


@transaction.atomic
def snooze_case(*, case_id: int, by: Member, until: datetime | None = None) -> Snooze:
    """Puts a case aside until a moment, or until the customer writes; no clock stops for it."""
    case = locked(case_id, by=by, helping=True)
    ensure_open(case)
    now = clock.now()
    if until is not None and not now < until <= now + LONGEST_SNOOZE:
        raise Invalid(_("Choose a time to come, within 90 days."), field="until")
    Snooze.objects.filter(case=case, member=by, ended_at=None).update(ended_at=now)
    snooze = Snooze.objects.create(case=case, member=by, made_at=now, until=until)
    note_down(case, "case.snoozed", by=by, data={"until": until})
    return snooze


@transaction.atomic
def wake_case(*, case_id: int, by: Member) -> None:
    """Somebody wants a case back before its time."""
    case = locked(case_id, by=by, helping=True)
    snooze = snooze_of(case, by)
    if snooze is None:
        raise WrongState(_("You have not put this case aside, or it has come back already."))
    snooze.ended_at = clock.now()
    snooze.save(update_fields=["ended_at"])
    note_down(case, "case.woken", by=by)


def wake_sleepers() -> None:
    """Brings back what was put aside until now."""
    due = Snooze.objects.filter(ended_at=None, until__lte=clock.now()).order_by("until")
    for snooze in due.select_related("case")[:AT_ONCE]:
        _wake(snooze, "time")


def wake_with_the_customer(case_id: int) -> None:
    """The customer wrote: it comes back to everybody who had put it aside."""
    for snooze in Snooze.objects.filter(case=case_id, ended_at=None).select_related("case"):
        _wake(snooze, "customer")


def _wake(snooze: Snooze, why: str) -> None:
    with transaction.atomic():
        rows = Snooze.objects.filter(pk=snooze.pk, ended_at=None)
        if rows.update(ended_at=clock.now()):
            tell(snooze.case, NoticeKind.SNOOZED, f"snooze:{snooze.pk}", [snooze.member_id], {"what": why})


@transaction.atomic
def say_present(*, case_id: int, by: Member, typing: bool = False) -> None:
    """Somebody has a case open, or types in it. It locks nothing and stands in no trail; rows of the past go."""
    ensure_may_work(by)
    if not Case.objects.order_by().filter(visible_to(by), pk=case_id).exists():
        raise NotFound(_("This case does not exist, or it belongs to another team."))
    now = clock.now()
    typed = {"typed_at": now} if typing else {}
    Viewer.objects.update_or_create(case_id=case_id, member=by, defaults={"seen_at": now, **typed})
    Viewer.objects.filter(Q(seen_at__lt=now - FORGOTTEN_AFTER)).delete()


@transaction.atomic
def say_gone(*, case_id: int, by: Member) -> None:
    Viewer.objects.filter(case=case_id, member=by).delete()
