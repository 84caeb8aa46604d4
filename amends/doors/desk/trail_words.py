"""What was done, in words, for every action that the audit trail records."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES = {
    "case.registered": gettext_noop("Complaint registered"),
    "case.read": gettext_noop("Text read"),
    "case.risk_found": gettext_noop("Risk found in a later message"),
    "case.thanks_received": gettext_noop("The customer only thanks: nothing waits for an answer"),
    "case.reading_corrected": gettext_noop("Reading corrected"),
    "case.reading_confirmed": gettext_noop("Reading found right"),
    "case.point_added": gettext_noop("Point of the complaint added"),
    "case.point_corrected": gettext_noop("Point of the complaint corrected"),
    "case.point_removed": gettext_noop("Point of the complaint removed"),
    "case.assigned": gettext_noop("Case given to somebody"),
    "case.customer_wrote": gettext_noop("Customer wrote"),
    "case.reply_posted": gettext_noop("Reply sent"),
    "case.proposal_posted": gettext_noop("Options sent"),
    "case.acknowledgement_posted": gettext_noop("Receipt sent"),
    "case.note_added": gettext_noop("Internal note added"),
    "stage.recorded": gettext_noop("Record of the stage written"),
    "stage.advanced": gettext_noop("Next stage begun"),
    "stage.skipped": gettext_noop("Stage skipped"),
    "solution.proposed": gettext_noop("Options proposed"),
    "solution.chosen": gettext_noop("Customer chose an option"),
    "solution.rejected": gettext_noop("Customer rejected the options"),
    "case.solution_agreed": gettext_noop("Solution agreed"),
    "case.solved": gettext_noop("Carried out"),
    "case.solution_confirmed": gettext_noop("Customer confirmed the solution"),
    "case.solution_disputed": gettext_noop("Customer says it is not put right yet"),
    "case.followed_up": gettext_noop("Followed up"),
    "case.rated": gettext_noop("Customer rated"),
    "case.cause_recorded": gettext_noop("Cause recorded"),
    "case.closed": gettext_noop("Case closed"),
    "case.reopened": gettext_noop("Case reopened"),
    "clock.started": gettext_noop("Clock started"),
    "clock.stopped": gettext_noop("Clock stopped"),
    "reply.submitted": gettext_noop("Reply submitted"),
    "reply.approved": gettext_noop("Reply approved"),
    "reply.returned": gettext_noop("Reply returned"),
    "reply.taken_back": gettext_noop("Reply taken back"),
    "reply.stopped": gettext_noop("Sending stopped: a newer message came in"),
    "member.added": gettext_noop("Person added"),
    "member.password_set": gettext_noop("New password set"),
    "department.takes_in": gettext_noop("Department takes new complaints"),
    "member.changed": gettext_noop("Person changed"),
    "member.presence": gettext_noop("Presence changed"),
    "department.added": gettext_noop("Department added"),
    "calendar.hours_changed": gettext_noop("Working hours changed"),
    "calendar.notice_entered": gettext_noop("Special days of a year entered"),
    "calendar.notice_confirmed": gettext_noop("Special days of a year confirmed"),
    "calendar.notice_turned_down": gettext_noop("Special days of a year turned down"),
    "cases.imported": gettext_noop("Complaints imported from a file"),
    "cases.exported": gettext_noop("Cases exported to a file"),
    "corrections.exported": gettext_noop("Corrections exported to a file"),
    "engine.taught": gettext_noop("The engine was taught by corrections"),
    "engine.taken_back": gettext_noop("The engine was taken back to earlier weights"),
    "house.backed_up": gettext_noop("A backup was made"),
    "house.restored": gettext_noop("Restored from a backup"),
    "api.token_added": gettext_noop("Token added"),
    "api.token_revoked": gettext_noop("Token revoked"),
}


def sentence(action: str) -> str:
    return _(SENTENCES[action]) if action in SENTENCES else action
