"""What an edition changes before it counts: sentence by sentence, in how many open cases, and in one case side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries import case_by_number
from amends.doors.desk.queries.guide_words import family_text, label_text
from amends.doors.desk.queries.playbook_page import change_rows
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.playbook.models import Edition
from amends.practice.playbook.permissions import may_write
from amends.practice.playbook.queries import (
    book,
    edition_before,
    edition_in_force,
    layer_of,
    needs_of,
    situation_of,
    touched_by,
)
from amends.practice.playbook.rules import FAMILIES, Advice, Situation, advise
from amends.practice.playbook.text import part_name

CASES_SHOWN = 12
# What can be chosen by hand to try a reading that no case has; one label each, risks several.
CHOSEN = ("emotion", "mode", "motive", "category", "severity", "persona", "stage", "medium")


def preview_page(draft: Edition, member: Member, asked: QueryDict, wrong: str = "") -> dict[str, Any]:
    language, counts = interface_language(), edition_in_force()
    before, after = book(language, counts), book(language, draft)
    touched = touched_by(before, after)
    shown = Case.objects.filter(visible_to(member), pk__in=touched.case_ids).order_by("-id")[:CASES_SHOWN]
    case, refused = case_named(asked.get("case", ""), member)
    situation = situation_of(case, needs_of(case)) if case else chosen_situation(asked)
    return {
        "draft": draft,
        "changes": change_rows(layer_of(counts), draft.layer),
        "touched": touched,
        "touched_cases": list(shown),
        "unseen": bool(touched.count) and not shown,
        "case": case,
        "refused": refused,
        "asked_case": asked.get("case", ""),
        "both": both(situation, before, after, language) if situation else None,
        "families": families(asked, situation if not case else None),
        "may_write": may_write(member),
        "wrote": draft.written_by.filter(pk=member.pk).exists(),
        "wrong": wrong,
    }


def case_named(number: str, member: Member) -> tuple[Case | None, str]:
    """The case to try it on, or why there is none."""
    if not number.strip():
        return None, ""
    case = case_by_number(number.strip().upper(), member=member)
    if case is None:
        return None, _("This case does not exist, or it belongs to another team.")
    return (case, "") if case.kind else (None, _("This case has not been read yet."))


def chosen_situation(asked: QueryDict) -> Situation | None:
    """A reading made up by hand; None where nothing was chosen."""
    known = {name: asked.get(name, "") for name in CHOSEN if asked.get(name, "") in FAMILIES[name]}
    risks = tuple(one for one in asked.getlist("risk") if one in FAMILIES["risk"])
    return replace(Situation(), **known, risks=risks) if known or risks else None  # type: ignore[arg-type]


def families(asked: QueryDict, situation: Situation | None) -> list[dict[str, Any]]:
    return [
        {
            "family": family,
            "name": family_text(family),
            "labels": [(one, label_text(f"{family}:{one}")) for one in FAMILIES[family]],
            "chosen": getattr(situation, family) if situation and asked.get(family) else "",
        }
        for family in CHOSEN
    ]


def both(situation: Situation, before: Any, after: Any, language: str) -> dict[str, Any]:
    """What the advice says no more, what it would say instead, and what stays."""
    situation = replace(situation, language=language)
    old, new = advise(situation, before), advise(situation, after)
    left, right = lines_of(old), lines_of(new)
    return {
        "gone": [one for one in left if one not in right],
        "new": [one for one in right if one not in left],
        "stays": [one for one in left if one in right],
        "same": left == right,
    }


def lines_of(advice: Advice) -> list[dict[str, str]]:
    step = {
        "kind": "step",
        "name": _("The next step"),
        "text": f"{advice.step.title}{_(': ')}{advice.step.how}",
    }
    lines = [{"kind": one.part, "name": part_name(one.part), "text": one.text} for one in advice.lines]
    reasons = [{"kind": "why", "name": part_name("why"), "text": one.text} for one in advice.why]
    script = [{"kind": "script", "name": part_name("script"), "text": one} for one in advice.script]
    return [step, *lines, *script, *reasons]


def edition_page(edition: Edition, member: Member) -> dict[str, Any]:
    """What an edition changed, who wrote it, who confirmed it."""
    earlier, counts = edition_before(edition), edition_in_force()
    return {
        "edition": edition,
        "changes": change_rows(layer_of(earlier), edition.layer),
        "writers": list(edition.written_by.order_by("pk")),
        "counts": counts is not None and counts.pk == edition.pk,
        "may_go_back": may_write(member) and edition.confirmed and layer_of(counts) != edition.layer,
    }
