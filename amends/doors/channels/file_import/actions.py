"""Taking rows in, and noting in the audit trail what was taken in and given out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions import register_complaint
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work
from amends.casework.cases.rules import summary_from
from amends.casework.customers.permissions import ensure_may_take_in
from amends.doors.channels.file_import.entries import Incoming
from amends.doors.channels.file_import.queries import Known, known_keys
from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.models import Member


@dataclass(frozen=True)
class Taken:
    """What became of a row: `problem` says why it did not come in, `new` whether it came in now."""

    line: int
    new: bool = False
    problem: str = ""


@transaction.atomic
def take_in(*, batch: Sequence[Incoming], by: Member) -> list[Taken]:
    """Registers the complaints of a batch in one transaction; a row that fails takes no other with it."""
    ensure_may_work(by)
    known = known_keys(one.key for one in batch)
    taken: list[Taken] = []
    for one in batch:
        try:
            if one.key in known:
                ensure_same(one, known[one.key])
                taken.append(Taken(one.line))
                continue
            known[one.key] = Known(register(one, by).number, summary_from(one.text))
            taken.append(Taken(one.line, new=True))
        except Refused as error:
            taken.append(Taken(one.line, problem=str(error.message)))
        except (DataError, IntegrityError, UnicodeError, ValueError):
            taken.append(Taken(one.line, problem=_("The database cannot keep this row.")))
    return taken


def register(one: Incoming, by: Member) -> Case:
    return register_complaint(
        text=one.text,
        customer=one.contact,
        channel=one.channel,
        subject=one.subject,
        order_number=one.order_number,
        happened=one.happened,
        wish=one.wish,
        received_at=one.received_at,
        idempotency_key=one.key,
        by=by,
    )


def ensure_same(one: Incoming, known: Known) -> None:
    """A number that comes with other words would lose those words if it were taken for known."""
    if known.summary != summary_from(one.text):
        raise Invalid(
            _("This number belongs to another complaint already: %(case)s.") % {"case": known.number}
        )


@transaction.atomic
def note_import(*, data: Mapping[str, Any], by: Member) -> None:
    ensure_may_work(by)
    record(chain="house", action="cases.imported", by=by, data=data)


@transaction.atomic
def note_export(*, data: Mapping[str, Any], by: Member) -> None:
    """Who took cases out of the house is as much on record as who changed them."""
    ensure_may_work(by)
    record(chain="house", action="cases.exported", by=by, data=data)


@transaction.atomic
def note_purchases(*, kind: str, data: Mapping[str, Any], by: Member) -> None:
    ensure_may_take_in(by)
    record(chain="house", action=f"{kind}.imported", by=by, data=data)
