"""The sheet of a case about its evidence, the page of one file, and the page of holds and of what has been kept long enough."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases.actions.redacting import can_be_boxed, can_be_worded
from amends.casework.cases.choices import DisposalState, Origin, Preview, Scan
from amends.casework.cases.models import Attachment, Case, Disposal
from amends.casework.cases.permissions import handles, may_dispose, may_hold, may_open_original
from amends.casework.cases.queries.evidence import (
    copy_failed,
    copy_ordered,
    disposals,
    evidence_of,
    hold_proposed,
    holds_in_force,
    holds_of,
    holds_proposed,
    holds_redacted,
    out_of_time,
    touches_of,
    touches_on,
)
from amends.casework.cases.queries.keeping import house_rules
from amends.casework.cases.vault import mails, texts
from amends.casework.cases.vault.documents import PAGES_AT_MOST
from amends.casework.clocks.queries import house_profile
from amends.casework.customers.permissions import may_erase
from amends.doors.desk.queries.keeping_terms import rule_words, term_rows
from amends.doors.desk.queries.person_data import erasures_waiting
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.kernel import clock
from amends.foundation.kernel.shelf import open_kept
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.replies.queries import files_of_draft

SCAN_TONES = {Scan.CLEAN: "green", Scan.WAITING: "yellow", Scan.INFECTED: "red", Scan.NOT_SCANNED: "plain"}
TEXT_SHOWN = 60_000
ROWS_OF_BOXES = 4
NEAR = 4


def evidence_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, *, wrong: str = ""
) -> dict[str, Any]:
    files = evidence_of(case)
    works = handles(member, case)
    holds = holds_of(case)
    taken = {one["id"] for one in files_of_draft(case, member)}
    return {
        **sheet(case, "case_evidence"),
        "title": _("Evidence of %(number)s") % {"number": case.number},
        "rows": rows_of(files, case, member, taken),
        "count": len(files),
        "touches": touches_of(case),
        "hold": next((one for one in holds if one.lifted_at is None), None),
        "past_holds": [one for one in holds if one.lifted_at is not None],
        "hold_proposed": hold_proposed(case),
        "may_hold": may_hold(member),
        "works": works,
        "may_attach": works and case.is_open,
        "entered": entered or QueryDict(),
        "wrong": wrong,
    }


def rows_of(files: list[Attachment], case: Case, member: Member, taken: set[int]) -> list[dict[str, Any]]:
    """Files as a tree: below each what was made of it. The same bytes that came again are one row with their times."""
    children: dict[int, list[Attachment]] = {}
    for file in files:
        if file.source_id:
            children.setdefault(file.source_id, []).append(file)
    copied = {file.source.sha256 for file in files if file.origin == Origin.REDACTED and file.source}
    sealed = mails_around(files, copied)
    original = may_open_original(member, case)
    rows: list[dict[str, Any]] = []
    by_hash: dict[str, dict[str, Any]] = {}

    def add(file: Attachment, depth: int) -> None:
        known = by_hash.get(file.sha256) if file.origin == Origin.GIVEN else None
        if known is not None:
            known["again"].append(file)
        else:
            row = row_of(
                file,
                depth=depth,
                guarded=file.sha256 in copied,
                sealed=file.pk in sealed,
                original=original,
                taken=taken,
            )
            by_hash.setdefault(file.sha256, row)
            rows.append(row)
        for child in children.get(file.pk, []):
            add(child, depth + 1)

    ids = {file.pk for file in files}
    for file in files:
        if file.source_id is None or file.source_id not in ids:
            add(file, 0)
    return rows


def mails_around(files: list[Attachment], copied: set[str]) -> set[int]:
    """The mails, and mails around those, that hold something with a redacted copy: they would show what it hides."""
    by_id = {file.pk: file for file in files}
    found: set[int] = set()
    for file in files:
        inner = file if file.sha256 in copied and file.origin == Origin.INSIDE else None
        while inner is not None and inner.origin == Origin.INSIDE and inner.source_id:
            found.add(inner.source_id)
            inner = by_id.get(inner.source_id)
    return found


def row_of(
    file: Attachment, *, depth: int, guarded: bool, sealed: bool, original: bool, taken: set[int]
) -> dict[str, Any]:
    is_copy = file.origin == Origin.REDACTED
    return {
        "file": file,
        "depth": min(depth, 3),
        "again": [],
        "is_copy": is_copy,
        "guarded": guarded and not is_copy,
        "scan_tone": SCAN_TONES[Scan(file.scan)],
        "open": file.is_there,
        "may_look": file.is_there and (original or not (guarded or sealed) or is_copy),
        "may_original": file.is_there and original,
        "has_thumb": file.is_there
        and file.preview == Preview.MADE
        and not file.is_program
        and (file.is_picture or file.content_type == "application/pdf"),
        "tricky_name": file.given_name != file.name and file.given_name,
        "taken": file.pk in taken,
        "may_send": file.is_there and not file.is_program and (is_copy or not (guarded or sealed)),
    }


def file_page(
    case: Case, file: Attachment, member: Member, page: int, entered: QueryDict | None = None
) -> dict[str, Any]:
    """One file to look at, with what was done with it, and the form for a redacted copy."""
    pages = min(file.pages or 0, PAGES_AT_MOST)
    number = min(max(page, 1), max(pages, 1))
    return {
        **sheet(case, "case_evidence"),
        "file": file,
        "row": row_of(
            file,
            depth=0,
            guarded=False,
            sealed=holds_redacted(file),
            original=may_open_original(member, case),
            taken=set(),
        ),
        "touches": touches_on(file),
        "page": number,
        "pages": pages_near(number, pages) if pages > 1 else (),
        "last_page": pages,
        "copy_ordered": copy_ordered(file),
        "copy_failed": copy_failed(file),
        "picture_url": reverse("desk:file_page", args=[file.pk, number])
        if file.is_picture or (file.content_type == "application/pdf" and file.preview == Preview.MADE)
        else "",
        **words_of(file),
        "inside": list(file.derived.filter(origin=Origin.INSIDE).order_by("id")),
        "copies": list(file.derived.there().filter(origin=Origin.REDACTED).order_by("id")),
        "may_redact": handles(member, case) and file.origin != Origin.SENT,
        "can_box": can_be_boxed(file) and file.preview == Preview.MADE,
        "can_word": can_be_worded(file),
        "boxes": boxes_entered(entered, number),
        "entered": entered or QueryDict(),
    }


def pages_near(number: int, last: int) -> list[int]:
    """The first and the last page, and those around the one that is shown; 0 stands for those left out between."""
    near = sorted({1, last, *range(max(1, number - NEAR), min(last, number + NEAR) + 1)})
    found: list[int] = []
    for one in near:
        if found and one != found[-1] + 1:
            found.append(0)
        found.append(one)
    return found


def words_of(file: Attachment) -> dict[str, Any]:
    """The words of a text, a table or a mail; nothing for other kinds, and nothing where the bytes are lost."""
    if not can_be_worded(file):
        return {}
    try:
        with open_kept(file.sha256) as kept:
            data: bytes = kept.read()
    except FileNotFoundError:
        return {"lost": True}
    if file.content_type == mails.MAIL:
        mail = mails.mail_in(data)
        return {"headers": mail.heads, "text": mail.text[:TEXT_SHOWN], "is_mail": True}
    text = texts.readable(data)
    if file.content_type == "text/csv":
        return {"table": texts.table_in(text)}
    return {"text": text[:TEXT_SHOWN], "is_cut": len(text) > TEXT_SHOWN}


def boxes_entered(entered: QueryDict | None, page: int) -> list[dict[str, str]]:
    """The rows of the form: what was entered and refused, then empty ones."""
    names = ("page", "left", "top", "width", "height")
    columns = [entered.getlist(name) for name in names] if entered else []
    rows = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=False)] if columns else []
    rows = [row for row in rows if any(row[name].strip() for name in names[1:])]
    empty = {"page": str(page), "left": "", "top": "", "width": "", "height": ""}
    return rows + [dict(empty) for _row in range(max(1, ROWS_OF_BOXES - len(rows)))]


def keeping_page(member: Member) -> dict[str, Any]:
    """Holds, how long things are kept, and the lists of what has been kept long enough."""
    places, today = house_profile().jurisdictions, clock.today()
    rules = house_rules(places, today)
    return {
        "holds": holds_in_force(member),
        "proposed": holds_proposed(member),
        "rows": term_rows(places, set()),
        "any_on": any(one.is_on for one in rules),
        "addresses_forgotten": Shipment.objects.filter(address_forgotten_at__isnull=False).count(),
        "over": [
            {"file": file, "case": file.case, "rule": rule_words(rule.code), "until": until}
            for file, rule, until in out_of_time(rules, today, limit=50)
        ]
        if may_dispose(member)
        else [],
        "lists": [list_row(one, member) for one in disposals()] if may_dispose(member) else [],
        "may_dispose": may_dispose(member),
        "erasures": erasures_waiting() if may_erase(member) else [],
    }


def list_row(one: Disposal, member: Member) -> dict[str, Any]:
    items = one.items.all()
    return {
        "list": one,
        "count": items.count(),
        "deleted": items.exclude(deleted_at=None).count(),
        "spared": items.exclude(spared="").select_related("attachment")[:20],
        "shown": items.select_related("attachment__case")[:30],
        "is_open": one.state == DisposalState.ASKED,
        "is_own": one.asked_by_id == member.pk,
    }
