from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClockKind(TextChoices):
    FIRST_RESPONSE = "first_response", _("First response")
    SOLUTION = "solution", _("Solution")
    FOLLOW_UP = "follow_up", _("Follow-up")


class Light(TextChoices):
    GREEN = "green", _("In good time")
    YELLOW = "yellow", _("Half of the time has gone")
    ORANGE = "orange", _("Nearly due")
    RED = "red", _("Overdue")
