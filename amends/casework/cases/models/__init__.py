"""The case file: the case, what was said in it, and the way it has gone."""

from amends.casework.cases.models.access import CaseAccess, CaseViewing, StaffConcerned
from amends.casework.cases.models.approvals import ApprovalRequest
from amends.casework.cases.models.assignment import AssignmentPolicy, AssignmentReview, Exposure, Relief
from amends.casework.cases.models.attention import Snooze, Viewer, Watch
from amends.casework.cases.models.bulk import BulkItem, BulkRun
from amends.casework.cases.models.case import Case, CaseQuerySet, Workload, new_token
from amends.casework.cases.models.conversation import Message, Note
from amends.casework.cases.models.evidence import Attachment, Disposal, DisposalItem, Hold, Touch
from amends.casework.cases.models.keeping import KeepingTerm
from amends.casework.cases.models.labels import StatusLabel, StatusLabelQuerySet
from amends.casework.cases.models.links import CaseLink, CaseMerge
from amends.casework.cases.models.meetings import Decision, Meeting, MeetingAddition
from amends.casework.cases.models.parties import Party
from amends.casework.cases.models.promises import Promise
from amends.casework.cases.models.record import Grievance, PointEvidence, StageRecord
from amends.casework.cases.models.tasks import Handover, Task, TaskStep

__all__ = [
    "ApprovalRequest",
    "AssignmentPolicy",
    "AssignmentReview",
    "Attachment",
    "BulkItem",
    "BulkRun",
    "Case",
    "CaseAccess",
    "CaseLink",
    "CaseMerge",
    "CaseQuerySet",
    "CaseViewing",
    "Decision",
    "Disposal",
    "DisposalItem",
    "Exposure",
    "Grievance",
    "Handover",
    "Hold",
    "KeepingTerm",
    "Meeting",
    "MeetingAddition",
    "Message",
    "Note",
    "Party",
    "PointEvidence",
    "Promise",
    "Relief",
    "Snooze",
    "StaffConcerned",
    "StageRecord",
    "StatusLabel",
    "StatusLabelQuerySet",
    "Task",
    "TaskStep",
    "Touch",
    "Viewer",
    "Watch",
    "Workload",
    "new_token",
]
