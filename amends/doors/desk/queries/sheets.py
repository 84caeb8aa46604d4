"""The sheets of a case: what stands beside its conversation, each a page of its own so that the conversation stays quick."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.models import Case


@dataclass(frozen=True)
class Sheet:
    """A tab of a case: `view` is the name of its page in the desk, which takes the number of the case."""

    view: str
    label: Promise
    icon: str


SHEETS = (
    Sheet("case", _("Conversation"), "say"),
    Sheet("case_guide", _("Guide"), "compass"),
    Sheet("case_course", _("Stages"), "layers"),
    Sheet("case_points", _("Points"), "target"),
    Sheet("case_clocks", _("Deadlines"), "clock"),
    Sheet("case_tasks", _("Tasks"), "tasks"),
    Sheet("case_promises", _("Promises"), "promise"),
    Sheet("case_evidence", _("Evidence"), "evidence"),
    Sheet("case_giving", _("Making good"), "gift"),
    Sheet("case_approvals", _("Approvals"), "ok"),
    Sheet("case_assignment", _("Assignment"), "assign"),
    Sheet("case_knowledge", _("Knowledge"), "book"),
    Sheet("case_related", _("Related cases"), "link"),
    Sheet("case_involved", _("Involved"), "users"),
    Sheet("case_access", _("Access"), "lock"),
    Sheet("case_customer", _("Customer"), "user"),
    Sheet("case_audit", _("Trail"), "audit"),
)


# So many stand beside one another on the narrow case page; the others are behind a menu.
AT_ONCE = 7
_NUMBER = "NUMBER"


@cache
def _addresses() -> tuple[str, ...]:
    """Worked out once: a case page has a dozen of them."""
    return tuple(reverse(f"desk:{sheet.view}", args=[_NUMBER]) for sheet in SHEETS)


def tabs(number: str, here: str) -> dict[str, Any]:
    """The tabs of a case, the one named `here` marked; `more` are those behind the menu."""
    every = [
        {
            "label": sheet.label,
            "icon": sheet.icon,
            "url": address.replace(_NUMBER, number),
            "here": sheet.view == here,
        }
        for sheet, address in zip(SHEETS, _addresses(), strict=True)
    ]
    more = every[AT_ONCE:]
    return {"main": every[:AT_ONCE], "more": more, "within": next((one for one in more if one["here"]), None)}


def sheet(case: Case, here: str) -> dict[str, Any]:
    """What every sheet of a case needs for its head and tabs."""
    return {"case": case, "number": case.number, "tabs": tabs(case.number, here)}
