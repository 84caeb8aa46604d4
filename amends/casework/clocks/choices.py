"""Closed lists of words about deadlines."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClockKind(TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", pgettext_lazy("clock", "Receipt")
    FIRST_RESPONSE = "first_response", _("First response")
    DIRECTION = "direction", _("A clear direction")
    PROGRESS = "progress", _("Progress update")
    SOLUTION = "solution", _("Solution")
    FOLLOW_UP = "follow_up", _("Follow-up")
    # Legal limits by what ends them: a receipt, the result told to the customer, or a person who says that it is done.
    LEGAL_RECEIPT = "legal_receipt", _("Legal limit: receipt")
    LEGAL_RESULT = "legal_result", _("Legal limit: result")
    LEGAL_DUTY = "legal_duty", _("Legal limit: duty")
    TASK = "task", pgettext_lazy("clock", "Task")
    PROMISE = "promise", pgettext_lazy("clock", "Promise")


class ClockEnd(TextChoices):
    """How a clock came to its end; only what was done can have been done in time."""

    DONE = "done", pgettext_lazy("clock", "Done")
    FELL = "fell", pgettext_lazy("clock", "Fell away")
    BROKEN = "broken", pgettext_lazy("clock", "Not kept")


class Light(TextChoices):
    GREEN = "green", _("In good time")
    YELLOW = "yellow", _("Half of the time has gone")
    ORANGE = "orange", _("Nearly due")
    RED = "red", _("Overdue")


class PauseReason(TextChoices):
    """Why a clock may stand still: only what is not in our hands."""

    INFORMATION = "information", _("Waiting for the customer's information")
    ASKED = "asked", _("The customer asked to wait")
    EXPERT = "expert", _("Waiting for a third party's expert opinion")
    AUTHORITY = "authority", _("Waiting for an authority or court")


class Recipient(TextChoices):
    """Whom a reminder goes to, step by step."""

    OWNER = "owner", pgettext_lazy("reminder", "who looks after the case")
    LEAD = "lead", pgettext_lazy("reminder", "the team lead")
    MANAGER = "manager", pgettext_lazy("reminder", "the manager")


class Confidence(TextChoices):
    """How sure it is that a limit is as it stands here."""

    PRACTICE = "P", _("good practice")
    VERIFIED = "V", _("read in the rule itself")
    SECONDARY = "S", _("read in a reliable summary")
    UNCERTAIN = "U", _("uncertain")
    GENERAL = "G", _("from general knowledge")


class Condition(TextChoices):
    """What of a case a rule may ask for. Nothing about who a person is."""

    SEVERITY = "severity", _("Severity")
    CATEGORY = "category", _("About")
    CHANNEL = "channel", _("Channel")
    MODE = "mode", _("What leads")
    RISK = "risk", _("Risk")
    TIER = "tier", _("Customer tier")
    DEPARTMENT = "department", _("Department")
