from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Target(TextChoices):
    """What a column of a file can be."""

    TEXT = "text", _("the complaint's words")
    SUBJECT = "subject", _("subject")
    NAME = "name", _("customer's name")
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    REFERENCE = "customer_number", _("customer number")
    LANGUAGE = "language", _("language")
    ORDER_NUMBER = "order_number", _("order number")
    HAPPENED = "happened", _("when and where it happened")
    WISH = "wish", _("what would put it right")
    RECEIVED_AT = "received_at", _("when it was received")
    CHANNEL = "channel", _("channel")
    ID = "id", _("number in the other system")


class Purchases(TextChoices):
    """What the rows of a table of purchases are."""

    ORDERS = "orders", _("Orders")
    CONTRACTS = "contracts", _("Contracts")


class Verdict(TextChoices):
    """What becomes of a row."""

    NEW = "new", pgettext_lazy("row", "new")
    CHANGED = "changed", pgettext_lazy("row", "changed")
    SAME = "same", pgettext_lazy("row", "as before")
    REFUSED = "refused", pgettext_lazy("row", "refused")
