"""Who could score which reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Q

from amends.casework.cases.choices import CONCERNED_STATES_THAT_COUNT
from amends.casework.cases.models import Case, StaffConcerned
from amends.casework.cases.permissions import visible_to
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply
from amends.practice.replies.review.choices import REVIEWERS, ReviewState
from amends.practice.replies.review.models import Review
from amends.practice.replies.review.permissions import is_party_to
from amends.practice.replies.review.rules.sampling import Candidate


class Bench:
    """Those who may review, with what they may see and have to do already; the same few questions for any number of replies."""

    def __init__(self, replies: Sequence[Reply], asked_first: Iterable[str]) -> None:
        self.members = list(Member.objects.filter(role__in=REVIEWERS, is_active=True).order_by("pk"))
        self.asked_first = frozenset(asked_first)
        cases = {reply.case_id for reply in replies}
        self.seen = {one.pk: self._cases_seen(one, cases) for one in self.members}
        self.open = Counter(Review.objects.open().values_list("reviewer", flat=True))
        authors = {reply.author_id for reply in replies}
        scored = Review.objects.exclude(state=ReviewState.DECLINED).filter(sample__reply__author__in=authors)
        self.of_author = Counter(scored.values_list("reviewer", "sample__reply__author"))

    @staticmethod
    def _cases_seen(member: Member, cases: set[int]) -> frozenset[int]:
        """What they may see, without complaints in which they or those they lead are named, even if only perhaps."""
        named = StaffConcerned.objects.filter(
            Q(member=member) | Q(member__line_manager=member),
            case__in=cases,
            state__in=CONCERNED_STATES_THAT_COUNT,
        )
        rows = Case.objects.order_by().filter(visible_to(member), pk__in=cases)
        return frozenset(rows.exclude(pk__in=named.values("case")).values_list("pk", flat=True))

    def candidates(self, reply: Reply, *, without: Iterable[int] = ()) -> list[Candidate]:
        """Those who may score this reply and have not been asked for it."""
        left_out = frozenset(without)
        return [
            Candidate(
                one.pk,
                one.role in self.asked_first,
                self.of_author[one.pk, reply.author_id],
                self.open[one.pk],
            )
            for one in self.members
            if one.pk not in left_out and reply.case_id in self.seen[one.pk] and not is_party_to(one, reply)
        ]

    def given(self, member_id: int, reply: Reply) -> None:
        """Counts in what was just handed out."""
        self.open[member_id] += 1
        self.of_author[member_id, reply.author_id] += 1
