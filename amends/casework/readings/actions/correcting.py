"""Keeping what people say about what was read."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.readings import rules
from amends.casework.readings.choices import MULTIPLE, NO_LABEL_FIELDS, SINGLE, FactKind
from amends.casework.readings.models import Correction, Reading
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member

FITS: dict[str, Callable[[object], bool]] = {
    "intensity": rules.intensity_fits,
    "facts": lambda value: rules.facts_fit(value, FactKind.values),
}


@transaction.atomic
def correct(
    *, reading: Reading, field: str, value: object, was: object, by: Member, reason: str = ""
) -> Correction:
    """Keeps what a person says a label should be; the engine's own reading stays as it was."""
    ensure_fits(field, value)
    return keep(reading=reading, field=field, was=was, now=value, right=False, reason=reason, by=by)


@transaction.atomic
def confirm(*, reading: Reading, field: str, value: object, by: Member) -> Correction:
    """Keeps that a person looked at a label and finds it right."""
    return keep(reading=reading, field=field, was=value, now=value, right=True, reason="", by=by)


def keep(
    *, reading: Reading, field: str, was: object, now: object, right: bool, reason: str, by: Member
) -> Correction:
    return Correction.objects.create(
        reading=reading, field=field, was=was, now=now, right=right, reason=reason, by=by, at=clock.now()
    )


def ensure_fits(field: str, value: object) -> None:
    if not fits(field, value):
        raise Invalid(_("Choose one of the labels offered."), field=field)


def fits(field: str, value: object) -> bool:
    """Whether a field can have this value at all."""
    if field in SINGLE:
        return rules.one_fits(value, {*SINGLE[field].values, *([""] if field in NO_LABEL_FIELDS else [])})
    if field in MULTIPLE:
        return rules.several_fit(value, MULTIPLE[field].values)
    return field in FITS and FITS[field](value)
