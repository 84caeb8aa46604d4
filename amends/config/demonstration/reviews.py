"""How sent replies are reviewed in the demonstration: a plan, five weeks of draws, a dispute, two calibration rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.models import Message
from amends.config.demonstration.company import table
from amends.config.demonstration.daily import leave_few_unread
from amends.config.demonstration.together import PLAY as TOGETHER
from amends.config.demonstration.together import STORIES
from amends.content.review import Criterion
from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.replies.choices import ReplyKind, ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.review import actions
from amends.practice.replies.review.models import Plan, Review
from amends.practice.replies.review.queries.machine import findings_on
from amends.practice.replies.review.rules.sampling import Wanted, lot
from amends.practice.replies.review.rules.scoring import criteria_for, machine_points

WEEKS, LATER = 5, timedelta(seconds=20)
PLAY = "amends.config.demonstration.reviews.play"
DAYS_TO_SCORE = 4
LONG_HERE, NEW = timedelta(days=700), timedelta(days=20)
# Of a hundred marks: how many a person sees otherwise than the check does.
OTHERWISE = 14


def set_experience(people: dict[str, Member], now: datetime) -> None:
    """Most have been here for years; who is new is looked at more."""
    new = table("reviews.toml")["people"]["new"]
    Member.objects.update(date_joined=now - LONG_HERE)
    Member.objects.filter(username__in=new).update(date_joined=now - NEW)


@nobody_waits
def play() -> None:
    """Played once, after all stories were told and people have worked together on them."""
    waiting = Job.objects.filter(name__in=(STORIES, TOGETHER), state__in=(JobState.READY, JobState.RUNNING))
    if waiting.exists():
        enqueue(PLAY, {}, run_at=clock.now() + LATER, unique_key=PLAY)
        return
    people = {one.username: one for one in Member.objects.filter(is_active=True)}
    if Plan.objects.exists() or not Message.objects.exists():
        return
    told = table("reviews.toml")
    keep_replies()
    *long_ago, last = weeks()
    # Of what was long ago nobody needs to be told any more.
    with gathered():
        for week in long_ago:
            look_at(week, told, people)
    look_at(last, told, people)
    for act in (dispute, hold_rounds):
        try:
            with transaction.atomic():
                act(told, people)
        except Refused:
            continue
    leave_few_unread()


def look_at(week: date, told: dict[str, Any], people: dict[str, Member]) -> None:
    """Draws the replies of a week and has them scored."""
    with transaction.atomic():
        draw(week, told, people)
    for review in Review.objects.open().select_related("sample__reply__author").order_by("pk"):
        if not is_left_for_now(review, week):
            score(review.pk, told, noon_after(week, review.pk))


def keep_replies() -> None:
    """The letters of the stories as replies of whoever wrote them: the stories send them without the composer."""
    first: set[int] = set()
    rows = Message.objects.filter(direction=Direction.OUT, kind=MessageKind.REPLY, reply=None)
    made = []
    for message in rows.exclude(author__role=Role.SYSTEM).order_by("case", "sent_at", "pk"):
        kind = ReplyKind.HOLDING if message.case_id in first else ReplyKind.FIRST_RESPONSE
        first.add(message.case_id)
        made.append(
            Reply(
                case_id=message.case_id,
                author_id=message.author_id,
                kind=kind,
                body=message.body,
                state=ReplyState.SENT,
                submitted_at=message.sent_at,
                message=message,
            )
        )
    Reply.objects.bulk_create(made, batch_size=200)


def weeks() -> Iterator[date]:
    """The Mondays of the last whole weeks, the oldest first."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    for back in range(WEEKS, 0, -1):
        yield monday - timedelta(weeks=back)


def draw(week: date, told: dict[str, Any], people: dict[str, Member]) -> None:
    """On the Monday after the week; before the first one quality says how much is looked at."""
    with clock.at(moment(week + timedelta(days=7), 9)):
        if not Plan.objects.exists():
            plan = dict(told["plan"])
            rest = {
                name: plan.pop(name) for name in ("newcomer_weeks", "dispute_days", "asked_first", "reason")
            }
            actions.set_plan(wanted=Wanted(**plan), **rest, by=people["quality"])
        actions.draw_week(week=week, seed=f"demo-{week:%Y%m%d}", by=house_member())


def moment(day: date, hour: int) -> datetime:
    return min(timezone.make_aware(datetime.combine(day, time(hour))), clock.now())


