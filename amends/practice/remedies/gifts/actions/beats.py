"""The beats that every action on gifts shares: words as they are kept, the thing that is meant, the line in the record."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import Invalid, NotFound, TooLarge
from amends.foundation.organisation.models import Member

REASON_LENGTH, AT_ONCE = 200, 100_000
M = TypeVar("M", bound=models.Model)


class Recorded(Protocol):
    @property
    def chain(self) -> str: ...


def line(text: str, *, limit: int, field: str) -> str:
    """One line that says something and fits."""
    words = optional_line(text, limit=limit, field=field)
    if not words:
        raise Invalid(_("Please write a few words first."), field=field)
    return words


def optional_line(text: str, *, limit: int, field: str) -> str:
    words = " ".join(cleaned(text).split())
    if len(words) > limit:
        said = _("This text has %(length)s characters; %(limit)s are possible. Shorten it.")
        raise TooLarge(said % {"length": f"{len(words):,}", "limit": f"{limit:,}"})
    return words


def whole(quantity: int | None, *, field: str = "quantity", least: int = 1) -> int:
    """A number of pieces; raises Invalid for none, for less than there can be and for more than anybody stores."""
    if quantity is None or not least <= quantity <= AT_ONCE:
        raise Invalid(
            _("Enter a whole number between %(least)s and %(most)s.")
            % {"least": least, "most": f"{AT_ONCE:,}"},
            field=field,
        )
    return quantity


def price(amount: Decimal | None, *, field: str) -> Decimal:
    if amount is None or not amount.is_finite() or not 0 <= amount < Decimal(10) ** 8:
        raise Invalid(_("Enter what one costs, such as 36.50."), field=field)
    return amount.quantize(Decimal("0.01"))


def locked(model: type[M], pk: int, missing: str) -> M:
    """The row of this number, locked for this transaction."""
    found = model._default_manager.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound(missing)
    return found


def note_down(
    thing: Recorded, action: str, *, by: Member, data: Mapping[str, Any] | None = None, reason: str = ""
) -> None:
    record(chain=thing.chain, action=action, by=by, data=dict(data or {}), reason=reason)
