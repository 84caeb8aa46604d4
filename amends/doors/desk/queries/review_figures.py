"""How people and the check agree; never a name of somebody who wrote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from amends.content.review import sheet
from amends.doors.desk.queries.review_pages import tabs
from amends.doors.desk.queries.review_tried import NOTHING, Tried
from amends.doors.desk.queries.review_words import criterion_name, remark_name
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.oversight.learning.permissions import may_export
from amends.practice.replies.review.choices import FEWEST_PEOPLE
from amends.practice.replies.review.models import Mark, Review, Round
from amends.practice.replies.review.permissions import may_see_reviews, may_set_plan, readable_by
from amends.practice.replies.review.queries import figures
from amends.practice.replies.review.queries.figures import Compared
from amends.practice.replies.review.queries.lists import unscored_in, unscored_named
from amends.practice.replies.review.rules.agreement import SMALL, TOO_FEW, Agreement

PERIODS = (30, 90, 365)


def figures_page(member: Member, days: int) -> dict[str, Any]:
    """All figures of a period; the same number of statements however many reviews there are."""
    since = clock.now() - timedelta(days=days)
    compared = figures.person_and_machine(member, since)
    between = figures.between_reviewers(member, since)
    owners = {code: criterion_name(one.code) for one in sheet().criteria for code in one.remarks}
    return {
        **tabs(member, "figures"),
        "days": days,
        "periods": PERIODS,
        "compared": [compared_row(one, between.get(one.criterion)) for one in compared],
        "counted": figures.counted(member, since),
        "missed": [compared_row(one, None) for one in compared if one.missed_regularly],
        "remarks": [
            {"name": remark_name(one.code), "about": owners.get(one.code, ""), "one": one}
            for one in figures.remarks(member, since)
        ],
        "teams": figures.teams_by_month(member, since),
        "fewest": FEWEST_PEOPLE,
        "too_few": TOO_FEW,
        "small": SMALL,
        "may_export": may_see_reviews(member),
        "may_export_judged": may_export(member),
    }


def compared_row(one: Compared, between: Agreement | None) -> dict[str, Any]:
    return {
        "name": criterion_name(one.criterion),
        "one": one,
        "machine": {**agreement_words(one.agreement), "words": verdict(one)},
        "between": agreement_words(between) if between else None,
    }


def agreement_words(found: Agreement) -> dict[str, Any]:
    """The figures as they are shown; “too few” where nothing honest can be said."""
    return {
        "n": found.n,
        "share": None if found.share is None else round(100 * found.share),
        "ac1": signed(found.ac1),
        "range": "" if found.low is None else f"{signed(found.low)} … {signed(found.high)}",
        "kappa": signed(found.kappa),
        "is_small": found.is_small,
        "words": strength(found.ac1),
    }


def signed(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace("-", "−")


def strength(value: float | None) -> str:
    """Landis and Koch's steps, as practitioners read such figures."""
    if value is None:
        return _("too few")
    if value >= 0.81:
        return _("nearly the same")
    if value >= 0.61:
        return _("mostly the same")
    return _("partly the same") if value >= 0.41 else _("often different")


def verdict(one: Compared) -> str:
    """In words, by what is beyond chance and by the faults that both find: alone the many good lines would speak."""
    value = one.agreement.ac1
    if value is None or one.of_faults is None:
        return strength(value)
    if one.of_faults < 0.5 and value >= 0.61:
        return _("the same where all is well, seldom where something is wrong")
    return strength(min(value, one.of_faults))


def round_page(found: Round, member: Member, tried: Tried = NOTHING) -> dict[str, Any]:
    """What each said of each reply, once it is for the reader; while somebody is still to score, not theirs."""
    seen = found_reviews(found, member)
    marks = list(Mark.objects.filter(review__in=seen).order_by("pk"))
    by_review: dict[int, dict[str, Mark]] = {}
    for one in marks:
        by_review.setdefault(one.review_id, {})[one.criterion] = one
    agreed = figures.in_round(found) if found.closed_at else {}
    missing = unscored_in(found) if may_set_plan(member) and not found.closed_at else []
    return {
        **tabs(member, "rounds"),
        **tried.shown,
        "round": found,
        "unscored": missing,
        "seen": unscored_named(missing) if tried.asks else "",
        "agreements": [
            {"name": criterion_name(code), **agreement_words(one)} for code, one in agreed.items() if one.n
        ],
        "samples": samples_of(seen, by_review),
    }


def found_reviews(found: Round, member: Member) -> list[Review]:
    rows = Review.objects.done().filter(readable_by(member), sample__round=found)
    return list(rows.select_related("reviewer", "sample__reply__case").order_by("sample", "reviewer"))


def samples_of(reviews: Iterable[Review], marks: dict[int, dict[str, Mark]]) -> list[dict[str, Any]]:
    """Reply by reply: criterion by criterion what each of the people gave, and where they differ."""
    by_sample: dict[int, list[Review]] = {}
    for one in reviews:
        by_sample.setdefault(one.sample_id, []).append(one)
    found = []
    for rows in by_sample.values():
        codes = list(dict.fromkeys(code for one in rows for code in marks.get(one.pk, {})))
        lines = [round_row(code, [marks.get(one.pk, {}).get(code) for one in rows]) for code in codes]
        differ = sum(line["differ"] for line in lines)
        found.append({"reply": rows[0].sample.reply, "reviews": rows, "rows": lines, "differ": differ})
    return found


def round_row(code: str, marks: list[Mark | None]) -> dict[str, Any]:
    given = [one.points if one else None for one in marks]
    machine = next((one.machine_points for one in marks if one is not None), None)
    return {"name": criterion_name(code), "given": given, "machine": machine, "differ": len(set(given)) > 1}
