"""What comes next: the playbook's advice, and every action with whether it is possible now."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases import rules as case_rules
from amends.casework.cases.choices import Confirmed, Record, Responsible, Stage, Systemic
from amends.casework.cases.permissions import may_assign
from amends.casework.cases.queries import on_record
from amends.doors.desk.queries.case_page import CasePage
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import APPROVERS
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import people_under
from amends.oversight.improvement.rules import causes_in
from amends.practice.playbook.queries import Guide, guide_for
from amends.practice.playbook.rules.ticks import tick_of
from amends.practice.remedies.models import Proposal
from amends.practice.replies.rules import reasons_for_approval

MAIN_OF_STAGE = {
    Stage.LISTEN: "advance",
    Stage.CONFIRM: "advance",
    Stage.INVESTIGATE: "advance",
    Stage.PROPOSE: "propose",
}
# Where the guide speaks of these, the way to the sheet where something is given stands beside it.
GIVING = frozenset({"gift", "fitting_compensation", "compensate_in_steps", "explain_compensation"})


def next_step(page: CasePage, member: Member) -> dict[str, Any]:
    proposals: list[Proposal] = page.context["proposals"]
    latest = proposals[-1] if proposals else None
    guide = guide_for(page.case, page.records, interface_language(), needs=page.context["needs"])
    return {
        "advice": advice_block(guide, page) if page.case.is_open else None,
        "actions": actions(page, latest, member),
        "causes": [(one.code, f"{one.group_name} · {one.name}") for one in causes_in(interface_language())]
        if page.case.stage == Stage.REVIEW
        else [],
        "colleagues": colleagues(page, member),
    }


def advice_block(guide: Guide, page: CasePage) -> dict[str, Any]:
    """The next step with what to say; the whole guide stands on its own sheet."""
    advice = guide.advice
    ticked = {step.id for step in advice.escalations if step.tick in guide.ticks}
    others = [step for step in advice.escalations if step.id not in ticked | {advice.step.id}]
    answered = page.case.first_reply_at is not None and not page.case.unread
    write = {"label": _("Write to the customer"), "compose": "reply", "key": "reply"}
    todo = [(line, tick_of(line, guide.ticks, guide.here)) for line in advice.todo]
    return {
        "step": advice.step.title,
        "text": advice.step.how,
        "tick": advice.step.tick if page.handles and advice.step in advice.escalations else "",
        "urgent": [f"{step.title}{_(': ')}{step.how}" for step in others],
        "tempo": advice.tempo or "",
        "strategy": advice.strategy or "",
        "say": [line.text for line in advice.say],
        "never": [line.text for line in advice.never],
        "why": [*(reason.text for reason in advice.why), *filter(None, (advice.tempo, advice.strategy))],
        "todo": len(todo),
        "ticked": sum(tick is not None for _line, tick in todo),
        "url": reverse("desk:case_guide", args=[page.case.number]),
        "giving_url": reverse("desk:case_giving", args=[page.case.number])
        if GIVING & {line.topic for line in advice.todo}
        else "",
        "actions": [] if answered or not page.handles else [write],
    }


def actions(page: CasePage, proposal: Proposal | None, member: Member) -> list[dict[str, Any]]:
    """Every action on the case; the one that brings it on stands out, what is not possible says why."""
    if not page.handles:
        return []
    if not page.case.is_open:
        return [action(page, "reopen", _("Reopen"), main=True)]
    missing = case_rules.missing_for(Stage(page.case.stage), on_record(page.case, page.present))
    main = main_action(Stage(page.case.stage), missing)
    found = [
        advance_action(page, missing),
        action(page, "record", _("Write the record of this stage")),
        propose_action(page, proposal, member),
        carried_out_action(page),
        followed_up_action(page),
        cause_action(page),
        action(page, "assign", _("Give to somebody"), help=_("The reason stays on record.")),
        close_action(page, missing),
    ]
    return [{**one, "main": one["key"] == main} for one in found]


def main_action(stage: Stage, missing: tuple[Record, ...]) -> str:
    """The action that brings a case on from its stage."""
    if stage == Stage.CARRY_OUT:
        if Record.CARRIED_OUT in missing:
            return "solved"
        return "followed_up" if Record.FOLLOWED_UP in missing else "advance"
    if stage == Stage.REVIEW:
        return "cause" if missing else "close"
    return MAIN_OF_STAGE[stage]


def action(page: CasePage, name: str, label: str, *, why_not: str = "", **more: Any) -> dict[str, Any]:
    return {
        "key": name,
        "label": label,
        "url": reverse(f"desk:{name}", args=[page.case.number]),
        "allowed": not why_not,
        "why_not": why_not,
        **more,
    }


def advance_action(page: CasePage, missing: tuple[Record, ...]) -> dict[str, Any]:
    labels = {
        Stage.LISTEN: _("Confirm the points"),
        Stage.CONFIRM: _("Begin the investigation"),
        Stage.INVESTIGATE: _("Record the finding"),
    }
    stage = Stage(page.case.stage)
    why_not = _("This is the last stage. Close the case instead.") if stage == Stage.REVIEW else ""
    helps = {
        Stage.LISTEN: _("Restate what the customer complains about and wants, as confirmed with them."),
        Stage.CONFIRM: _("What was restated to the customer, as they confirmed it."),
        Stage.INVESTIGATE: _("What happened, why, and who answers for it? Is it a single case or systemic?"),
    }
    more: dict[str, Any] = {}
    if stage == Stage.CONFIRM:
        more = {"ways": Confirmed.choices}
    elif stage == Stage.INVESTIGATE:
        held = page.present.details if page.present else {}
        more = {"responsibles": Responsible.choices, "extents": Systemic.choices, "details": held}
    label = labels.get(stage, _("Next stage"))
    return action(page, "advance", label, why_not=why_not, help=helps.get(stage, ""), **more)


def propose_action(page: CasePage, proposal: Proposal | None, member: Member) -> dict[str, Any]:
    why_not = ""
    if page.case.stage != Stage.PROPOSE:
        why_not = _("Options are offered in the stage “Propose”.")
    elif proposal is not None and proposal.is_open:
        why_not = _("The customer is choosing among the options already offered.")
    elif member.role not in APPROVERS and is_weighty(page, member):
        why_not = _("In a case of this weight a team lead, legal or a manager sends this.")
    drafts = reverse("desk:offer_drafts", args=[page.case.number])
    text = _("At least two ways to put it right, each with a date. The customer chooses.")
    return action(page, "propose", _("Offer options"), why_not=why_not, help=text, drafts=drafts)


def is_weighty(page: CasePage, member: Member) -> bool:
    """Whether words to this customer need a second pair of eyes, whatever they say."""
    case = page.case
    return bool(
        reasons_for_approval(
            severity=case.severity, risks=case.risks, amount=None, limit=member.approval_limit
        )
    )


def carried_out_action(page: CasePage) -> dict[str, Any]:
    why_not = ""
    if page.case.agreed_at is None:
        why_not = _("The customer has not chosen a solution yet.")
    elif page.case.solved_at is not None:
        why_not = _("This is on record already.")
    return action(page, "solved", _("Record as carried out"), why_not=why_not)


def followed_up_action(page: CasePage) -> dict[str, Any]:
    why_not = "" if page.case.solved_at else _("What was agreed has not been carried out yet.")
    text = _("Within 24 hours of solving: is the customer content, is there anything else?")
    return action(page, "followed_up", _("Record the follow-up"), why_not=why_not, help=text)


def cause_action(page: CasePage) -> dict[str, Any]:
    why_not = "" if page.case.stage == Stage.REVIEW else _("The cause is recorded in the stage “Review”.")
    return action(page, "cause", _("Record the cause"), why_not=why_not)


def close_action(page: CasePage, missing: tuple[Record, ...]) -> dict[str, Any]:
    text = ""
    if page.case.stage != Stage.REVIEW:
        text = _(
            "The case has not been through all stages: only an outcome that ends it early is possible, with its reason."
        )
    elif missing:
        text = _(
            "Still missing: %(missing)s. Until it is on record, only an outcome that ends the case early is possible, with its reason."
        ) % {"missing": _(", ").join(str(one.label) for one in missing)}
    suggested = "" if text else suggested_outcome(page)
    return action(page, "close", _("Close the case"), help=text, danger=bool(text), suggested=suggested)


def suggested_outcome(page: CasePage) -> str:
    """How the case comes out by the findings of its points, as on their sheet; a person may say otherwise."""
    chosen = (one for round_ in page.context["proposals"] for one in round_.options.all() if one.chosen)
    return case_rules.proposed_outcome(
        page.context["point_findings"], goodwill=any(one.amount for one in chosen)
    )


def colleagues(page: CasePage, member: Member) -> list[dict[str, str]]:
    """Who else may be given this case by this member; a handler may take it for themselves."""
    if not may_assign(member):
        return [{"username": member.username, "display_name": str(member), "note": _("yourself")}]
    return [
        {
            "username": one.username,
            "display_name": one.name,
            "note": _("absent") if one.is_absent else str(one.presence.label),
        }
        for one in people_under(page.case.department.path)
        if page.case.owner is None or one.username != page.case.owner.username
    ]
