"""The sheet of a case's points: each with its evidence, finding, cause, responsibility and remedy."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Outcome, PointFinding, Responsible
from amends.casework.cases.models import Case, Grievance
from amends.casework.cases.permissions import handles
from amends.casework.cases.rules import proposed_outcome
from amends.doors.desk.queries.promise_pages import keepers
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.words import label_name, outcome_name
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.oversight.improvement.rules import cause_name, causes_in
from amends.practice.remedies.models import Option

TONES = {
    PointFinding.UPHELD: ("green", "ok"),
    PointFinding.PARTLY: ("yellow", "ok"),
    PointFinding.NOT_UPHELD: ("orange", "close"),
    PointFinding.UNCLEAR: ("plain", "info"),
}


def point_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    works = handles(member, case) and case.is_open
    points = list(
        case.grievances.select_related("found_by").prefetch_related(
            "evidence__attachment", "evidence__message", "evidence__added_by"
        )
    )
    language = interface_language()
    goodwill = Option.objects.filter(proposal__case=case, chosen=True, amount__gt=0).exists()
    outcome = proposed_outcome([point.finding for point in points], goodwill=goodwill)
    chosen = Option.objects.filter(proposal__case=case, chosen=True).order_by("-id").first()
    return {
        **sheet(case, "case_points"),
        "may_judge": works,
        "keepers": keepers(case) if works else [],
        "points": [point_row(point, language, entered or QueryDict()) for point in points],
        "waiting": sum(not point.finding for point in points),
        "outcome": outcome,
        "outcome_name": outcome_name(outcome) if outcome else "",
        "ends_with": outcome_name(case.outcome) if case.outcome else "",
        "is_inv": outcome == Outcome.INV,
        "findings": PointFinding.choices,
        "responsibles": Responsible.choices,
        "causes": [(one.code, f"{one.group_name} · {one.name}") for one in causes_in(language)],
        "files": list(case.attachments.order_by("id")),
        "remedy": chosen.title if chosen else "",
        "entered": entered or QueryDict(),
        "entered_at": (entered or QueryDict()).get("form", ""),
        "wrong": wrong,
    }


def point_row(point: Grievance, language: str, entered: QueryDict) -> dict[str, Any]:
    tone, icon = TONES.get(point.finding, ("plain", "hourglass"))  # type: ignore[call-overload]
    here = f"judge-{point.pk}"
    typed = entered if entered.get("form") == here else None
    return {
        "id": str(point.pk),
        "here": here,
        "support": f"support-{point.pk}",
        "promise": f"promise-{point.pk}",
        "point": point,
        "about": label_name("category", point.category) if point.category else "",
        "demands": [label_name("demands", one) for one in point.demands],
        "finding": point.get_finding_display() if point.finding else _("No finding yet"),
        "tone": tone,
        "icon": icon,
        "cause": cause_name(point.cause, language) if point.cause else "",
        "responsible": point.get_responsible_display() if point.responsible else "",
        "held": {
            name: typed.get(name, "") if typed else getattr(point, name)
            for name in ("finding", "reason", "cause", "responsible", "remedy")
        },
        "evidence": list(point.evidence.all()),
    }
