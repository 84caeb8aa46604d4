"""How every list goes on: by keyset, refusing cursors and filters that would quietly show something else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema

from amends.casework.cases.actions.viewing import note_viewings
from amends.casework.cases.choices import Door
from amends.casework.cases.models import Case
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.paging import Page, keyset_page
from amends.foundation.organisation.models import Member

M = TypeVar("M", bound=Model)
NEWEST = ("-id",)


def page_of(
    request: HttpRequest, rows: QuerySet[M], filters: Any, order: tuple[str, ...] = NEWEST
) -> Page[M]:
    """One page of what fits the filters; `filters` has `after` and `limit` among its names."""
    ensure_known(request.GET, type(filters))
    page = keyset_page(rows, order=order, after=filters.after, size=filters.limit)
    if filters.after and page.items and page.previous is None:
        # Going on from the first page again would never end.
        raise Invalid(
            _("Send “next” of the page before, unchanged and with the same filters."), field="after"
        )
    return page


def ensure_known(names: Iterable[str], filters: type[Schema]) -> None:
    """A filter that is misspelt would otherwise show more than was asked for."""
    for name in names:
        if name not in filters.model_fields:
            known = ", ".join(filters.model_fields)
            raise Invalid(
                _("There is no filter %(name)s. Possible: %(known)s.") % {"name": name, "known": known},
                field=name,
            )


def note_seen(cases: Iterable[Case], member: Member) -> None:
    """Restricted cases keep who looked, through this door too."""
    seen = {case.pk for case in cases if case.restricted}
    note_viewings(case_ids=sorted(seen), door=Door.API, by=member)
