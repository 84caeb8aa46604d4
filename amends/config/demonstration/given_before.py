"""What was given over the last months in complaints that have ended: enough to see what giving did, drawn by fixed dice."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from amends.casework.cases.models import Case
from amends.config.demonstration.budgets import close_what_is_over
from amends.config.demonstration.company import table
from amends.config.demonstration.grants import owner_of, wish, with_card
from amends.config.demonstration.stories import PAUSE_SECONDS
from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.models import Member
from amends.oversight.insights.rules.effect import CONTENT_FROM
from amends.practice.remedies.actions import grant_remedy, settle_grant
from amends.practice.remedies.choices import GrantKind, GrantTiming
from amends.practice.remedies.gifts import actions as gifts
from amends.practice.remedies.gifts.models import Gift, Warehouse
from amends.practice.remedies.models import Grant

PLAY = "amends.config.demonstration.given_before.play"
WAITED_FOR = ("amends.config.demonstration.stories.tell", "amends.config.demonstration.grants.play")
LATER, BROUGHT_BEFORE, SEED = timedelta(seconds=20), timedelta(days=75), 20261
FILE = "given_before.toml"


class Drawn(NamedTuple):
    """What the dice say of one complaint; without a gift it is money."""

    case: Case
    gift: Gift | None
    at: datetime
    amount: int
    reason: str
    later: bool


@nobody_waits
def play() -> None:
    """Played once, after all else that is given; each case in a transaction of its own, so that nobody waits long."""
    if Job.objects.filter(name__in=WAITED_FOR, state__in=(JobState.READY, JobState.RUNNING)).exists():
        enqueue(PLAY, {}, run_at=clock.now() + LATER, unique_key=PLAY)
        return
    people = {one.username: one for one in Member.objects.filter(is_active=True)}
    told = table(FILE)
    room, drawn = Warehouse.objects.get(code=told["warehouse"]), list(chosen(told))
    bring_what_is_given(drawn, room, people["warehouse"])
    for one in drawn:
        try:
            with transaction.atomic(), gathered(), clock.at(one.at):
                give(one, room, people)
        except Refused:
            continue
        if connection.vendor == "sqlite":
            time.sleep(PAUSE_SECONDS)
    close_what_is_over(people)


def chosen(told: dict[str, Any]) -> Iterator[Drawn]:
    """Ended complaints, each with what its dice say; who was content was given a little more often, as it is in life."""
    shelf = list(Gift.objects.filter(code__in=told["gifts"]).order_by("code"))
    since = clock.now() - timedelta(days=told["days"])
    rows = Case.objects.closed().filter(
        closed_at__gte=since, owner__isnull=False, severity__in=told["shares"]
    )
    for case in rows.select_related("customer", "owner", "department", "rating").order_by("idempotency_key"):
        dice = random.Random(f"{SEED}{case.idempotency_key}")
        rating = getattr(case, "rating", None)
        content = rating is not None and min(rating.solved, rating.treated) >= CONTENT_FROM
        gift, money = told["shares"][case.severity]["content" if content else "other"]
        fell = dice.random()
        if fell < gift + money and case.closed_at is not None:
            present = dice.choice(shelf) if fell < gift else None
            at = case.closed_at - timedelta(hours=dice.randint(2, 30))
            amount, later = dice.choice(told["sums"]), dice.random() < told["later"]
            yield Drawn(case, present, at, amount, dice.choice(told["reasons"]), later)


def bring_what_is_given(drawn: Iterable[Drawn], room: Warehouse, keeper: Member) -> None:
    """It lay on a shelf before, so that the stock of today stays as it is told."""
    wanted = Counter(one.gift.pk for one in drawn if one.gift is not None)
    with clock.at(clock.now() - BROUGHT_BEFORE):
        for gift_id, pieces in sorted(wanted.items()):
            gifts.bring_in(gift_id=gift_id, warehouse_id=room.pk, quantity=pieces, by=keeper)


def give(one: Drawn, room: Warehouse, people: dict[str, Member]) -> None:
    case, by = one.case, owner_of(one.case)
    if one.gift is None:
        money = wish(GrantKind.VOUCHER, one.reason, amount=one.amount)
        settle_grant(grant_id=grant_remedy(case_id=case.pk, wish=money, by=by).pk, by=by)
        return
    present = wish(
        GrantKind.GIFT,
        one.reason,
        gift_id=one.gift.pk,
        warehouse_id=room.pk,
        timing=GrantTiming.LATER if one.later else GrantTiming.NOW,
        due_on=clock.today(),
    )
    grant = with_card(grant_remedy(case_id=case.pk, wish=present, by=by))
    hand_over(grant, people)
    settle_grant(grant_id=grant.pk, by=by)


def hand_over(grant: Grant, people: dict[str, Member]) -> None:
    case, by = grant.case, owner_of(grant.case)
    shipment = gifts.start_shipment(
        case_id=case.pk,
        customer_id=case.customer_id,
        stock_hold_id=grant.stock_hold_id,
        way="by_hand",
        not_before=None,
        card=grant.card.words.text,
        reference=grant.reference,
        by=by,
    )
    gifts.pack(shipment_id=shipment.pk, by=people["warehouse"])
    gifts.hand_over(shipment_id=shipment.pk, to=str(case.customer)[:80], place="门店", by=by)
