"""Departments, the people in them, what each may decide, and who stands in for whom."""

from amends.foundation.organisation.models.absences import Absence, AbsenceQuerySet
from amends.foundation.organisation.models.authority import AuthorityRule, Delegation
from amends.foundation.organisation.models.people import Department, Member, MemberManager

__all__ = [
    "Absence",
    "AbsenceQuerySet",
    "AuthorityRule",
    "Delegation",
    "Department",
    "Member",
    "MemberManager",
]
