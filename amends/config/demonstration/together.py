"""How people work together in the demonstration: merged, under one case, named, watched, put aside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from amends.casework.cases import actions as cases
from amends.casework.cases.choices import Channel, LinkKind, Phase
from amends.casework.cases.models import Case, Party
from amends.casework.cases.permissions import visible_to
from amends.config.demonstration.company import table
from amends.config.demonstration.daily import leave_few_unread
from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import portal_member

CHILDREN = 4
PLAY, STORIES = "amends.config.demonstration.together.play", "amends.config.demonstration.stories.tell"
LATER = timedelta(seconds=20)


@nobody_waits
def play() -> None:
    """Played once, after all stories were told; what is not possible in the cases that are there is left out."""
    waiting = Job.objects.filter(name=STORIES, state__in=(JobState.READY, JobState.RUNNING))
    if waiting.exists():
        enqueue(PLAY, {}, run_at=clock.now() + LATER, unique_key=PLAY)
        return
    told = table("together.toml")
    people = {one.username: one for one in Member.objects.filter(is_active=True)}
    handler, lead = people["handler"], people["lead"]
    own = open_cases(handler).filter(owner=handler).order_by("-pk")
    if Party.objects.exists() or not own.exists():
        return
    for act in (mention, call_again, put_under_one, involve, keep_an_eye_on, label_them):
        try:
            with transaction.atomic():
                act(told, handler, lead, people)
        except Refused:
            continue
    leave_few_unread()


def open_cases(member: Member) -> Any:
    return Case.objects.open().filter(visible_to(member), restricted=False, merged_into=None)


def mention(told: dict[str, Any], handler: Member, lead: Member, people: dict[str, Member]) -> None:
    """A colleague is named in a note; both find it among their notices."""
    first, second = open_cases(handler).filter(owner=handler).order_by("-pk")[:2]
    words = told["mention"]
    cases.add_note(case_id=first.pk, body=words["to_lead"].format(lead=lead.display_name), by=handler)
    named = people["quality"].display_name
    cases.add_note(case_id=second.pk, body=words["to_quality"].format(quality=named), by=handler)
    cases.add_note(
        case_id=first.pk, body=f"@{handler.display_name} 我看过了，可以先按这个方案跟顾客谈。", by=lead
    )


def call_again(told: dict[str, Any], handler: Member, lead: Member, people: dict[str, Member]) -> None:
    """The customer called a second time; the second case is read in the first one from then on."""
    case = open_cases(handler).filter(owner=handler).exclude(order_number="").order_by("-pk")[0]
    again = cases.register_complaint(
        text=told["second_call"]["words"],
        customer=case.customer,
        channel=Channel.PHONE,
        order_number=case.order_number,
        department=case.department,
        received_at=clock.now() - timedelta(minutes=40),
        by=portal_member(),
    )
    cases.assign_case(case_id=again.pk, to=handler, by=lead)
    cases.merge_cases(case_id=again.pk, into=case.pk, why=told["second_call"]["why"], by=handler)


def put_under_one(told: dict[str, Any], handler: Member, lead: Member, people: dict[str, Member]) -> None:
    """Complaints of one kind stand under the gravest of them; two others are only linked."""
    many, related = told["many"], told["related"]
    top = open_cases(lead).filter(subject__contains=many["top"]).first()
    alike = open_cases(lead).filter(subject__contains=many["word"], category=many["category"])
    if top is not None:
        for case in alike.exclude(pk=top.pk).order_by("pk")[:CHILDREN]:
            cases.link_cases(
                case_id=case.pk, other_id=top.pk, kind=LinkKind.CHILD, reason=many["reason"], by=lead
            )
        cases.add_note(case_id=top.pk, body=many["note"], by=lead)
    pair = [open_cases(lead).filter(subject__contains=related[name]).first() for name in ("one", "other")]
    if None not in pair:
        first, second = pair
        cases.link_cases(
            case_id=first.pk,
            other_id=second.pk,
            kind=LinkKind.SAME_CAUSE,
            reason=related["reason"],
            by=lead,
        )


def involve(told: dict[str, Any], handler: Member, lead: Member, people: dict[str, Member]) -> None:
    case = open_cases(handler).filter(owner=handler).order_by("-pk")[0]
    party = told["party"]
    cases.add_party(
        case_id=case.pk,
        kind="representative",
        name=party["name"],
        role=party["role"],
        may_know="course",
        by=handler,
    )


def keep_an_eye_on(told: dict[str, Any], handler: Member, lead: Member, people: dict[str, Member]) -> None:
    """The lead watches what is at risk; the handler has put one case aside."""
    for case in open_cases(lead).filter(has_risk=True).order_by("-pk")[:3]:
        cases.watch_case(case_id=case.pk, by=lead)
    resting = open_cases(handler).filter(owner=handler).order_by("-due_at")[0]
    cases.snooze_case(case_id=resting.pk, until=clock.now() + timedelta(hours=20), by=handler)


def label_them(told: dict[str, Any], handler: Member, lead: Member, people: dict[str, Member]) -> None:
    """The company's own words for where a case stands, and some cases that carry them."""
    for row in table("labels.toml")["labels"]:
        names = {name: row[name] for name in ("name_zh_hans", "name_zh_hant", "name_en")}
        label = cases.add_label(phase=Phase.OPEN, stage=row["stage"], names=names, by=people["administrator"])
        there = open_cases(lead).filter(stage=row["stage"], label=None).order_by("-pk")
        for case in there[: row["cases"]]:
            cases.put_label(case_id=case.pk, code=label.code, by=case.owner or lead)
