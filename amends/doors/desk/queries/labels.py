"""The page of the house's own labels, with how many cases carry each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Phase, Stage
from amends.casework.cases.models import Case, StatusLabel
from amends.foundation.kernel.languages import interface_language


def labels_page(entered: QueryDict | None = None, wrong: str = "") -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    entered = entered or QueryDict()
    carried = dict(
        Case.objects.exclude(label=None)
        .order_by()
        .values("label")
        .annotate(n=Count("pk"))
        .values_list("label", "n")
    )
    places = place_names()
    return {
        "labels": [
            {
                "label": one,
                **names_of(one),
                "place": places[f"{one.phase}:{one.stage}"],
                "carried": carried.get(one.pk, 0),
            }
            for one in StatusLabel.objects.all()
        ],
        "places": list(places.items()),
        "entered": entered,
        "entered_at": entered.get("form", ""),
        "wrong": wrong,
    }


def names_of(label: StatusLabel) -> dict[str, Any]:
    """Its name as the reader says it, and what it is called in the other languages."""
    name = label.name_in(interface_language())
    every = (label.name_zh_hans, label.name_zh_hant, label.name_en)
    return {"name": name, "others": [one for one in dict.fromkeys(every) if one != name]}


def place_names() -> dict[str, str]:
    """Where a label may stand: the value of the form and its name."""
    every = {f"{Phase.OPEN.value}:": _("every open stage"), f"{Phase.CLOSED.value}:": _("closed")}
    stages = {f"{Phase.OPEN.value}:{stage.value}": str(stage.label) for stage in Stage}
    closed = {
        f"{Phase.CLOSED.value}:{stage.value}": _("closed in “%(stage)s”") % {"stage": stage.label}
        for stage in Stage
    }
    return {**every, **stages, **closed}
