"""What is given in stages, on the sheet: which part each grant is, and the next one made ready for one click."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.practice.remedies.choices import GRANTS_THAT_COUNT, GrantBasis, GrantState, GrantTiming
from amends.practice.remedies.models import Grant
from amends.practice.remedies.rules.stages import next_day, parts


def with_parts(
    rows: list[dict[str, Any]],
    gate: dict[str, Any],
    suggestions: list[dict[str, Any]],
    refused: QueryDict | None,
) -> list[dict[str, Any]]:
    """The rows, each with its part and, where it is the last so far, with what comes next. Asks the database nothing."""
    counting: list[Grant] = [one["grant"] for one in rows if one["grant"].state in GRANTS_THAT_COUNT]
    found = parts({one.pk: one.follows_id for one in counting})
    followed = {one.follows_id for one in counting}
    given = {one.gift_id for one in counting}
    for row in rows:
        grant: Grant = row["grant"]
        number, total = found.get(grant.pk, (0, 0))
        more = grant.timing == GrantTiming.STAGED and number > 0 and grant.pk not in followed
        row["part"] = part_words(number, total, more=more) if more or total > 1 else ""
        row["next"] = next_block(grant, gate, best_next(grant, suggestions, given), refused) if more else None
    return rows


def part_words(number: int, total: int, *, more: bool) -> str:
    if more:
        return _("Part %(n)d, more to come") % {"n": number}
    return _("Part %(n)d of %(all)d") % {"n": number, "all": total}


def best_next(grant: Grant, suggestions: list[dict[str, Any]], given: set[int | None]) -> int | None:
    """Of what is there and was not given yet, the first that is worth at least the part before; else the first."""
    fresh = [one for one in suggestions if one["free"] and one["id"] not in given]
    larger = [one for one in fresh if one["cost"].currency == grant.currency and one["cost"] >= grant.money]
    return next((one["id"] for one in (*larger, *fresh)), None)


def next_block(
    grant: Grant, gate: dict[str, Any], gift: int | None, refused: QueryDict | None
) -> dict[str, Any]:
    waits = grant.state == GrantState.RESERVED
    here = f"next-{grant.pk}"
    typed = refused if refused is not None and refused.get("form") == here else None
    day = next_day(after=grant.due_on, today=clock.today()).isoformat()
    values = {
        "gift": str(gift or grant.gift_id or ""),
        "quantity": "1",
        "amount": f"{grant.amount.normalize():f}",
        "points": str(grant.points or ""),
        "due_on": day,
        "reason": grant.reason,
    }
    return {
        "here": here,
        "values": typed.dict() if typed is not None else values,
        "waits": waits,
        "holding": gate["holding"] if grant.basis == GrantBasis.GOODWILL and not waits else [],
    }
