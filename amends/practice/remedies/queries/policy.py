"""Which edition of the policy counts, which waits, and which there were."""

from __future__ import annotations

from functools import cache

from django.db.models import QuerySet

from amends.content.remedy_policy import shipped_policy
from amends.foundation.kernel.prepared import Rows
from amends.foundation.kernel.remembered import Remembered
from amends.practice.remedies.models import PolicyEdition
from amends.practice.remedies.rules.policy import Policy
from amends.practice.remedies.rules.policy_text import policy_of

# How long an edition confirmed in another process may be unknown in this one: every case page asks for it.
SECONDS = 20.0
_NEWEST: Rows[PolicyEdition] = Rows(
    lambda: PolicyEdition.objects.filter(confirmed=True).order_by("-number")[:1]
)


def newest_policy() -> Policy:
    """The newest confirmed edition as it is in the database; what ships where there is none."""
    found = next(iter(_NEWEST()), None)
    return found.policy if found else shipped()


_newest: Remembered[Policy] = Remembered(newest_policy, seconds=SECONDS)


def policy_in_force() -> Policy:
    """The newest confirmed edition, as it was a few seconds ago at most; what ships where there is none."""
    return _newest()


def forget() -> None:
    """Another edition counts now."""
    _newest.forget()


@cache
def shipped() -> Policy:
    return policy_of(shipped_policy())


def waiting_edition() -> PolicyEdition | None:
    """The one that waits for its second person."""
    return PolicyEdition.objects.filter(confirmed=None).select_related("entered_by").first()


def decided_editions() -> QuerySet[PolicyEdition]:
    """Confirmed, turned down and taken back, the newest first."""
    return PolicyEdition.objects.exclude(confirmed=None).select_related("entered_by", "decided_by")
