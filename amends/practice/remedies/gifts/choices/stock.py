"""What happens to stock, and how far a hold, a stock-take and a supplier's order have come."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

# Reasons that the house writes itself; everything else is in somebody's words.
UNFIT, FOUND, RECEIVED = "@unfit", "@found", "@received"
OWN_REASONS = {
    UNFIT: pgettext_lazy("stock", "Came back and cannot be given any more"),
    FOUND: pgettext_lazy("stock", "By a stock-take"),
    RECEIVED: pgettext_lazy("stock", "From a supplier's order"),
}


class MovementKind(TextChoices):
    BROUGHT_IN = "brought_in", pgettext_lazy("stock", "Brought in")
    SET_ASIDE = "set_aside", pgettext_lazy("stock", "Set aside")
    LET_GO = "let_go", pgettext_lazy("stock", "Let go")
    TAKEN_OUT = "taken_out", pgettext_lazy("stock", "Taken out")
    PUT_BACK = "put_back", pgettext_lazy("stock", "Put back")
    WRITTEN_OFF = "written_off", pgettext_lazy("stock", "Written off")
    COUNTED = "counted", pgettext_lazy("stock", "Counted")
    MOVED_OUT = "moved_out", pgettext_lazy("stock", "Moved to another warehouse")
    MOVED_IN = "moved_in", pgettext_lazy("stock", "Moved here from another warehouse")


class HoldState(TextChoices):
    SET_ASIDE = "set_aside", pgettext_lazy("stock", "Set aside")
    TAKEN_OUT = "taken_out", pgettext_lazy("stock", "Taken out")
    PUT_BACK = "put_back", pgettext_lazy("stock", "Put back")
    LET_GO = "let_go", pgettext_lazy("stock", "Let go")


class CountState(TextChoices):
    COUNTING = "counting", pgettext_lazy("stock-take", "Being counted")
    WAITING = "waiting", pgettext_lazy("stock-take", "Waits for a second person")
    CONFIRMED = "confirmed", pgettext_lazy("stock-take", "Confirmed and booked")
    CALLED_OFF = "called_off", pgettext_lazy("stock-take", "Called off")


class OrderState(TextChoices):
    DRAFT = "draft", pgettext_lazy("supplier order", "Draft")
    ORDERED = "ordered", pgettext_lazy("supplier order", "Ordered")
    PARTLY = "partly", pgettext_lazy("supplier order", "Partly received")
    RECEIVED = "received", pgettext_lazy("supplier order", "Received")
    CALLED_OFF = "called_off", pgettext_lazy("supplier order", "Called off")
