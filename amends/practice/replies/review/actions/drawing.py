"""The weekly lot."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from amends.casework.cases.permissions import ensure_house
from amends.casework.readings.choices import Severity
from amends.foundation.audit.actions import record
from amends.foundation.audit.choices import HOUSE
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions.beats import ask_somebody
from amends.practice.replies.review.models import Draw, Plan, Sample
from amends.practice.replies.review.queries.asking import Bench
from amends.practice.replies.review.rules.sampling import Pick, Sent, drawn

WEEK = timedelta(days=7)
GRAVE = frozenset({Severity.SEVERE, Severity.CRITICAL})


def draw_when_due() -> None:
    """Once a week is over, its replies are drawn; a house that was switched off catches up with the last one only."""
    today = clock.today()
    draw_week(week=today - timedelta(days=today.weekday()) - WEEK, by=house_member())


@transaction.atomic
def draw_week(*, week: date, by: Member, seed: str = "") -> Draw | None:
    """Draws among the replies sent in a week that begins on this Monday; nothing without a plan, nothing twice."""
    ensure_house(by)
    plan = Plan.objects.order_by("-pk").first()
    if plan is None or Draw.objects.filter(week=week).exists():
        return None
    sent = sent_in(week, plan)
    seed = seed or secrets.token_hex(8)
    draw = Draw.objects.create(
        week=week,
        plan=plan,
        seed=seed,
        considered=[
            [one.reply_id, one.author_id, one.team_id, int(one.severe), int(one.legal), int(one.newcomer)]
            for one in sent
        ],
        sent=len(sent),
        drawn_at=clock.now(),
    )
    picks = drawn(sent, plan.wanted, seed)
    missing = keep(draw, plan, picks)
    told = {
        "draw": draw.pk,
        "week": week.isoformat(),
        "seed": seed,
        "sent": len(sent),
        "drawn": len(picks),
        "without_reviewer": missing,
    }
    record(chain=HOUSE, action="review.drawn", by=by, data=told)
    return draw


def sent_in(week: date, plan: Plan) -> list[Sent]:
    """What people sent in that week and nobody looked at; restricted cases too, for those who may see them."""
    start = timezone.make_aware(datetime.combine(week, time.min))
    new_since = start - timedelta(weeks=plan.newcomer_weeks)
    rows = (
        Reply.objects.filter(
            state=ReplyState.SENT, message__sent_at__gte=start, message__sent_at__lt=start + WEEK
        )
        .exclude(author__role=Role.SYSTEM)
        .exclude(samples__round=None, samples__isnull=False)
        .order_by("pk")
    )
    columns = (
        "pk",
        "author",
        "author__department",
        "case__severity",
        "case__risks",
        "author__date_joined",
    )
    return [
        Sent(pk, author, team, severity in GRAVE, "legal" in risks, joined > new_since)
        for pk, author, team, severity, risks, joined in rows.values_list(*columns)
    ]


def keep(draw: Draw, plan: Plan, picks: Sequence[Pick]) -> int:
    """Keeps what was drawn and gives it out; how many reviews nobody may take."""
    now = clock.now()
    for pick in picks:
        Sample.objects.create(
            reply_id=pick.reply_id,
            why=pick.why,
            draw=draw,
            place=pick.place,
            wanted=1 + pick.twice,
            taken_at=now,
        )
    rows = list(draw.samples.select_related("reply__case").order_by("place"))
    bench = Bench([one.reply for one in rows], plan.asked_first)
    return sum(ask_somebody(one, bench) for one in rows)
