"""Every question about drafts and replies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries import due_after
from amends.casework.cases.rules.promises import Promised
from amends.casework.readings.actions import preview
from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.choices import HOME_CURRENCY, Power
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import all_but_the_name, ceiling_of
from amends.practice.replies.check import CheckContext, Finding, Grievance, Review, pledges_in, review_reply
from amends.practice.replies.check.finding import BLOCK
from amends.practice.replies.check.hours import BY_DAY, coming_weekday, hour_in
from amends.practice.replies.check.policy import APPROVE, BUILT_IN, REASON, CheckPolicy, is_grave, weighed
from amends.practice.replies.choices import EDITABLE_AGAIN, UNDER_WAY, DraftKind, ReplyState
from amends.practice.replies.models import CheckPolicyVersion, KeptDraft, Reply, ReplyDraft
from amends.practice.replies.permissions import readable_by
from amends.practice.replies.rules import needing_eyes, reasons_for_approval
from amends.practice.replies.text import sums_decided, sums_granted, words_answered

# The customer's words that an answer is held against: the latest ones count, older ones are answered already.
KEPT_FOR, DRAFTS_SHOWN = timedelta(days=30), 50
NOON, EVENING = time(12), time(18)
MORNING = re.compile(r"上午|中午|早上|\b(?:morning|noon|midday)\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMES = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
DAY_AND_MONTH = re.compile(
    r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<after>{NAMES})\b"
    rf"|\b(?P<before>{NAMES})\s+(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
DURATION = re.compile(r"P(?P<t>T?)(?P<amount>\d{1,4})(?P<unit>[HDWM])")


_DRAFTS: Rows[ReplyDraft] = Rows(
    lambda case_id, member_id: ReplyDraft.objects.filter(case=case_id, member=member_id)
)
# A case with more of them shows the latest in its conversation.
MOST_SHOWN = 50
_NAMES = ("author", "approved_by", "approved_for", "returned_by")
# What is under way, what a member wrote, and what was decided on, the latest first: one statement for the writing box and the conversation.
_LATEST: Rows[Reply] = Rows(
    lambda case_id, member_id: (
        Reply.objects.filter(
            Q(state__in=UNDER_WAY)
            | Q(author=member_id)
            | Q(approved_at__isnull=False)
            | Q(returned_at__isnull=False),
            case=case_id,
        )
        .select_related(*_NAMES)
        .defer(*(field for name in _NAMES for field in all_but_the_name(name)))
        .order_by("-id")[:MOST_SHOWN]
    )
)


def draft_of(case: Case, member: Member, kind: str = DraftKind.REPLY) -> str:
    """What this person has begun to write here, or ""."""
    body = (
        ReplyDraft.objects.filter(case=case, member=member, kind=kind).values_list("body", flat=True).first()
    )
    return body or ""


def writings_of(case: Case, member: Member) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Kind → unfinished words, and the files that go along with the reply, in one statement."""
    drafts = _DRAFTS(case.pk, member.pk)
    files: list[dict[str, Any]] = next((draft.files for draft in drafts if draft.kind == DraftKind.REPLY), [])
    return {draft.kind: draft.body for draft in drafts}, list(files)


def files_of_draft(case: Case, member: Member) -> list[dict[str, Any]]:
    """The files that go along with a person's unfinished reply."""
    return writings_of(case, member)[1]


def colleagues_drafts(case: Case, member: Member) -> list[ReplyDraft]:
    """What others have begun to write here, to be read and copied, never changed by somebody else."""
    rows = ReplyDraft.objects.filter(case=case).exclude(member=member).exclude(body="")
    return list(rows.select_related("member").order_by("-updated_at"))


def open_drafts(member: Member) -> list[ReplyDraft]:
    """A member's own unfinished words in all cases that they may see, the latest first."""
    seen = Case.objects.order_by().filter(visible_to(member)).values("pk")
    rows = ReplyDraft.objects.filter(member=member, case__in=seen).exclude(body="")
    return list(rows.select_related("case__merged_into").order_by("-updated_at")[:DRAFTS_SHOWN])


def kept_drafts(member: Member) -> list[KeptDraft]:
    """What can be brought back, the latest first."""
    seen = Case.objects.order_by().filter(visible_to(member)).values("pk")
    rows = KeptDraft.objects.filter(member=member, case__in=seen, kept_at__gt=clock.now() - KEPT_FOR)
    return list(rows.select_related("case").order_by("-pk")[:DRAFTS_SHOWN])


