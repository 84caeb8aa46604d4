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
from amends.casework.cases.text import cleaned
from amends.casework.cases.vault import Kept, keep
from amends.casework.readings.choices import Category, Emotion, Risk, Severity
from amends.doors.channels.file_import.uploads import BYTES_AT_MOST, too_large
from amends.doors.desk.queries.people import LANGUAGES, levels_in
from amends.foundation.calendars.models import Calendar
from amends.foundation.kernel.errors import Invalid, TooLarge
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import HOME_CURRENCY, Role
from amends.foundation.organisation.models import Department
from amends.foundation.organisation.queries import people
from amends.foundation.organisation.text import currency_in
from amends.practice.remedies.gifts.choices.shipping import Carrier
from amends.practice.remedies.gifts.rules.addresses import LENGTHS, Address
from amends.practice.remedies.gifts.rules.pasting import Parcel, parcels_in
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
    """The options of a proposal form: rows of title, description, pros, cons, amount, date, and in which way it is given."""
    names = ("title", "description", "pros", "cons", "amount", "due_on")
    columns = [data.getlist(name) for name in names]
    kinds = [*data.getlist("kind"), *[""] * len(columns[0])]
    rows = zip(*columns, kinds, strict=False)
    return [
        OfferedOption(
            title=title,
            description=text,
            pros=pros,
            cons=cons,
            amount=amount_in(amount),
            due_on=date_in(due),
            kind=kind,
        )
        for title, text, pros, cons, amount, due, kind in rows
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


def chosen_table(request: HttpRequest) -> tuple[str, bytes]:
    """Name and bytes of the table that was chosen; refused before it is read where it is too large."""
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choose a file first."), field="file")
    if (file.size or 0) > BYTES_AT_MOST:
        raise TooLarge(too_large())
    return file.name or "", file.read()


def person_changes(data: QueryDict) -> dict[str, Any]:
    """The changes a person form asks for; raises Invalid where a value cannot be used."""
    capacity = data.get("capacity", "")
    if not capacity.isdigit() or int(capacity) > 500:
        raise Invalid(_("Open cases at most: a whole number up to 500."), field="capacity")
    if data.get("role") not in Role.values or data.get("role") == Role.SYSTEM:
        raise Invalid(_("Choose one of the roles offered."), field="role")
    return {
        "display_name": data.get("display_name", "").strip()[:80],
        "role": data["role"],
        "department": Department.objects.filter(pk=data.get("department") or 0).first(),
        "line_manager": people().filter(pk=whole(data.get("line_manager", ""))).first(),
        "skills": [skill for skill in data.getlist("skills") if skill in Category.values],
        "skill_levels": levels_in(data),
        "languages": [code for code in data.getlist("languages") if code in LANGUAGES],
        "calendar": Calendar.objects.filter(code=data.get("calendar", ""))
        .values_list("code", flat=True)
        .first()
        or "",
        "capacity": int(capacity),
        "approval_limit": limit_in(data.get("approval_limit", "0")),
        "limits_abroad": limits_in(data),
        "is_active": data.get("is_active") == "on",
    }


def limits_in(data: QueryDict) -> dict[str, str]:
    """Currency → sum, of the rows that hold both; a row without a sum takes the limit away."""
    found: dict[str, str] = {}
    for code, sum_ in zip(data.getlist("limit_currency"), data.getlist("limit_sum"), strict=False):
        if not sum_.strip():
            continue
        currency = currency_in(code) if code.strip() else ""
        if currency in {"", HOME_CURRENCY} or currency in found:
            raise Invalid(
                _("Give each further limit a currency of its own, such as HKD."), field="limit_currency"
            )
        found[currency] = str(Money(limit_in(sum_), currency).amount)
    return found


def limit_in(text: str) -> Decimal:
    """Up to which sum somebody decides, as written; never below zero."""
    amount = amount_in(text)
    if amount is None or amount < 0:
        raise Invalid(
            _("“%(text)s” is not an amount. Write it like 120.50.") % {"text": text[:20]},
            field="approval_limit",
        )
    return amount


def whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def address_in(data: QueryDict) -> Address:
    """An address as a form sends it."""
    return Address(**{name: cleaned(data.get(name, ""))[:400] for name in (*LENGTHS, "area", "good_time")})


def parcels_from(data: QueryDict) -> tuple[list[Parcel], list[int]]:
    """The parcels of a form: row by row where a number was entered, and those of a pasted list; then the lines unread."""
    ids = [key.removeprefix("tracking-") for key, value in data.items() if str(value).strip()]
    rows = [
        Parcel(
            0,
            int(one),
            data.get(f"carrier-{one}", "") or data.get("carrier", ""),
            data.get(f"tracking-{one}", ""),
        )
        for one in ids
        if one.isdecimal() and len(one) < 16 and f"tracking-{one}" in data
    ]
    names = {code: code for code in Carrier.values} | {str(label): code for code, label in Carrier.choices}
    pasted, unread = parcels_in(data.get("list", ""), names=names, carrier=data.get("carrier", ""))
    return [*rows, *pasted], unread
