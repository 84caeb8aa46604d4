"""How people and the check agree, and how it goes over time: sums that name no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Case, Count, F, Min, Q, QuerySet, When
from django.db.models.functions import TruncMonth

from amends.content.review import sheet
from amends.foundation.organisation.models import Department, Member
from amends.practice.replies.review.choices import FEWEST_PEOPLE, FULL
from amends.practice.replies.review.models import Mark, Review, Round
from amends.practice.replies.review.permissions import authors_led_by
from amends.practice.replies.review.rules.agreement import Agreement, agreement

# Enough for any figure on the page; more would make it slower and no surer.
READ_TWICE_AT_MOST, REMARKS_AT_MOST = 4000, 500
REGULARLY, AT_LEAST = 0.25, 5
FAULT, NO_FAULT = "fault", "none"

STANDING = Case(When(is_decided=True, then=F("decided_points")), default=F("points"))


@dataclass(frozen=True)
class Compared:
    """One criterion: how often person and check both, one alone or neither saw something to better."""

    criterion: str
    both: int = 0
    person_only: int = 0
    machine_only: int = 0
    neither: int = 0

    @property
    def n(self) -> int:
        return self.both + self.person_only + self.machine_only + self.neither

    @property
    def by_person(self) -> int:
        """In how many replies the person found something."""
        return self.both + self.person_only

    @property
    def by_machine(self) -> int:
        return self.both + self.machine_only

    @property
    def of_faults(self) -> float | None:
        """Of all that either finds, the share that both find, each side counted once; None where nobody finds anything."""
        found = self.by_person + self.by_machine
        return 2 * self.both / found if found else None

    @property
    def agreement(self) -> Agreement:
        rows = [(FAULT, FAULT)] * self.both + [(FAULT, NO_FAULT)] * self.person_only
        rows += [(NO_FAULT, FAULT)] * self.machine_only + [(NO_FAULT, NO_FAULT)] * self.neither
        return agreement(rows, 2)

    @property
    def missed_regularly(self) -> bool:
        """Of what people found, the check does not see a good part."""
        return self.person_only >= AT_LEAST and self.person_only >= REGULARLY * self.by_person

    @property
    def false_regularly(self) -> bool:
        """Of what the check remarks, people let a good part stand."""
        return self.machine_only >= AT_LEAST and self.machine_only >= REGULARLY * self.by_machine


def counted_for(member: Member, since: datetime) -> QuerySet[Review]:
    """The scored reviews whose sums a member may see: a team lead those of their departments."""
    return Review.objects.that_count().filter(authors_led_by(member), scored_at__gte=since)


@dataclass(frozen=True)
class Counted:
    """How many scores stand behind the figures, and of how many replies: some were read by two."""

    scores: int
    replies: int


def counted(member: Member, since: datetime) -> Counted:
    rows = counted_for(member, since)
    return Counted(**rows.aggregate(scores=Count("pk"), replies=Count("sample__reply", distinct=True)))


def first_marks(reviews: QuerySet[Review]) -> QuerySet[Mark]:
    """One review of each reply, the earliest, so that none counts twice."""
    first = reviews.order_by().values("sample").annotate(first=Min("pk")).values("first")
    return Mark.objects.filter(review__in=first, points__isnull=False)


def person_and_machine(member: Member, since: datetime) -> list[Compared]:
    """By criterion, from the blind score, as it was before any dispute: one statement."""
    person, machine = Q(points__lt=FULL), Q(machine_points__lt=FULL)
    rows = (
        first_marks(counted_for(member, since))
        .order_by()
        .values("criterion")
        .annotate(
            both=Count("pk", filter=person & machine),
            person_only=Count("pk", filter=person & ~machine),
            machine_only=Count("pk", filter=~person & machine),
            neither=Count("pk", filter=~person & ~machine),
        )
    )
    found = {row["criterion"]: Compared(**row) for row in rows}
    return [found.get(one.code, Compared(one.code)) for one in sheet().criteria]


def between_reviewers(member: Member, since: datetime) -> dict[str, Agreement]:
    """By criterion, among replies that two or more people scored outside of rounds."""
    reviews = counted_for(member, since)
    twice = reviews.order_by().values("sample").annotate(n=Count("pk")).filter(n__gt=1).values("sample")
    return _agreements(
        Mark.objects.filter(review__in=reviews.filter(sample__in=twice).order_by().values("pk"))
    )


def in_round(found: Round) -> dict[str, Agreement]:
    reviews = Review.objects.done().filter(sample__round=found).order_by().values("pk")
    return _agreements(Mark.objects.filter(review__in=reviews))


def _agreements(marks: QuerySet[Mark]) -> dict[str, Agreement]:
    said: dict[str, dict[int, list[str]]] = {one.code: {} for one in sheet().criteria}
    rows = marks.filter(points__isnull=False).order_by("-pk")
    for criterion, sample, points in rows.values_list("criterion", "review__sample", "points")[
        :READ_TWICE_AT_MOST
    ]:
        by_sample = said.setdefault(criterion, {})
        by_sample.setdefault(sample, []).append(NO_FAULT if points == FULL else FAULT)
    return {code: agreement(items.values(), 2) for code, items in said.items()}


@dataclass(frozen=True)
class Team:
    """A department in one month; a score only where three people and more are behind it."""

    department: Department | None
    month: date
    reviews: int
    people: int
    score: float | None
    machine_score: float | None


def teams_by_month(member: Member, since: datetime) -> list[Team]:
    """In the order of the house, never by score."""
    rows = (
        counted_for(member, since)
        .order_by()
        .annotate(month=TruncMonth("scored_at"))
        .values("month", "sample__reply__author__department")
        .annotate(
            reviews=Count("pk"),
            people=Count("sample__reply__author", distinct=True),
            mean=Avg("score"),
            machine=Avg("machine_score"),
        )
        .order_by("sample__reply__author__department__path", "month")
    )
    found = list(rows)
    places = Department.objects.in_bulk({row["sample__reply__author__department"] for row in found} - {None})
    return [
        Team(
            places.get(row["sample__reply__author__department"]),
            row["month"].date(),
            row["reviews"],
            row["people"],
            row["mean"] if row["people"] >= FEWEST_PEOPLE else None,
            row["machine"] if row["people"] >= FEWEST_PEOPLE else None,
        )
        for row in found
    ]


@dataclass(frozen=True)
class Remark:
    """How often the check remarked something, and how often people let it stand without a fault."""

    code: str
    made: int
    overruled: int

    @property
    def regularly(self) -> bool:
        return self.overruled >= AT_LEAST and self.overruled >= REGULARLY * self.made


def remarks(member: Member, since: datetime) -> list[Remark]:
    """By code of the check, in the latest reviews; a dispute has the last word."""
    reviews = counted_for(member, since).exclude(findings=[]).order_by("-pk")[:REMARKS_AT_MOST]
    rows = {pk: {one["code"] for one in findings} for pk, findings in reviews.values_list("pk", "findings")}
    marks = Mark.objects.filter(review__in=rows, machine_points__lt=FULL).annotate(stands=STANDING)
    fine = set(marks.filter(stands=FULL).values_list("review", "criterion"))
    owner = {code: one.code for one in sheet().criteria for code in one.remarks}
    codes = sorted({code for found in rows.values() for code in found})
    return [
        Remark(
            code,
            sum(code in found for found in rows.values()),
            sum(code in found and (pk, owner.get(code)) in fine for pk, found in rows.items()),
        )
        for code in codes
    ]


@dataclass(frozen=True)
class OwnMonth:
    month: date
    reviews: int
    score: float


def own_months(member: Member) -> list[OwnMonth]:
    """A member's own scores over time, for nobody else."""
    rows = (
        Review.objects.that_count()
        .filter(sample__reply__author=member)
        .order_by()
        .annotate(month=TruncMonth("scored_at"))
        .values("month")
        .annotate(reviews=Count("pk"), mean=Avg("score"))
        .order_by("-month")[:12]
    )
    return [
        OwnMonth(row["month"].date(), row["reviews"], row["mean"]) for row in rows if row["mean"] is not None
    ]


def own_criteria(member: Member) -> list[tuple[str, float]]:
    """Of a member's own replies: criterion and mean points of a hundred, after disputes."""
    marks = Mark.objects.filter(review__in=Review.objects.that_count().filter(sample__reply__author=member))
    rows = marks.annotate(stands=STANDING).exclude(stands=None).order_by().values("criterion")
    found = dict(rows.annotate(mean=Avg("stands")).values_list("criterion", "mean"))
    return [(one.code, found[one.code] * 100 / FULL) for one in sheet().criteria if one.code in found]
