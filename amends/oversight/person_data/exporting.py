"""An archive about a person as something one asks for: made at once or in a job, fetched by who asked, gone after days."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from amends.casework.cases.models import Attachment, Case
from amends.casework.customers.actions.beats import REASON_LENGTH
from amends.casework.customers.choices import ExportState
from amends.casework.customers.models import Customer, Export
from amends.casework.customers.permissions import ensure_may_erase
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, Refused, WrongState
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member
from amends.oversight.person_data.gathering import ensure_sees_all, write_archive
from amends.oversight.person_data.tables import whole_person

MAKE = "amends.oversight.person_data.exporting.make_asked"
KEPT = timedelta(days=7)
# What may be made while somebody waits for the page.
CASES_AT_ONCE, BYTES_AT_ONCE = 20, 20 * 1024 * 1024


def path_for(export_id: int) -> Path:
    return Path(settings.VAR) / "exports" / f"{export_id}.zip"


@transaction.atomic
def ask_export(*, customer: Customer, reason: str, by: Member) -> Export:
    """Asks for the archive about a whole person; a small one is there when this ends."""
    ensure_may_erase(by)
    words = storable(reason).strip()[:REASON_LENGTH]
    if not words:
        raise Invalid(_("Give a reason in a few words."), field="reason")
    person = Customer.objects.select_for_update(of=("self",)).get(pk=customer.root_id)
    ensure_sees_all(person, by)
    if person.exports.filter(asked_by=by, state=ExportState.MAKING).exists():
        raise WrongState(_("Your export of this person is being made already."))
    export = Export.objects.create(customer=person, reason=words, asked_by=by, asked_at=clock.now())
    record(chain=person.chain, action="export.asked", by=by, data={"export": export.pk}, reason=words)
    if is_large(person):
        enqueue(MAKE, {"export_id": export.pk}, unique_key=f"export:{export.pk}")
    else:
        fill(export)
    return export


def is_large(person: Customer) -> bool:
    cases = Case.objects.filter(customer__in=whole_person(person))
    files = Attachment.objects.there().filter(case__in=cases)
    return cases.count() > CASES_AT_ONCE or (files.aggregate(sum=Sum("size"))["sum"] or 0) > BYTES_AT_ONCE


@transaction.atomic
def make_asked(export_id: int) -> None:
    """The job; run twice it makes the file once, and who may not see all any more is told why there is none."""
    export = (
        Export.objects.select_for_update(of=("self",))
        .select_related("customer", "asked_by")
        .filter(pk=export_id, state=ExportState.MAKING)
        .first()
    )
    if export is None:
        return
    try:
        fill(export)
    except Refused as error:
        export.state, export.refusal = ExportState.REFUSED, str(error.message)[:400]
        export.save(update_fields=["state", "refusal"])


def fill(export: Export) -> None:
    path = path_for(export.pk)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    export.rows = write_archive(export.customer, path, reason=export.reason, by=export.asked_by)
    export.size, export.made_at, export.state = path.stat().st_size, clock.now(), ExportState.READY
    export.save(update_fields=["rows", "size", "made_at", "state"])


@transaction.atomic
def fetch_export(*, export_id: int, by: Member) -> tuple[Export, Path]:
    """The file for whoever asked for it, and for nobody else; that it was fetched is on record."""
    ensure_may_erase(by)
    export = (
        Export.objects.select_for_update(of=("self",)).select_related("customer").filter(pk=export_id).first()
    )
    if export is None:
        raise NotFound(_("There is no such export."))
    if export.asked_by_id != by.pk:
        raise NotPermitted(
            _("Only whoever asked for this export opens it. Ask for one of your own, with your reason.")
        )
    ensure_sees_all(export.customer, by)
    path = path_for(export.pk)
    if export.state != ExportState.READY or not path.exists():
        raise WrongState(_("This file is not there: it is being made, or it was deleted after seven days."))
    if export.fetched_at is None:
        export.fetched_at = clock.now()
        export.save(update_fields=["fetched_at"])
    record(chain=export.customer.chain, action="export.fetched", by=by, data={"export": export.pk})
    return export, path


def forget_exports() -> int:
    """Runs by itself once a day: files that lay for seven days go."""
    old = Export.objects.filter(state=ExportState.READY, made_at__lt=clock.now() - KEPT)
    return drop([one.pk for one in old])


def drop(export_ids: list[int]) -> int:
    """The rows say that the files are gone before the files go."""
    with transaction.atomic():
        gone = Export.objects.filter(pk__in=export_ids).update(state=ExportState.GONE)
        for pk in export_ids:
            transaction.on_commit(partial(path_for(pk).unlink, missing_ok=True))
    return gone
