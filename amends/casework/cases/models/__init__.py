"""The case file: the case, what was said in it, and the way it has gone."""

from amends.casework.cases.models.access import CaseAccess, CaseViewing, StaffConcerned
from amends.casework.cases.models.case import Case, CaseQuerySet, Workload, new_token
from amends.casework.cases.models.conversation import Attachment, Message, Note
from amends.casework.cases.models.record import Grievance, StageRecord

__all__ = [
    "Attachment",
    "Case",
    "CaseAccess",
    "CaseQuerySet",
    "CaseViewing",
    "Grievance",
    "Message",
    "Note",
    "StaffConcerned",
    "StageRecord",
    "Workload",
    "new_token",
]
