"""The words of what is paid out."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from amends.foundation.organisation.choices import Role


class VoucherState(TextChoices):
    ISSUED = "issued", pgettext_lazy("voucher", "Issued")
    REDEEMED = "redeemed", pgettext_lazy("voucher", "Redeemed")
    EXPIRED = "expired", pgettext_lazy("voucher", "Expired")
    CALLED_OFF = "called_off", pgettext_lazy("voucher", "Called off")


class RefundState(TextChoices):
    INSTRUCTED = "instructed", pgettext_lazy("refund", "Instructed")
    EXPORTED = "exported", pgettext_lazy("refund", "Handed over")
    PAID = "paid", pgettext_lazy("refund", "Paid")
    FAILED = "failed", pgettext_lazy("refund", "Failed")
    CALLED_OFF = "called_off", pgettext_lazy("refund", "Called off")


class Way(TextChoices):
    """How an instruction leaves the house. Once it has begun to leave by one, it does not leave by the other."""

    NONE = "", pgettext_lazy("way of a refund", "Not yet")
    FILE = "file", pgettext_lazy("way of a refund", "File")
    WEBHOOK = "webhook", pgettext_lazy("way of a refund", "Webhook")


class DeliveryState(TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "On its way")
    TAKEN = "taken", pgettext_lazy("delivery", "Taken")
    REFUSED = "refused", pgettext_lazy("delivery", "Refused")
    GIVEN_UP = "given_up", pgettext_lazy("delivery", "Given up")


class EntryKind(TextChoices):
    GIVEN = "given", pgettext_lazy("points", "Given")
    USED = "used", pgettext_lazy("points", "Used")
    TAKEN_BACK = "taken_back", pgettext_lazy("points", "Taken back")
    EXPIRED = "expired", pgettext_lazy("points", "Expired")


# Who carries out payments and sees all of them, without seeing the cases.
PAYERS = frozenset({Role.FINANCE, Role.MANAGER, Role.SYSTEM})
# Who takes a voucher or points from a customer who stands before them.
REDEEMERS = frozenset({Role.HANDLER, Role.LEAD, Role.WAREHOUSE, *PAYERS})
