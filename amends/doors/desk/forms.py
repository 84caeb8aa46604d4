"""What the desk's addresses and forms may contain."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.casework.cases.actions.attaching import AT_ONCE
from amends.casework.cases.choices import Channel, Rounds, Stage
from amends.casework.cases.queries import Wanted
from amends.casework.cases.vault import Kept, keep
from amends.casework.readings.choices import Category, Emotion, Risk, Severity
from amends.foundation.kernel.errors import Invalid
from amends.practice.remedies.rules import OfferedOption

FILTER_WORDS = {
    "stage": Stage,
    "category": Category,
    "emotion": Emotion,
    "severity": Severity,
    "risk": Risk,
    "channel": Channel,
    "rounds": Rounds,
}
QUERY_LENGTH = 200


def wanted_in(data: QueryDict) -> Wanted:
    """The filters in an address; unknown words are left out rather than refused."""
    chosen = {
        name: data.get(name, "") for name, words in FILTER_WORDS.items() if data.get(name) in words.values
    }
    texts: dict[str, Any] = {**chosen, "query": data.get("q", "")[:QUERY_LENGTH].strip()}
    return Wanted(**texts)


def filter_rows(data: QueryDict) -> list[dict[str, object]]:
    """Each filter with its choices, for the form above the list."""
    labels = {
        "stage": _("Stage"),
        "category": _("About"),
        "emotion": _("Emotion"),
        "severity": _("Severity"),
        "risk": _("Risk"),
        "channel": _("Channel"),
        "rounds": _("Round"),
    }
    return [
        {
            "name": name,
            "label": labels[name],
            "value": data.get(name, ""),
            "field": "risks" if name == "risk" else name,
            "chosen": (data.get(name, ""),),
        }
        for name in FILTER_WORDS
    ]


def options_in(data: QueryDict) -> list[OfferedOption]:
    """The options of a proposal form: rows of title, description, pros, cons, amount and date."""
    columns = [data.getlist(name) for name in ("title", "description", "pros", "cons", "amount", "due_on")]
    rows = zip(*columns, strict=False)
    return [
        OfferedOption(
            title=title, description=text, pros=pros, cons=cons, amount=amount_in(amount), due_on=date_in(due)
        )
        for title, text, pros, cons, amount, due in rows
        if any(cell.strip() for cell in (title, text, pros, cons, amount))
    ]


def amount_in(text: str) -> Decimal | None:
    """An amount as people write it: with or without thousands separators and currency signs."""
    digits = text.strip().replace(",", "").replace("，", "").lstrip("¥￥")
    if not digits:
        return None
    try:
        amount = Decimal(digits)
    except InvalidOperation as error:
        raise Invalid(
            _("“%(text)s” is not an amount. Write it like 120.50.") % {"text": text[:20]}, field="amount"
        ) from error
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 10:
        raise Invalid(
            _("“%(text)s” is not an amount. Write it like 120.50.") % {"text": text[:20]}, field="amount"
        )
    return amount


def date_in(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid(_("“%(text)s” is not a date.") % {"text": text[:20]}, field="due_on") from error


CUSTOMER_FIELDS = ("name", "kind", "tier", "language", "preferred_way", "preferred_time")


def customer_values_in(data: QueryDict) -> dict[str, Any]:
    """What the form about a customer holds; a box that is not ticked is sent as nothing at all."""
    values: dict[str, Any] = {name: data[name] for name in CUSTOMER_FIELDS if name in data}
    return {**values, "no_calls": "no_calls" in data}


def customer_id_in(text: str) -> int:
    """The number in the address of a customer's page, as people copy it: 17, #17 or the whole address."""
    digits = text.strip().rstrip("/").rpartition("/")[2].lstrip("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise Invalid(
            _("Write the number of the customer, as it stands on the customer's page."), field="other"
        )
    return int(digits)


def moment_in(text: str) -> datetime | None:
    """A day and an hour as a form sends them, in the house's own time; None where nothing was chosen."""
    if not text.strip():
        return None
    try:
        named = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid(
            _("“%(text)s” is no day with an hour. Choose it like 2026-11-27 15:00.") % {"text": text[:20]}
        ) from error
    return named if timezone.is_aware(named) else timezone.make_aware(named)


def uploaded(request: HttpRequest, name: str = "files") -> list[Kept]:
    """What was chosen, each looked at and kept; the first that cannot be is refused by its name."""
    files: list[UploadedFile[Any]] = [file for file in request.FILES.getlist(name) if file]
    if len(files) > AT_ONCE:
        raise Invalid(_("Choose at most %(n)s files.") % {"n": AT_ONCE}, field=name)
    return [keep(one.name or "", one.file, one.size or 0, anything=True) for one in files]  # type: ignore[arg-type]
