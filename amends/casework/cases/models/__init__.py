"""The case file: the case, what was said in it, and the way it has gone."""

from amends.casework.cases.models.access import CaseAccess, CaseViewing, StaffConcerned
from amends.casework.cases.models.approvals import ApprovalRequest
from amends.casework.cases.models.case import Case, CaseQuerySet, Workload, new_token
from amends.casework.cases.models.conversation import Attachment, Message, Note
from amends.casework.cases.models.labels import StatusLabel, StatusLabelQuerySet
from amends.casework.cases.models.links import CaseLink
from amends.casework.cases.models.meetings import Decision, Meeting, MeetingAddition
from amends.casework.cases.models.promises import Promise
from amends.casework.cases.models.record import Grievance, PointEvidence, StageRecord
from amends.casework.cases.models.tasks import Handover, Task, TaskStep

__all__ = [
    "ApprovalRequest",
    "Attachment",
    "Case",
    "CaseAccess",
    "CaseLink",
    "CaseQuerySet",
    "CaseViewing",
    "Decision",
    "Grievance",
    "Handover",
    "Meeting",
    "MeetingAddition",
    "Message",
    "Note",
    "PointEvidence",
    "Promise",
    "StaffConcerned",
    "StageRecord",
    "StatusLabel",
    "StatusLabelQuerySet",
    "Task",
    "TaskStep",
    "Workload",
    "new_token",
]
