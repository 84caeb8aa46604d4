"""Closed lists of words about customers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tier(TextChoices):
    STANDARD = "standard", _("Standard")
    SILVER = "silver", _("Silver")
    GOLD = "gold", _("Gold")
    PLATINUM = "platinum", _("Platinum")


class CustomerKind(TextChoices):
    PERSON = "person", _("Individual")
    ORGANISATION = "organisation", _("Organisation")


class IdentityKind(TextChoices):
    """What somebody can be known by, the surest first."""

    NUMBER = "number", _("Member number")
    WECHAT = "wechat", _("WeChat (openid)")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    PAPER = "paper", _("ID document")


class Source(TextChoices):
    """How we came to know an identity, an order or a contract."""

    INTAKE = "intake", _("Stated with a complaint")
    DESK = "desk", _("Entered at the desk")
    FILE = "file", _("Taken in from a file")
    API = "api", _("Sent by another system")


class ContactWay(TextChoices):
    PHONE = "phone", pgettext_lazy("channel", "Phone")
    EMAIL = "email", _("E-mail")
    WECHAT = "wechat", _("WeChat")
    MESSAGE = "message", _("Text message")
    LETTER = "letter", _("Letter")


class DayPart(TextChoices):
    MORNING = "morning", _("In the morning")
    NOON = "noon", _("At noon")
    AFTERNOON = "afternoon", _("In the afternoon")
    EVENING = "evening", _("In the evening")
    WEEKEND = "weekend", _("At the weekend")


class Purpose(TextChoices):
    """What a customer may agree to, each for itself."""

    CALL_BACK = "call_back", _("Being contacted after the case is closed")
    SURVEY = "survey", _("Surveys and interviews")
    MARKETING = "marketing", _("Offers and news")
    STORY = "story", _("The case as an example in training, without the name")
    RECORDING = "recording", _("Recording of calls")
    ADDRESS = "address", _("Handing the address to a carrier for a gift")


class ContractKind(TextChoices):
    WARRANTY = "warranty", _("Extended warranty")
    MAINTENANCE = "maintenance", _("Maintenance")
    SUPPLY = "supply", _("Supply")
    SUBSCRIPTION = "subscription", _("Subscription")
    LEASE = "lease", _("Lease")
    FRAMEWORK = "framework", _("Framework agreement")
    OTHER = "other", _("Other")


class Position(TextChoices):
    """What a person is to an organisation."""

    CONTACT = "contact", _("Contact person")
    PURCHASING = "purchasing", _("Purchasing")
    USER = "user", _("User on site")
    TECHNICAL = "technical", _("Technical contact")
    ACCOUNTS = "accounts", _("Accounts")
    MANAGEMENT = "management", _("Management")


class Likeness(TextChoices):
    """How strongly something says that two records are one person."""

    WEAK = "weak", _("weak")
    MIDDLING = "middling", _("middling")
    STRONG = "strong", _("strong")


class Answer(TextChoices):
    """What a person said to the question whether two records are one person."""

    OPEN = "", _("not decided")
    SAME = "same", _("the same person")
    DIFFERENT = "different", _("different people")


class ErasureState(TextChoices):
    ASKED = "asked", _("Waits for a second person")
    DONE = "done", _("Carried out")
    DECLINED = "declined", pgettext_lazy("request", "Turned down")


class ExportState(TextChoices):
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Not made")
    GONE = "gone", _("Deleted again")
