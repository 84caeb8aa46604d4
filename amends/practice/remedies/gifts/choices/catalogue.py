"""What kind of thing a gift is, and what it is meant for."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class GiftKind(TextChoices):
    OWN = "own", pgettext_lazy("gift", "Our own product or an upgrade")
    VOUCHER = "voucher", pgettext_lazy("gift", "A card or coupon")
    USEFUL = "useful", pgettext_lazy("gift", "Something useful")
    EXPERIENCE = "experience", pgettext_lazy("gift", "An experience")
    PERSONAL = "personal", pgettext_lazy("gift", "Made for one person")


class Occasion(TextChoices):
    SLIP = "slip", pgettext_lazy("gift", "A small slip")
    MODERATE = "moderate", pgettext_lazy("gift", "A moderate inconvenience")
    GRAVE = "grave", pgettext_lazy("gift", "A grave failure")
    CARE = "care", pgettext_lazy("gift", "Long-term care")


class PriceClass(TextChoices):
    """How a gift is felt to be, which is not always what it costs."""

    SMALL = "small", pgettext_lazy("gift price", "Small")
    MIDDLE = "middle", pgettext_lazy("gift price", "Middle")
    FINE = "fine", pgettext_lazy("gift price", "Fine")
