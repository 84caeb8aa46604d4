"""Looking for something in the trail: by who did it, of which kind it was, when, and in which case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.casework.cases.queries import case_by_number
from amends.foundation.organisation.models import Member

# What an action begins with, by the part of the work that it belongs to; all that is not named here is about the house.
FAMILIES = {
    "cases": (
        gettext_lazy("Cases"),
        "case stage step point solution party concerned access conversation promise clock pause",
    ),
    "tasks": (gettext_lazy("Tasks and meetings"), "task handover meeting approval"),
    "replies": (gettext_lazy("Replies and their review"), "reply review judged_replies"),
    "evidence": (gettext_lazy("Evidence"), "evidence hold disposal"),
    "customers": (gettext_lazy("Customers"), "customer person contracts orders"),
    "given": (
        gettext_lazy("What was given"),
        "budget grant voucher refund batch bank_answer points shipment gift stock entitlement",
    ),
    "knowledge": (gettext_lazy("Knowledge"), "article clause clauses question"),
}
HOUSE = "house"


@dataclass(frozen=True)
class Looked:
    """What is looked for; what makes no sense is left out rather than refused."""

    who: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    case: str = ""

    @property
    def asks(self) -> bool:
        return self != Looked()

    def address(self) -> str:
        """The same as it stands in an address, without the page."""
        said = {
            "who": self.who,
            "kind": self.kind,
            "since": self.since,
            "until": self.until,
            "case": self.case,
        }
        return urlencode({name: str(value) for name, value in said.items() if value})


def looked_for(data: Any) -> Looked:
    who = data.get("who", "")
    kind = data.get("kind", "")
    return Looked(
        who=int(who) if who.isdecimal() and len(who) < 16 else None,
        kind=kind if kind in (*FAMILIES, HOUSE) else "",
        since=day_in(data.get("since", "")),
        until=day_in(data.get("until", "")),
        case=data.get("case", "").strip()[:40],
    )


def day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def entries_wanted(looked: Looked, member: Member) -> Q:
    """The entries that are looked for; of a case that the member may not know of there are none."""
    wanted = Q()
    if looked.who is not None:
        wanted &= Q(actor_id=looked.who)
    if looked.kind:
        wanted &= of_family(looked.kind)
    if looked.since:
        wanted &= Q(at__gte=beginning_of(looked.since))
    if looked.until:
        wanted &= Q(at__lt=beginning_of(looked.until + timedelta(days=1)))
    if looked.case:
        case = case_by_number(looked.case, member=member)
        wanted &= Q(chain=case.chain) if case else Q(pk=None)
    return wanted


def of_family(kind: str) -> Q:
    words = FAMILIES.values() if kind == HOUSE else [FAMILIES[kind]]
    named = Q()
    for _label, beginnings in words:
        for one in beginnings.split():
            named |= Q(action__startswith=f"{one}.")
    return ~named if kind == HOUSE else named


def beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def filter_fields(looked: Looked) -> dict[str, Any]:
    """The form above the trail, with what was chosen."""
    # The house and the customers' door act too, so they can be looked for like anybody else.
    everybody = (
        Member.objects.select_related(None).order_by("display_name", "pk").only("display_name", "username")
    )
    return {
        "looked": looked,
        "actors": [(one.pk, str(one)) for one in everybody],
        "families": [
            *((name, label) for name, (label, _beginnings) in FAMILIES.items()),
            (HOUSE, _("The house")),
        ],
        "since": looked.since.isoformat() if looked.since else "",
        "until": looked.until.isoformat() if looked.until else "",
    }