@dataclass(frozen=True)
class Standing:
    """How the writing stands in a case, for one member."""

    under_way: Reply | None
    """The reply that waits for approval or for its moment."""
    returned: Reply | None
    """The member's own latest reply, if it came back and nothing has been handed in since."""
    latest: Reply | None
    """The member's own latest reply, whatever became of it."""
    decided: tuple[Reply, ...] = ()
    """Those that somebody approved, gave back or took back, the oldest first."""


def replies_standing(case: Case, member: Member) -> Standing:
    rows = _LATEST(case.pk, member.pk)
    own = next((row for row in rows if row.author_id == member.pk), None)
    return Standing(
        under_way=next((row for row in rows if row.state in UNDER_WAY), None),
        returned=own if own and own.state in EDITABLE_AGAIN and own.return_reason else None,
        latest=own,
        decided=tuple(row for row in reversed(rows) if row.approved_at or row.returned_at),
    )


def own_waiting(member: Member, limit: int = 50) -> list[Reply]:
    """What a member handed in and still waits to be approved, the oldest first."""
    waiting = Reply.objects.waiting_for_approval().filter(readable_by(member), author=member)
    return list(waiting.select_related("case", "author").order_by("id")[:limit])


def replies_waiting_for(member: Member) -> QuerySet[Reply]:
    """The replies in this member's reach that somebody else wrote and that wait for approval, the oldest first."""
    waiting = Reply.objects.waiting_for_approval().filter(readable_by(member)).exclude(author=member)
    return waiting.select_related("case", "author").order_by("id")


def context_for(case: Case, member: Member, kind: str, language: str) -> CheckContext:
    """What the check may know of a case when this member writes in it."""
    return CheckContext(
        language=language,
        kind=kind,
        text_kind=case.kind or "complaint",
        category=case.category,
        grievances=tuple(
            Grievance(text, category, next(iter(demands), ""), finding)
            for text, category, demands, finding in case.grievances.values_list(
                "text", "category", "demands", "finding"
            )
        ),
        emotion=case.emotion,
        intensity=case.intensity,
        persona=case.persona,
        mode=case.mode,
        severity=case.severity,
        risks=tuple(case.risks),
        authority_limit=float(member.approval_limit),
        currency=HOME_CURRENCY,
        limits_abroad={code: float(sum_) for code, sum_ in member.limits_abroad.items()},
        decided=sums_decided(case),
        fixed=case.solved_at is not None,
        calm=case.is_calm,
        legal="legal" in case.risks or None,
        owner=member.display_name,
    )


def check_for(case: Case, member: Member, *, body: str, kind: str, language: str) -> list[Finding]:
    """The findings on these words, if this member sent them in this case now."""
    return list(review_for(case, member, body=body, kind=kind, language=language).findings)


def review_for(case: Case, member: Member, *, body: str, kind: str, language: str) -> Review:
    """The findings with the weight that the house gives them, each point with its answer, each promise."""
    context = context_for(case, member, kind, language)
    if kind == "closing":
        # The closing letter answers each point that was looked into, whatever was said before; while none was, all.
        found = tuple(one for one in context.grievances if one.finding)
        context = replace(context, grievances=found or context.grievances)
    elif case.first_reply_at is not None and kind not in ("first_response", "solution"):
        context = replace(context, grievances=())  # every point has been answered once
    review = review_reply(body, complaint=words_answered(case), context=context)
    grave = is_grave(case.severity, case.risks)
    return replace(review, findings=tuple(weighed(review.findings, check_policy(), grave=grave, kind=kind)))


def approval_for(case: Case, words: str, by: Member) -> tuple[list[str], dict[str, Any]]:
    """Why somebody else reads it first, and the sum it grants anew with its currency: of several currencies the one furthest above the writer's."""
    sums = sums_granted(words, complaint=words_answered(case), decided=sums_decided(case))
    limits = {currency: ceiling_of(by, Power.GRANT, currency) for _amount, currency in sums}
    amount, currency = max(sums, key=lambda one: one[0] - limits[one[1]], default=(None, HOME_CURRENCY))
    reasons = reasons_for_approval(
        severity=case.severity,
        risks=case.risks,
        amount=amount,
        limit=limits.get(currency, Decimal(0)),
        restricted=case.restricted,
    )
    return reasons, {"amount": amount, "currency": currency}