def noon_after(week: date, number: int) -> datetime:
    return moment(week + timedelta(days=7 + number % DAYS_TO_SCORE), 14)


def is_left_for_now(review: Review, week: date) -> bool:
    """Of the last draw a good part still waits in the queues."""
    of_handler = review.sample.reply.author.username == "handler"
    return week == list(weeks())[-1] and review.pk % 2 == 1 and not of_handler


def score(review_id: int, told: dict[str, Any], at: datetime) -> None:
    review = Review.objects.select_related("reviewer", "sample__reply__case", "sample__reply__message").get(
        pk=review_id
    )
    reply = review.sample.reply
    criteria = criteria_for(reply.kind)
    points = points_for(review, criteria)
    worst = [one.code for one in criteria if points[one.code] != 2]
    words = told["words"][worst[0]] if worst else told["praise"]
    grievances = dict.fromkeys(reply.case.grievances.values_list("pk", flat=True), points.get("completeness"))
    try:
        with clock.at(at):
            scored = actions.score_reply(
                review_id=review.pk,
                points=points,
                answered=grievances if "completeness" in points else {},
                words=words["words"],
                better=words["better"],
                by=review.reviewer,
            )
    except Refused:
        return
    # As the composer keeps what the check found; these replies were not written in it.
    Reply.objects.filter(pk=reply.pk).update(findings=scored.findings)


def points_for(review: Review, criteria: Sequence[Criterion]) -> dict[str, int | None]:
    """Mostly as the check sees it, now and then otherwise: people and machines do differ."""
    found = [one.as_dict() for one in findings_on(review.sample.reply, language="zh-Hans")]
    points: dict[str, int | None] = {}
    for one in criteria:
        machine = machine_points(one, found)
        chance = int(lot(f"{one.code}:{review.reviewer_id}", review.sample_id)[:8], 16) % 100
        points[one.code] = (1 if machine == 2 else 2) if chance < OTHERWISE else machine
    return points


def dispute(told: dict[str, Any], people: dict[str, Member]) -> None:
    """One waits for the lead, an older one was decided."""
    words = told["dispute"]
    lead = people["lead"]
    rows = Review.objects.that_count().filter(
        sample__reply__author__department=lead.department, sample__reply__case__restricted=False
    )
    rows = rows.exclude(reviewer=lead).select_related("sample__reply__author").order_by("score", "-pk")
    latest = (
        rows.filter(answer_until__gt=clock.now()).exclude(sample__reply__author=people["handler"]).first()
    )
    older = rows.filter(answer_until__lt=clock.now(), score__lt=100).last()
    if latest is not None:
        actions.dispute_review(review_id=latest.pk, reason=words["open"], by=latest.sample.reply.author)
    if older is not None and older.scored_at is not None:
        with gathered():
            settle(older, older.scored_at, words, lead)


def settle(review: Review, scored_at: datetime, words: dict[str, str], lead: Member) -> None:
    """A dispute of long ago, with the ruling that changed one criterion."""
    with clock.at(scored_at + timedelta(hours=20)):
        actions.dispute_review(review_id=review.pk, reason=words["decided"], by=review.sample.reply.author)
    missed = review.marks.exclude(points=2).exclude(points=None).first()
    changes: dict[str, int | None] = {missed.criterion: 2} if missed else {}
    with clock.at(scored_at + timedelta(hours=44)):
        actions.decide_dispute(review_id=review.pk, changes=changes, reason=words["ruling"], by=lead)


def hold_rounds(told: dict[str, Any], people: dict[str, Member]) -> None:
    """One was scored by all and closed a week ago; the other has just begun."""
    words, both = told["rounds"], [people["quality"], people["jianghaibo"], people["manager"]]
    with gathered():
        with clock.at(clock.now() - timedelta(days=9)):
            made = actions.open_round(
                title=words["closed"], replies=12, reviewers=both, by=people["quality"], seed="demo-closed"
            )
        for review in Review.objects.open().filter(sample__round=made).order_by("pk"):
            score(review.pk, told, clock.now() - timedelta(days=8))
        with clock.at(clock.now() - timedelta(days=7)):
            actions.close_round(round_id=made.pk, agreed=words["agreed"], by=people["quality"])
    begun = actions.open_round(
        title=words["open"], replies=4, reviewers=both, by=people["quality"], seed="demo-open"
    )
    for review in Review.objects.open().filter(sample__round=begun, reviewer=people["jianghaibo"]):
        score(review.pk, told, clock.now())
