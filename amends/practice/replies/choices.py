"""Closed lists of words about replies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DraftKind(TextChoices):
    NOTE = "note", _("Internal note")
    REPLY = "reply", _("Reply to the customer")


class ReplyKind(TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    FIRST_RESPONSE = "first_response", _("First response")
    HOLDING = "holding", _("Progress update")
    SOLUTION = "solution", _("Solution with options")
    REFUSAL = "refusal", _("A no, with its reasons")
    APOLOGY = "apology", _("Letter of apology")
    CLOSING = "closing", _("Closing letter")
    FOLLOW_UP = "follow_up", _("Follow-up")


class ReplyState(TextChoices):
    AWAITING_APPROVAL = "awaiting_approval", _("Waits for a second pair of eyes")
    QUEUED = "queued", _("Goes out in a moment")
    SENT = "sent", _("Sent")
    RETURNED = "returned", _("Given back")
    WITHDRAWN = "withdrawn", _("Taken back")


UNDER_WAY = (ReplyState.AWAITING_APPROVAL, ReplyState.QUEUED)
EDITABLE_AGAIN = (ReplyState.RETURNED, ReplyState.WITHDRAWN)
