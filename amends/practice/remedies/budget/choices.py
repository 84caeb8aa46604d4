"""Closed lists of words about money that may be given."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class BudgetState(TextChoices):
    OPEN = "open", pgettext_lazy("budget", "Open")
    CLOSED = "closed", pgettext_lazy("budget", "Closed")


class AccountKind(TextChoices):
    """The accounts of one budget. Two are sources and stand at or below nothing; all others at or above."""

    GRANTED = "granted", pgettext_lazy("account", "Granted to the team")
    AVAILABLE = "available", pgettext_lazy("account", "Left")
    RESERVED = "reserved", pgettext_lazy("account", "Reserved")
    COMMITTED = "committed", pgettext_lazy("account", "Committed")
    SPENT = "spent", pgettext_lazy("account", "Spent")
    OBLIGED = "obliged", pgettext_lazy("account", "Owed by law")
    OBLIGED_RESERVED = "obliged_reserved", pgettext_lazy("account", "Owed by law: reserved")
    OBLIGED_COMMITTED = "obliged_committed", pgettext_lazy("account", "Owed by law: committed")
    OBLIGED_SPENT = "obliged_spent", pgettext_lazy("account", "Owed by law: paid")


SOURCES = frozenset({AccountKind.GRANTED, AccountKind.OBLIGED})


class HoldState(TextChoices):
    RESERVED = "reserved", pgettext_lazy("hold", "Reserved")
    COMMITTED = "committed", pgettext_lazy("hold", "Committed")
    SETTLED = "settled", pgettext_lazy("hold", "Settled")
    RELEASED = "released", pgettext_lazy("hold", "Released")


# Money that is bound and neither given nor free again.
BOUND = (HoldState.RESERVED, HoldState.COMMITTED)


class EntryKind(TextChoices):
    """What can happen to money; `rules.postings` says what each posts."""

    OPENED = "opened", pgettext_lazy("entry", "Budget opened")
    RAISED = "raised", pgettext_lazy("entry", "Raised")
    LOWERED = "lowered", pgettext_lazy("entry", "Lowered")
    MOVED_OUT = "moved_out", pgettext_lazy("entry", "Moved to another budget")
    MOVED_IN = "moved_in", pgettext_lazy("entry", "Moved from another budget")
    RESERVED = "reserved", pgettext_lazy("entry", "Reserved")
    COMMITTED = "committed", pgettext_lazy("entry", "Committed")
    SETTLED = "settled", pgettext_lazy("entry", "Settled")
    RELEASED = "released", pgettext_lazy("entry", "Released")
    RETURNED = "returned", pgettext_lazy("entry", "Came back")
    RETURNED_LATE = "returned_late", pgettext_lazy("entry", "Came back after closing")
    CARRIED_OUT = "carried_out", pgettext_lazy("entry", "Carried into the next period")
    CARRIED_IN = "carried_in", pgettext_lazy("entry", "Carried over from the period before")
    LAPSED = "lapsed", pgettext_lazy("entry", "Lapsed at closing")


# What changes how much a team was given, in contrast to what it did with it.
GRANTING = (
    EntryKind.OPENED,
    EntryKind.RAISED,
    EntryKind.LOWERED,
    EntryKind.MOVED_OUT,
    EntryKind.MOVED_IN,
    EntryKind.CARRIED_IN,
)
