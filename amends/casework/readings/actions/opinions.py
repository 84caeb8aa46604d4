"""Asking the outside service: after the own reading, in the worker, once for each text; what fails changes nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction

from amends.casework.readings.models import Opinion, OutsideService, Reading
from amends.casework.readings.provider.answer import checked
from amends.casework.readings.provider.client import NoAnswer, ask
from amends.casework.readings.provider.masking import masked
from amends.casework.readings.provider.question import LONGEST_TEXT, VERSION, messages
from amends.casework.readings.provider.terms import Terms, terms
from amends.foundation.kernel import clock

FAILURES_BEFORE_REST: Final = 3
FIRST_REST: Final = timedelta(seconds=30)
LONGEST_REST: Final = timedelta(hours=1)


class Asked(NamedTuple):
    """The opinion, or when it is worth asking again; neither where there is nothing to be had."""

    opinion: Opinion | None = None
    again_at: datetime | None = None


def seek_opinion(*, reading: Reading, text: str) -> Asked:
    """What the outside service says of a text; no transaction is open while it thinks."""
    set_up = terms()
    if set_up is None or reading.data.get("kind") != "complaint" or len(text) > LONGEST_TEXT:
        return Asked()
    sent = masked(text, reading.data.get("facts") or [])
    known = {
        "text_hash": hashlib.sha256(sent.encode("utf-8", "surrogatepass")).hexdigest(),
        "model": set_up.model[:100],
        "question": VERSION,
    }
    kept = Opinion.objects.filter(**known).first()
    if kept is not None:
        return Asked(kept)
    refused = take_turn(set_up)
    if refused is not None:
        return refused
    try:
        content = ask(set_up, messages(sent))
    except NoAnswer as failed:
        return Asked(again_at=note_failure(failed))
    said = checked(content, sent)
    note_success(said.dropped)
    opinion, _new = Opinion.objects.get_or_create(
        **known,
        defaults={
            "labels": said.labels,
            "evidence": said.evidence,
            "dropped": said.dropped,
            "created_at": clock.now(),
        },
    )
    return Asked(opinion)


def take_turn(set_up: Terms) -> Asked | None:
    """Counts one question of today; what to answer instead where the service rests or the day's share is used up."""
    now = clock.now()
    with transaction.atomic():
        row = locked_row()
        if row.rests_until is not None and row.rests_until > now:
            return Asked(again_at=row.rests_until)
        if row.day != clock.today():
            row.day, row.asked = clock.today(), 0
        if row.asked >= set_up.per_day:
            return Asked()
        row.asked += 1
        row.save(update_fields=["day", "asked"])
    return None


def note_failure(failed: NoAnswer) -> datetime:
    """Rests for as long as the service asks, else longer with every failure in a row; gives when to ask again."""
    now = clock.now()
    with transaction.atomic():
        row = locked_row()
        row.failures += 1
        row.last_trouble = failed.why
        doubled = FIRST_REST * 2.0 ** min(row.failures - 1, 10)
        wait = timedelta(seconds=failed.after) if failed.after is not None else doubled
        again_at = now + min(max(wait, FIRST_REST), LONGEST_REST)
        if failed.after is not None or row.failures >= FAILURES_BEFORE_REST:
            row.rests_until = again_at
        row.save(update_fields=["failures", "last_trouble", "rests_until"])
    return again_at


def note_success(dropped: int) -> None:
    with transaction.atomic():
        row = locked_row()
        row.failures, row.rests_until, row.last_trouble = 0, None, ""
        row.dropped += dropped
        row.save(update_fields=["failures", "rests_until", "last_trouble", "dropped"])


def locked_row() -> OutsideService:
    OutsideService.objects.get_or_create(pk=1, defaults={"day": clock.today()})
    return OutsideService.objects.select_for_update().get(pk=1)
