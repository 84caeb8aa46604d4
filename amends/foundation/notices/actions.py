"""Telling people what concerns them, and what they do with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.notices.choices import ALWAYS, NoticeKind
from amends.foundation.notices.models import Muted, Notice
from amends.foundation.organisation.models import Member

KEPT_FOR = timedelta(days=90)


@transaction.atomic
def notify(
    *,
    to: Iterable[int],
    kind: NoticeKind,
    origin: str,
    case_id: int,
    number: str,
    data: dict[str, Any] | None = None,
) -> None:
    """Tells these members once, without those who do not want this kind; told again, nothing happens."""
    members = set(to)
    if members and kind not in ALWAYS:
        members -= set(Muted.objects.filter(member__in=members, kind=kind).values_list("member", flat=True))
    now = clock.now()
    Notice.objects.bulk_create(
        (
            Notice(
                member_id=member_id,
                kind=kind,
                origin=origin[:80],
                case_id=case_id,
                number=number,
                data=data or {},
                created_at=now,
            )
            for member_id in sorted(members)
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def mark_seen(*, notice_id: int, by: Member, seen: bool = True) -> Notice:
    """One of somebody's own notices was seen, or is to stand out again."""
    notice = Notice.objects.select_for_update().filter(pk=notice_id, member=by).first()
    if notice is None:
        raise NotFound(_("This notice is gone. Reload the page."))
    notice.seen_at = (notice.seen_at or clock.now()) if seen else None
    notice.save(update_fields=["seen_at"])
    return notice


@transaction.atomic
def mark_all_seen(*, up_to: int, by: Member) -> int:
    """All of somebody's notices up to the newest one that they looked at; how many there were."""
    return Notice.objects.filter(member=by, seen_at=None, pk__lte=up_to).update(seen_at=clock.now())


@transaction.atomic
def choose_kinds(*, wanted: Iterable[str], by: Member) -> None:
    """Says which kinds somebody wants to be told of; mentions arrive in any case."""
    kinds = set(wanted)
    if not kinds <= set(NoticeKind.values):
        raise Invalid(_("Choose among the kinds offered."), field="kinds")
    unwanted = set(NoticeKind.values) - kinds - {kind.value for kind in ALWAYS}
    Muted.objects.filter(member=by).exclude(kind__in=unwanted).delete()
    Muted.objects.bulk_create((Muted(member=by, kind=kind) for kind in unwanted), ignore_conflicts=True)


def forget_old_notices() -> None:
    """What was seen long ago is of no use to anybody."""
    Notice.objects.filter(seen_at__lt=clock.now() - KEPT_FOR).delete()
