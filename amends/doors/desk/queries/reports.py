"""The reports page: figures that are kept, with their definitions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from amends.casework.readings.choices import Category
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.oversight.improvement.queries import causes_between
from amends.oversight.insights.queries import Repurchase, report, repurchase, visible_ratings
from amends.oversight.insights.rules import FEWEST, WINDOWS, Share, Windows


def reports_page(member: Member, *, since: date, until: date) -> dict[str, Any]:
    found = report(member, since=since, until=until)
    most_month = max((row["received"] for row in found.months), default=0)
    most_category = max((row["received"] for row in found.categories), default=0)
    ratings = visible_ratings(member, since=since, until=until).aggregate(
        n=Count("pk"), solved=Avg("solved"), treated=Avg("treated")
    )
    return {
        "since": since,
        "until": until,
        "totals": found.totals,
        "months": [{**row, "percent": share(row["received"], most_month)} for row in found.months],
        "categories": [
            {
                **row,
                "label": Category(row["category"]).label if row["category"] else "",
                "percent": share(row["received"], most_category),
            }
            for row in found.categories
        ],
        "ratings": ratings,
        "repurchase": repurchase_rows(repurchase(member, since=since, until=until)),
        "causes": causes_between(member, since=since, until=until, language=interface_language()),
    }


def repurchase_rows(found: Repurchase) -> dict[str, Any]:
    """A row for everybody who complained, each part of them, and those who never did beside them."""
    names = {
        "all": _("after a complaint"),
        "upheld": _("upheld, wholly or in part"),
        "not_upheld": _("not upheld, or ended otherwise"),
        "given": _("with something given"),
        "not_given": _("without anything given"),
    }
    rows = [{"name": name, "cells": cells(found.groups[key])} for key, name in names.items()]
    like = _("the same products") if found.compared_by == "product" else _("the same tiers")
    compared = {"name": _("no complaint, %(like)s") % {"like": like}, "cells": cells(found.compared)}
    return {"windows": WINDOWS, "rows": rows, "compared": compared, "fewest": FEWEST}


def cells(windows: Windows) -> list[Share]:
    return [windows[days] for days in WINDOWS]


def share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
