"""The sheet of a case that shows every clock: its light, its due time step by step, its pauses, and its rule."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case, Promise, Task
from amends.casework.cases.permissions import may_work
from amends.casework.clocks.choices import ClockKind, Confidence, PauseReason
from amends.casework.clocks.models import Clock, Pause, Reminder
from amends.casework.clocks.queries import Bound, Policy, bound, clocks_of, policy_now, reminders_to_come
from amends.casework.clocks.rules.deadlines import Span, deadline
from amends.casework.clocks.rules.explaining import pauses_in, steps_in
from amends.casework.clocks.rules.lights import light
from amends.casework.clocks.rules.pausing import bar_to_pausing, stood_still
from amends.casework.clocks.rules.policy import LEGAL
from amends.casework.clocks.text import bar_text, length_text, rule_name
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.queries.task_words import for_reader
from amends.doors.desk.words import span_text, time_left
from amends.foundation.calendars.rules.due import Due
from amends.foundation.calendars.rules.lengths import WORKING, Unit, length_of
from amends.foundation.calendars.text import lines_of
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member


def clock_sheet(case: Case, member: Member, entered: QueryDict) -> dict[str, Any]:
    """All clocks of a case, those that run first, the earliest due on top; of those that stopped, the one that ended last."""
    policy, now = policy_now(), clock.now()
    clocks = sorted(clocks_of(case), key=lambda one: (one.stopped_at is not None, one.due_at, one.pk))
    pauses, reminders = _pauses(case), _reminders(case)
    subjects = _subjects(case, clocks)
    rows = [
        _row(case, one, policy, pauses[one.pk], reminders[one.pk], subjects.get(one.about, ""), now)
        for one in clocks
    ]
    return {
        **sheet(case, "case_clocks"),
        "running": [row for row in rows if row["state"] != "stopped"],
        "stopped": sorted(
            (row for row in rows if row["state"] == "stopped"),
            key=lambda row: (row["clock"].stopped_at, row["id"]),
            reverse=True,
        ),
        "works": may_work(member) and case.is_open,
        "reasons": PauseReason.choices,
        "duties": _duties(policy, clocks, now) if case.is_open else [],
        "began": entered.get("started_at") or f"{timezone.localtime(now):%Y-%m-%dT%H:%M}",
        "entered": entered,
    }


def _pauses(case: Case) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = defaultdict(list)
    for one in Pause.objects.filter(clock__case=case).select_related("started_by", "ended_by"):
        found[one.clock_id].append(one)
    return found


def _reminders(case: Case) -> dict[int, list[Reminder]]:
    found: dict[int, list[Reminder]] = defaultdict(list)
    for one in Reminder.objects.filter(clock__case=case).select_related("member"):
        found[one.clock_id].append(one)
    return found


def _subjects(case: Case, clocks: list[Clock]) -> dict[str, str]:
    """What the clocks of tasks and promises are about, in their own words."""
    kinds = {one.kind for one in clocks}
    found: dict[str, str] = {}
    if ClockKind.TASK in kinds:
        found |= {
            f"task:{pk}": for_reader(text)
            for pk, text in Task.objects.filter(case=case).values_list("pk", "asked")
        }
    if ClockKind.PROMISE in kinds:
        found |= {
            f"promise:{pk}": text for pk, text in Promise.objects.filter(case=case).values_list("pk", "text")
        }
    return found


def _row(
    case: Case,
    one: Clock,
    policy: Policy,
    pauses: list[Pause],
    reminders: list[Reminder],
    subject: str,
    now: datetime,
) -> dict[str, Any]:
    spans = tuple(span for pause in pauses if (span := pause.span))
    held = bound(one, policy, spans)
    share = held.share(now)
    state = "stopped" if one.stopped_at else "paused" if one.paused_since else "running"
    return {
        "clock": one,
        "id": one.pk,
        "label": one.get_kind_display(),
        "subject": rule_name(one.about) if one.kind in LEGAL else subject,
        "is_legal": one.kind in LEGAL,
        "state": state,
        "share": round(share, 3),
        "percent": round(share * 100),
        "light": light(share).value,
        "left": time_left(one.due_at, now) if state == "running" else "",
        "met": one.was_met,
        "met_unpaused": one.was_met_unpaused,
        "moved": one.unpaused_due_at != one.due_at,
        "may_end": one.kind in LEGAL and state != "stopped" and case.is_open,
        "pauses": [_pause(pause, one) for pause in pauses],
        "stood": _stood(spans, one, now),
        "in_all": span_text((one.stopped_at or now) - one.started_at),
        "reminders": _steps(reminders),
        "waits": _waits(reminders_to_come(case, held, reminders, policy, now)),
        "pause_url": reverse("desk:pause_clock", args=[case.number, one.pk]),
        "resume_url": reverse("desk:resume_clock", args=[case.number, one.pk]),
        "end_url": reverse("desk:end_clock", args=[case.number, one.pk]),
        **_why(held, now),
        **_rule(held),
        "if_resumed": _if_resumed(held, now),
        **_explained(one),
    }


def _why(held: Bound, now: datetime) -> dict[str, Any]:
    one = held.clock
    bar = bar_to_pausing(
        held.rule,
        held.spans,
        stopped=one.stopped_at is not None,
        paused=one.paused_since is not None,
        due_at=one.due_at,
        now=now,
    )
    left = timedelta(hours=held.rule.pause_hours) - stood_still(held.spans) if held.rule else timedelta()
    return {
        "may_pause": bar is None,
        "why_not": bar_text(bar) if bar else "",
        "pause_left": span_text(left) if bar is None else "",
    }


def _rule(held: Bound) -> dict[str, Any]:
    rule = held.rule
    if rule is None:
        kept = held.clock.explanation
        length = length_text(kept["length"]) if "length" in kept else ""
        said = (
            _("Proposed by the working hours of whoever is asked")
            if length
            else _("People chose the due time.")
        )
        return {"rule": said, "source": "", "confidence": "", "length": length}
    return {
        "rule": rule_name(rule.code),
        "rule_code": rule.code,
        "version": rule.version,
        "length": length_text(rule.length),
        "source": rule.source,
        "confidence": Confidence(rule.confidence).label,
        "calendar": held.hours.code,
        "zone": held.hours.zone.key,
    }


def _if_resumed(held: Bound, now: datetime) -> datetime | None:
    """When a clock that stands still would be due if it went on now: what is kept is from before the pause."""
    one = held.clock
    if one.paused_since is None or one.stopped_at is not None or held.rule is None:
        return None
    spans = (*held.spans, Span(one.paused_since, now))
    return deadline(one.started_at, held.rule.length, held.hours, spans).at


def _explained(one: Clock) -> dict[str, Any]:
    """The steps as they were worked out when the due time was set."""
    kept = one.explanation
    length = length_of(kept.get("length", ""))
    if length is None:
        return {"lines": [], "moves": [], "provisional": False}
    found = Due(datetime.fromisoformat(kept["unpaused"]), steps_in(kept), kept["provisional"])
    return {
        "lines": lines_of(found, length.unit),
        "moves": [
            {"start": start, "end": end, "by": moved_by(timedelta(seconds=seconds), length.unit)}
            for start, end, seconds in pauses_in(kept)
        ],
        "unpaused": found.at,
        "due_local": (due := datetime.fromisoformat(kept["due"])),
        "there": elsewhere(due, kept["zone"]),
        "provisional": found.provisional,
    }


def moved_by(by: timedelta, unit: Unit) -> str:
    """By how much a pause moved the due time: where only working time counts, in that, for its hours make no days of 24."""
    minutes = round(by / timedelta(minutes=1))
    if unit not in WORKING or not minutes:
        return span_text(by)
    return length_text(f"{minutes // 60}wh" if minutes >= 600 or minutes % 60 == 0 else f"{minutes}wmin")


def elsewhere(moment: datetime, zone: str) -> str:
    """What the clock shows where the calendar's people work, if it is another time than the reader's."""
    there = moment.astimezone(ZoneInfo(zone))
    if there.utcoffset() == timezone.localtime(moment).utcoffset():
        return ""
    return _("%(at)s there (%(zone)s)") % {"at": f"{there:%Y-%m-%d %H:%M}", "zone": zone}


def _pause(pause: Pause, one: Clock) -> dict[str, Any]:
    return {
        "reason": pause.get_reason_display(),
        "note": pause.note,
        "start": pause.started_at,
        "end": pause.ended_at,
        "by": str(pause.started_by),
        "ended_by": str(pause.ended_by) if pause.ended_by else "",
        "until": one.next_at if pause.ended_at is None else None,
    }


def _stood(spans: tuple[Span, ...], one: Clock, now: datetime) -> str:
    still = stood_still(spans)
    if one.paused_since:
        still += now - one.paused_since
    return span_text(still) if still else ""


def _steps(reminders: list[Reminder]) -> list[dict[str, Any]]:
    """The rungs that were given, each with everybody who was told."""
    found: dict[int, dict[str, Any]] = {}
    for one in reminders:
        step = found.setdefault(one.step, {"percent": one.percent, "at": one.given_at, "to": []})
        if one.member:
            step["to"].append(str(one.member))
    return [{**step, "to": _(", ").join(step["to"])} for _n, step in sorted(found.items())]


def _waits(found: list[tuple[int, Member, datetime]]) -> list[dict[str, Any]]:
    """Who is still to be told, by the moment at which they are at work again."""
    names: dict[tuple[int, datetime], list[str]] = defaultdict(list)
    for percent, member, at in found:
        names[percent, at].append(str(member))
    return [{"percent": percent, "at": at, "to": _(", ").join(to)} for (percent, at), to in names.items()]


def _duties(policy: Policy, clocks: list[Clock], now: datetime) -> list[dict[str, str]]:
    """The legal limits of this house that a person may start here."""
    runs = {one.about for one in clocks if one.stopped_at is None}
    return [
        {"code": rule.code, "name": f"{rule_name(rule.code)} · {length_text(rule.length)}"}
        for rule in policy.at(now)
        if rule.kind == ClockKind.LEGAL_DUTY and rule.code not in runs
    ]
