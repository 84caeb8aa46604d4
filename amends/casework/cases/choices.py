"""Closed lists of words about a case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Phase(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Stage(TextChoices):
    LISTEN = "listen", _("Listen and record")
    CONFIRM = "confirm", _("Confirm and empathise")
    INVESTIGATE = "investigate", _("Investigate")
    PROPOSE = "propose", _("Propose")
    CARRY_OUT = "carry_out", _("Carry out and follow up")
    REVIEW = "review", _("Review and improve")


class Channel(TextChoices):
    PORTAL = "portal", _("Portal")
    PHONE = "phone", pgettext_lazy("channel", "Phone")
    SHOP = "shop", _("In the shop")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    WECHAT = "wechat", _("WeChat")
    PLATFORM_12315 = "platform12315", _("12315 platform")
    FILE = "file", _("Imported file")
    API = "api", _("Other system")


class Outcome(TextChoices):
    UPH = "UPH", _("Upheld")
    PUP = "PUP", _("Partly upheld")
    NUP = "NUP", _("Not upheld, with reasons")
    NUG = "NUG", _("Not upheld, goodwill given")
    SUM = "SUM", _("Settled on the spot")
    WDN = "WDN", _("Withdrawn")
    INV = "INV", _("Nobody reached or too little known")
    OOS = "OOS", _("Outside our scope, passed on")
    DUP = "DUP", _("Duplicate")
    EXT = "EXT", _("In an outside dispute")
    CRM = "CRM", _("Handed to the police")


class Direction(TextChoices):
    IN = "in", _("From the customer")
    OUT = "out", _("To the customer")


class MessageKind(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    CUSTOMER = "customer", _("Customer")
    ACKNOWLEDGEMENT = "acknowledgement", _("Receipt")
    REPLY = "reply", _("Reply")
    PROPOSAL = "proposal", _("Proposed solution")


class Record(TextChoices):
    """What a stage needs to have on record before it may be left."""

    POINTS = "points", _("the points, confirmed with the customer")
    FIRST_REPLY = "first_reply", _("a first reply to the customer")
    FINDING = "finding", _("the finding: facts, cause and responsibility")
    AGREED = "agreed", _("a solution that the customer chose")
    CARRIED_OUT = "carried_out", _("what was carried out")
    FOLLOWED_UP = "followed_up", _("the follow-up contact after solving")
    CAUSE = "cause", _("the cause")


class Door(TextChoices):
    """By which door somebody looked at a case."""

    DESK = "desk", _("Desk")
    FILE = "file", _("File opened")
    API = "api", _("Interface for machines")
    EXPORT = "export", _("Export")


class ConcernState(TextChoices):
    """How it stands with somebody whom a complaint may be about."""

    PROPOSED = "proposed", _("To be looked at")
    CONFIRMED = "confirmed", _("Concerned")
    DECLINED = "declined", _("Not concerned")
    WITHDRAWN = "withdrawn", _("Taken back")


class ConcernSource(TextChoices):
    ENGINE = "engine", _("Named in the customer's words")
    PERSON = "person", _("Marked by a colleague")
    SELF = "self", _("Said so themselves")


CONCERNED_STATES_THAT_COUNT = (ConcernState.PROPOSED.value, ConcernState.CONFIRMED.value)
