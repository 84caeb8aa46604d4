"""Closed lists of words about the people who answer complaints."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    HANDLER = "handler", _("Complaint handler")
    LEAD = "lead", _("Team lead")
    QUALITY = "quality", _("Quality")
    LEGAL = "legal", _("Legal")
    MANAGER = "manager", _("Manager")
    TRAINER = "trainer", _("Trainer")
    ADMINISTRATOR = "administrator", _("Administrator")
    WAREHOUSE = "warehouse", pgettext_lazy("role", "Warehouse")
    FINANCE = "finance", pgettext_lazy("role", "Finance")
    SYSTEM = "system", _("System")


class Function(TextChoices):
    """What a department does in the handling of complaints; those with none are asked for nothing."""

    CARE = "care", _("Handles complaints")
    BUSINESS = "business", pgettext_lazy("department", "Business")
    QUALITY = "quality", pgettext_lazy("department", "Quality")
    LEGAL = "legal", pgettext_lazy("department", "Legal")
    COMMUNICATIONS = "communications", pgettext_lazy("department", "Communications")
    OFFICE = "office", pgettext_lazy("department", "Management office")


class Presence(TextChoices):
    PRESENT = "present", _("Present")
    BUSY = "busy", _("Busy")
    AWAY = "away", _("Away")


class Strength(TextChoices):
    """What people say of themselves; each suits a way of speaking, none has to do with who somebody is."""

    DECISIVE = "decisive", _("Short and to the result")
    WARM = "warm", _("Warm, good at small talk")
    FACTS = "facts", _("Facts, numbers and clauses")
    PATIENT = "patient", _("Patient with long talks")
    CALMING = "calming", _("Stays calm when others do not")


# Roles that see the cases of every department.
SEE_EVERYTHING = frozenset({Role.QUALITY, Role.LEGAL, Role.MANAGER, Role.SYSTEM})
# Roles that work on cases, not only look at them.
CASEWORKERS = frozenset({Role.HANDLER, Role.LEAD, Role.QUALITY, Role.LEGAL, Role.MANAGER, Role.SYSTEM})
# Roles that may approve what somebody else wrote or granted.
APPROVERS = frozenset({Role.LEAD, Role.LEGAL, Role.MANAGER})

# What a sum is in where nothing else is said: the currency of a member's first limit and of the shipped matrix.
HOME_CURRENCY = "CNY"

HOUSE = "amends"
PORTAL = "portal"
PORTAL_NAME = "顾客"  # as the trail keeps it; readers are told in their own language


class Power(TextChoices):
    """What takes authority to decide."""

    GRANT = "grant", _("Offer money or goods")
    APPROVE_REPLY = "approve_reply", _("Approve a letter")
    CLOSE_SEVERE = "close_severe", _("Close a severe case")
    SKIP_STAGE = "skip_stage", _("Skip a stage")


# The decisions that are about a sum; the others hold in every currency.
ABOUT_MONEY = frozenset({Power.GRANT, Power.APPROVE_REPLY})


class RuleState(TextChoices):
    WAITING = "waiting", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Turned down")


# Whoever of these enters a change of the matrix, another of them confirms it.
SET_AUTHORITY = frozenset({Role.MANAGER, Role.LEGAL})
# Roles that stand in the matrix.
DECIDING = (Role.HANDLER, Role.LEAD, Role.QUALITY, Role.LEGAL, Role.MANAGER)
