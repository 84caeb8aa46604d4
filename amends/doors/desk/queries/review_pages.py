"""The pages about the review of replies: what waits, what was said of one's own, disputes, the plan, calibration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.doors.desk.queries.review_tried import NOTHING, Tried
from amends.doors.desk.queries.review_words import criterion_name
from amends.foundation.kernel import clock
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.replies.review.choices import DECIDERS, REVIEWERS
from amends.practice.replies.review.models import Plan, Review
from amends.practice.replies.review.permissions import (
    may_review,
    may_see_figures,
    may_see_reviews,
    may_set_plan,
)
from amends.practice.replies.review.queries import lists
from amends.practice.replies.review.queries.figures import own_criteria, own_months

SIZE = 25
NUMBERS = ("per_person", "per_team", "more_severe", "more_legal", "more_newcomers", "second_share")


def tabs(member: Member, here: str) -> dict[str, Any]:
    """The pages that a member may open; where they are."""
    rows = (
        ("queue", _("To review"), "inbox", may_review(member)),
        ("mine", _("My replies"), "reply", may_see_reviews(member)),
        ("disputes", _("Disputes"), "merge", may_review(member)),
        ("figures", _("People and the check"), "trend", may_see_figures(member)),
        ("rounds", _("Calibration"), "target", may_review(member)),
        ("plan", _("Plan and draws"), "tasks", may_see_reviews(member)),
    )
    return {
        "tabs": [
            {"label": label, "icon": icon, "url": reverse(f"desk:reviews_{name}"), "here": name == here}
            for name, label, icon, may in rows
            if may
        ],
        "title": next(label for name, label, _icon, _may in rows if name == here),
    }


def first_page(member: Member) -> str:
    """Where somebody begins: with what waits for them, with their own, or with the figures."""
    if may_review(member):
        return "desk:reviews_queue"
    return "desk:reviews_mine" if may_see_reviews(member) else "desk:reviews_figures"


def listed(rows: QuerySet[Review], order: str, data: QueryDict, here: str) -> dict[str, Any]:
    """One page of reviews, each with its address."""
    page = keyset_page(rows, order=(order,), after=data.get("after"), size=SIZE)
    base, now = reverse(f"desk:reviews_{here}"), clock.now()
    return {
        "rows": [
            {
                "review": one,
                "url": reverse("desk:review", args=[one.pk]),
                "answer_until": one.answer_until if here == "mine" and one.awaits_answer(now) else None,
            }
            for one in page.items
        ],
        "previous_url": f"{base}?after={page.previous}" if page.previous else "",
        "next_url": f"{base}?after={page.next}" if page.next else "",
    }


def queue_page(member: Member, data: QueryDict, tried: Tried = NOTHING) -> dict[str, Any]:
    number = data.get("number", "").strip()[:20]
    return {
        **tabs(member, "queue"),
        **tried.shown,
        **listed(lists.to_score(member), "id", data, "queue"),
        "to_take": lists.without_reviewer(member),
        "scored": list(lists.scored_by(member).order_by("-pk")[:10]),
        "entered": data,
        "picks": lists.replies_to_pick(number, member) if number else None,
    }


def mine_page(member: Member, data: QueryDict) -> dict[str, Any]:
    return {
        **tabs(member, "mine"),
        **listed(lists.reviews_of(member), "-id", data, "mine"),
        "months": own_months(member),
        "criteria": [
            (criterion_name(code), share, round(share / 100, 3)) for code, share in own_criteria(member)
        ],
    }


def disputes_page(member: Member, data: QueryDict) -> dict[str, Any]:
    return {
        **tabs(member, "disputes"),
        **listed(lists.disputes_seen(member), "-id", data, "disputes"),
        "to_decide": [
            {"review": one, "url": reverse("desk:review", args=[one.pk])}
            for one in lists.disputes_for(member).order_by("pk")[:SIZE]
        ],
        "decides": member.role in DECIDERS,
    }


def plan_page(member: Member, tried: Tried = NOTHING) -> dict[str, Any]:
    plan, entered, shown = lists.plan_in_force(), tried.data, tried.shown
    return {
        **tabs(member, "plan"),
        **shown,
        "plan": plan,
        "before": lists.plans_before() if plan else [],
        "fields": fields_of(plan, entered, shown["errors"]),
        "roles": roles_of(plan, entered),
        "role_names": [label for value, label in Role.choices if plan and value in plan.asked_first],
        "reason": entered.get("reason", ""),
        "may_set": may_set_plan(member),
        "draws": lists.draws(),
    }


def field_words() -> dict[str, tuple[str, str]]:
    return {
        "per_person": (_("Of each person"), _("Replies a week")),
        "per_team": (_("Of each team at least"), _("Where its people together wrote fewer, all of them")),
        "more_severe": (_("More of severe cases"), _("A team and week")),
        "more_legal": (_("More of legal cases"), _("A team and week")),
        "more_newcomers": (_("More of new people"), _("A person and week")),
        "newcomer_weeks": (_("New for so many weeks"), _("From the day the account was made")),
        "second_share": (_("Read by two, of a hundred"), _("To see whether reviewers agree")),
        "dispute_days": (_("Working days to answer"), _("After that a review stands")),
    }


def fields_of(plan: Plan | None, entered: QueryDict, errors: Mapping[str, str]) -> list[dict[str, Any]]:
    """The numbers of the plan, as typed, as in force, or as one may begin with."""
    start = {"per_person": 1, "newcomer_weeks": 8, "more_newcomers": 1, "second_share": 10, "dispute_days": 5}
    return [
        {
            "name": name,
            "label": label,
            "help": words,
            "wrong": errors.get(name, ""),
            "now": getattr(plan, name, None),
            "value": entered.get(name, getattr(plan, name, start.get(name, 0))),
        }
        for name, (label, words) in field_words().items()
    ]


def roles_of(plan: Plan | None, entered: QueryDict) -> list[dict[str, Any]]:
    chosen = entered.getlist("asked_first") if entered else plan.asked_first if plan else [Role.QUALITY]
    return [{"value": one.value, "label": one.label, "on": one.value in chosen} for one in REVIEWERS]


def rounds_page(member: Member, tried: Tried = NOTHING) -> dict[str, Any]:
    may_open = may_set_plan(member)
    return {
        **tabs(member, "rounds"),
        **tried.shown,
        "rounds": lists.rounds_for(member),
        "may_open": may_open,
        "people": lists.reviewers() if may_open else [],
        "chosen": tried.data.getlist("reviewers"),
    }