def needs_second_person(case: Case, words: str, by: Member, findings: Iterable[Finding]) -> bool:
    """Whether these words, handed in now by this member, wait for somebody else to read them."""
    return bool(approval_for(case, words, by)[0] or needing_eyes(findings))


def check_policy() -> CheckPolicy:
    """What the house lets pass now: its latest confirmed version, else what is built in."""
    row = CheckPolicyVersion.objects.filter(confirmed=True).order_by("-version").first()
    return policy_in(row) if row else BUILT_IN


def policy_in(row: CheckPolicyVersion) -> CheckPolicy:
    return CheckPolicy(row.always, row.grave, row.kinds)


def trial_of(policy: CheckPolicy, count: int = 200) -> dict[str, Any]:
    """What a policy would have done to the latest sent replies, by what the check found in them when they were handed in.

    `remarked` counts those in which it found anything at all, `found` the replies by what it found.
    """
    rows = Reply.objects.filter(state=ReplyState.SENT).order_by("-id")
    found = {"replies": 0, "remarked": 0, "stopped": 0, "approved": 0, "reasoned": 0}
    by_code: Counter[str] = Counter()
    for kind, findings, severity, risks in rows.values_list(
        "kind", "findings", "case__severity", "case__risks"
    )[:count]:
        grave = is_grave(severity, risks)
        codes = {one["code"] for one in findings}
        levels = {policy.level(code, grave=grave, kind=kind) for code in codes}
        by_code.update(codes)
        found["replies"] += 1
        found["remarked"] += bool(codes)
        found["stopped"] += BLOCK in levels
        found["approved"] += APPROVE in levels
        found["reasoned"] += REASON in levels
    return {**found, "found": dict(sorted(by_code.items()))}


def promised_in(body: str, sent_at: datetime, *, answering: str = "") -> list[Promised]:
    """The promises of a reply to these words; the times that stand with them counted from when it was sent."""
    facts = preview(body, written_at=sent_at).get("facts") or []
    pledges = pledges_in(body, facts, answering)
    return [Promised(one.text, moment_of(one.time, sent_at, one.text)) for one in pledges]


def moment_of(fact: Mapping[str, Any] | None, sent_at: datetime, words: str = "") -> datetime | None:
    """When what a fact of time says is over: a morning at noon, a day in the evening, working days by the calendar."""
    if fact is None:
        return None
    value = str(fact["value"])
    if fact["kind"] == "duration":
        length = length_written(value, working=fact.get("unit") == "working_days")
        return due_after(length, sent_at) if length else None
    try:
        named = datetime.fromisoformat(value)
    except ValueError:
        return None
    sent = sent_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    day, hour = named.date(), named.timetz()
    if day < sent:
        day = nearest_day(words, sent_at) or coming_weekday(words, sent) or day
    if len(value) == len("2026-11-27"):
        hour = hour_in(words) or (NOON if MORNING.search(words) else EVENING)
    elif hour.hour < BY_DAY:
        hour = hour_in(words) or hour
    named = datetime.combine(day, hour)
    return named.replace(tzinfo=named.tzinfo or ZoneInfo(settings.TIME_ZONE))


def nearest_day(words: str, sent_at: datetime) -> date | None:
    """The one day and month that words name without a year, in the year that brings it nearest to when they were sent.

    Complaints tell of days that are gone, and are read so; a promise of “30 November” is of the one to come.
    """
    named = [one.groupdict() for one in DAY_AND_MONTH.finditer(words)]
    if not named or any(one != named[0] for one in named) or YEAR.search(words):
        return None
    said = named[0]
    month = int(said["m"] or 0) or MONTHS.index((said["before"] or said["after"] or "")[:3].lower()) + 1
    sent = sent_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    days = []
    for year in (sent.year - 1, sent.year, sent.year + 1):
        with suppress(ValueError):
            days.append(date(year, month, int(said["d"] or said["day"] or said["first"])))
    return min(days, key=lambda day: abs((day - sent).days), default=None)


def length_written(value: str, *, working: bool) -> str:
    """ISO 8601 as the calendar writes it: "PT24H" → "24h", "P3D" → "3cd", or "3wd" in working days; "" for others."""
    found = DURATION.fullmatch(value)
    if found is None:
        return ""
    unit = {"TH": "h", "D": "wd" if working else "cd", "W": "w", "M": "m"}.get(found["t"] + found["unit"], "")
    return f"{found['amount']}{unit}" if unit else ""
