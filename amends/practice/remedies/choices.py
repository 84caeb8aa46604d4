from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Decision(TextChoices):
    OPEN = "", _("Waiting for the customer")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


class GrantKind(TextChoices):
    """What is given."""

    REFUND = "refund", pgettext_lazy("remedy", "Refund")
    REDUCTION = "reduction", pgettext_lazy("remedy", "Price reduction")
    WAIVER = "waiver", pgettext_lazy("remedy", "Fee waived")
    VOUCHER = "voucher", pgettext_lazy("remedy", "Voucher")
    POINTS = "points", pgettext_lazy("remedy", "Points")
    GIFT = "gift", pgettext_lazy("remedy", "Gift")
    UPGRADE = "upgrade", pgettext_lazy("remedy", "Upgrade or free service")


# What a person confirms as done, because it happens outside this house's books.
BY_HAND = frozenset({GrantKind.REDUCTION, GrantKind.WAIVER, GrantKind.UPGRADE})


class GrantBasis(TextChoices):
    """Why it is given: a gesture waits for the right moment, what is owed or was chosen as the solution never does."""

    GOODWILL = "goodwill", pgettext_lazy("remedy", "A gesture on top")
    SOLUTION = "solution", pgettext_lazy("remedy", "The solution that the customer chose")
    ENTITLEMENT = "entitlement", pgettext_lazy("remedy", "Owed: by law, by contract, or charged wrongly")


class GrantState(TextChoices):
    RESERVED = "reserved", pgettext_lazy("grant", "Granted, not carried out yet")
    COMMITTED = "committed", pgettext_lazy("grant", "Under way")
    SETTLED = "settled", pgettext_lazy("grant", "Given")
    CANCELLED = "cancelled", pgettext_lazy("grant", "Cancelled")
    RETURNED = "returned", pgettext_lazy("grant", "Came back")


# Not at its end yet: money or stock is still bound.
GRANTS_UNDER_WAY = (GrantState.RESERVED, GrantState.COMMITTED)
# What counts as given, for the range of a case and for what a customer had.
GRANTS_THAT_COUNT = (GrantState.RESERVED, GrantState.COMMITTED, GrantState.SETTLED)


class GrantTiming(TextChoices):
    NOW = "now", pgettext_lazy("remedy", "At once")
    LATER = "later", pgettext_lazy("remedy", "Later, as a surprise")
    STAGED = "staged", pgettext_lazy("remedy", "In stages")


class Verdict(TextChoices):
    """Where the sum of goodwill in a case lies, measured by the range that held when it was granted."""

    UNDER = "under", pgettext_lazy("range", "Below the fair range")
    WITHIN = "within", pgettext_lazy("range", "Within the fair range")
    OVER = "over", pgettext_lazy("range", "Above the fair range")
    UNKNOWN = "unknown", pgettext_lazy("range", "No range known")
