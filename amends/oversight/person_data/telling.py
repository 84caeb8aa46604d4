"""The page of the archive for people: what is about the person themselves, in the reader's words; the rest is counted."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from amends.casework.knowledge.choices import Language

STYLE = "body{font:15px/1.6 sans-serif;max-width:960px;margin:2em auto;padding:0 1em}table{margin:0 0 1.5em}th{text-align:start;vertical-align:top;padding-inline-end:1em;white-space:nowrap}td{white-space:pre-wrap}"
# Table → what it is called, and its columns as people call them; what is not here stands in data.json alone.
TOLD: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "customers.Customer": (
        gettext_noop("Customer"),
        {
            "name": gettext_noop("Name"),
            "phone": gettext_noop("Phone"),
            "email": gettext_noop("E-mail"),
            "tier": gettext_noop("Tier"),
            "language": gettext_noop("Language"),
        },
    ),
    "customers.Identity": (
        gettext_noop("Numbers and addresses"),
        {
            "kind": gettext_noop("Of what kind"),
            "value": gettext_noop("Number or address"),
            "added_at": gettext_noop("Since"),
            "ended_at": gettext_noop("Until"),
        },
    ),
    "customers.Consent": (
        gettext_noop("Consents"),
        {
            "purpose": gettext_noop("What for"),
            "given": gettext_noop("Agreed to"),
            "at": gettext_noop("When"),
            "how": gettext_noop("How"),
        },
    ),
    "customers.Affiliation": (
        gettext_noop("Organisations"),
        {"position": gettext_noop("Role"), "since": gettext_noop("Since"), "ended_at": gettext_noop("Until")},
    ),
    "customers.Order": (
        gettext_noop("Orders"),
        {
            "number": gettext_noop("Number"),
            "product": gettext_noop("Product"),
            "quantity": gettext_noop("Quantity"),
            "amount": gettext_noop("Amount"),
            "currency": gettext_noop("Currency"),
            "ordered_at": gettext_noop("Ordered"),
            "delivered_on": gettext_noop("Delivered"),
            "returned_on": gettext_noop("Returned"),
        },
    ),
    "customers.Contract": (
        gettext_noop("Contracts"),
        {
            "number": gettext_noop("Number"),
            "subject": gettext_noop("Title"),
            "amount": gettext_noop("Amount"),
            "currency": gettext_noop("Currency"),
            "starts_on": gettext_noop("From"),
            "ends_on": gettext_noop("Until"),
        },
    ),
    "cases.Case": (
        gettext_noop("Cases"),
        {
            "number": gettext_noop("Number"),
            "subject": gettext_noop("Title"),
            "channel": gettext_noop("Channel"),
            "stage": gettext_noop("Stage"),
            "outcome": gettext_noop("Outcome"),
            "received_at": gettext_noop("Received"),
            "closed_at": gettext_noop("Closed"),
        },
    ),
    "cases.Message": (
        gettext_noop("Messages"),
        {
            "direction": gettext_noop("Of what kind"),
            "sent_at": gettext_noop("When"),
            "body": gettext_noop("Text"),
        },
    ),
    "cases.Note": (gettext_noop("Notes"), {"written_at": gettext_noop("When"), "body": gettext_noop("Text")}),
    "cases.Attachment": (
        gettext_noop("Files"),
        {"name": gettext_noop("File"), "added_at": gettext_noop("When")},
    ),
    "cases.Grievance": (
        gettext_noop("Points"),
        {
            "text": gettext_noop("Words"),
            "finding": gettext_noop("The finding"),
            "reason": gettext_noop("Reason"),
        },
    ),
    "cases.Promise": (
        gettext_noop("Promises"),
        {"text": gettext_noop("Text"), "due_at": gettext_noop("Due"), "state": gettext_noop("State")},
    ),
    "cases.Party": (
        gettext_noop("Involved"),
        {
            "kind": gettext_noop("Of what kind"),
            "name": gettext_noop("Name"),
            "phone": gettext_noop("Phone"),
            "email": gettext_noop("E-mail"),
            "role": gettext_noop("Role"),
        },
    ),
    "remedies.Option": (
        gettext_noop("Options"),
        {
            "title": gettext_noop("Title"),
            "description": gettext_noop("Text"),
            "amount": gettext_noop("Amount"),
            "currency": gettext_noop("Currency"),
        },
    ),
    "remedies.Grant": (
        gettext_noop("What was given"),
        {
            "kind": gettext_noop("Of what kind"),
            "amount": gettext_noop("Amount"),
            "currency": gettext_noop("Currency"),
            "granted_at": gettext_noop("When"),
            "state": gettext_noop("State"),
            "reason": gettext_noop("Reason"),
        },
    ),
    "gifts.Shipment": (
        gettext_noop("Parcels"),
        {
            "recipient": gettext_noop("Recipient"),
            "phone": gettext_noop("Phone"),
            "region": gettext_noop("Region"),
            "detail": gettext_noop("Address"),
            "postcode": gettext_noop("Postcode"),
            "carrier": gettext_noop("Carrier"),
            "tracking": gettext_noop("Tracking number"),
            "delivered_at": gettext_noop("Delivered"),
        },
    ),
    "payments.Voucher": (
        gettext_noop("Vouchers"),
        {
            "ending": gettext_noop("Number"),
            "currency": gettext_noop("Currency"),
            "valid_until": gettext_noop("Valid until"),
            "state": gettext_noop("State"),
        },
    ),
    "surveys.Rating": (
        gettext_noop("Ratings"),
        {
            "solved": gettext_noop("Solved, of 5"),
            "treated": gettext_noop("Treated well, of 5"),
            "comment": gettext_noop("Words"),
            "given_at": gettext_noop("When"),
        },
    ),
}


def page(title: str, found: Mapping[str, Iterable[Model]]) -> str:
    """A page that any browser shows without a network; everything in it is escaped."""
    name, further = html.escape(title), 0
    parts = [f"<h1>{name}</h1>"]
    for table, rows in found.items():
        rows = list(rows)
        if table not in TOLD:
            further += len(rows)
        elif rows:
            parts.append(section(TOLD[table], rows))
    if further:
        words = ngettext(
            "%(n)d further record of how the house worked on it stands in data.json.",
            "%(n)d further records of how the house worked on it stand in data.json.",
            further,
        )
        parts.append(f"<p>{html.escape(words % {'n': further})}</p>")
    head = f'<!doctype html><html lang="{get_language() or "en"}"><meta charset="utf-8"><title>{name}</title>'
    return f"{head}<style>{STYLE}</style>{''.join(parts)}</html>\n"


def section(told: tuple[str, Mapping[str, str]], rows: list[Model]) -> str:
    title, columns = told
    parts = [f"<h2>{html.escape(_(title))} ({len(rows)})</h2>"]
    for row in rows:
        cells = ((_(label), words(row, column)) for column, label in columns.items())
        lines = "".join(
            f"<tr><th>{html.escape(label)}</th><td>{html.escape(said)}</td></tr>"
            for label, said in cells
            if said
        )
        parts.append(f"<table>{lines}</table>")
    return "".join(parts)


def words(row: Model, column: str) -> str:
    """What stands in a column, as people write it: a choice by its name, a moment by the clock of the house."""
    display, value = getattr(row, f"get_{column}_display", None), getattr(row, column)
    if column == "language" and value in Language.values:
        return str(Language(value).label)
    return str(display()) if display and value not in (None, "") else said(value)


def said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return date_format(value, "Y-m-d")
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return f"{value:.0f}"
    return str(value)
