"""Every change to the organisation."""

from amends.foundation.organisation.actions.absences import end_absence, enter_absence
from amends.foundation.organisation.actions.authority import decide_rule, delegate, end_delegation, enter_rule
from amends.foundation.organisation.actions.people import (
    add_department,
    add_member,
    change_member,
    describe_oneself,
    set_department_hours,
    set_function,
    set_password,
    set_presence,
    take_in_here,
)

__all__ = [
    "add_department",
    "add_member",
    "change_member",
    "decide_rule",
    "delegate",
    "describe_oneself",
    "end_absence",
    "end_delegation",
    "enter_absence",
    "enter_rule",
    "set_department_hours",
    "set_function",
    "set_password",
    "set_presence",
    "take_in_here",
]
