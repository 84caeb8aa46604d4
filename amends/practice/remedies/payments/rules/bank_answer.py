"""What a bank's file says, line by line; nothing here is believed before it is compared with what was handed over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from amends.foundation.kernel.cells import plain
from amends.foundation.kernel.charsets import likelier_first

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_ROWS: Final = 5000
LONGEST_CELL: Final = 400
PAID, FAILED = "paid", "failed"
NAMES: Final[Mapping[str, frozenset[str]]] = {
    "refund": frozenset({"refund", "退款", "退款号", "退款编号", "退款號", "退款編號"}),
    "outcome": frozenset({"outcome", "status", "result", "结果", "状态", "結果", "狀態"}),
    "paid_on": frozenset({"paid_on", "date", "付款日期", "日期", "支付日期"}),
    "bank_reference": frozenset(
        {"bank_reference", "bank reference", "银行流水号", "流水号", "銀行流水號", "流水號"}
    ),
    "reason": frozenset({"reason", "原因", "失败原因", "失敗原因"}),
    "amount": frozenset({"amount", "金额", "金額"}),
    "currency": frozenset({"currency", "币种", "幣別", "币别", "幣種"}),
}
NEEDED: Final = ("refund", "outcome")
OUTCOMES: Final = {
    **dict.fromkeys(("paid", "ok", "success", "succeeded", "成功", "已付", "已支付", "已付款"), PAID),
    **dict.fromkeys(("failed", "error", "rejected", "returned", "失败", "失敗", "退回", "拒付"), FAILED),
}
DAYS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y.%m.%d")
_NUMBER: Final = re.compile(r"R-?0*([1-9]\d{0,17})", re.I)


class Unreadable(Exception):
    """Why nothing of the file can be used: `too_large`, `encoding`, `columns`, `too_many`, `empty`."""


class Match(StrEnum):
    """What a line leads to once it is compared."""

    PAID = "paid"
    FAILED = "failed"
    SAME = "same"
    UNKNOWN = "unknown"
    TWICE = "twice"
    NOT_HANDED_OVER = "not_handed_over"
    OTHER_AMOUNT = "other_amount"
    NO_OUTCOME = "no_outcome"
    NO_DAY = "no_day"
    NO_REFERENCE = "no_reference"


@dataclass(frozen=True)
class Line:
    """One line as it was read; `refund` is 0 where it names none, and empty texts are what it does not say."""

    number: int
    refund: int
    outcome: str
    paid_on: str
    bank_reference: str
    reason: str
    amount: str
    currency: str


def lines_in(content: bytes) -> list[Line]:
    """The lines of a CSV in UTF-8, GB 18030 or Big5, with any of the usual separators; raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        places = _places(next(rows, []))
        lines = [
            line for number, row in enumerate(rows, 2) if any(row) and (line := _line(number, row, places))
        ]
    except csv.Error as broken:
        raise Unreadable("columns") from broken
    if not lines:
        raise Unreadable("empty")
    if len(lines) > MOST_ROWS:
        raise Unreadable("too_many")
    return lines


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", *likelier_first(content)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("encoding")


def _places(heads: list[str]) -> dict[str, int]:
    plain_heads = [plain(head).strip().casefold() for head in heads]
    places = {
        name: place
        for name, known in NAMES.items()
        for place in (next((n for n, head in enumerate(plain_heads) if head in known), None),)
        if place is not None
    }
    if any(name not in places for name in NEEDED):
        raise Unreadable("columns")
    return places


def _line(number: int, row: list[str], places: Mapping[str, int]) -> Line:
    def cell(name: str) -> str:
        place = places.get(name, len(row))
        return plain(row[place]).strip()[:LONGEST_CELL] if place < len(row) else ""

    named = _NUMBER.fullmatch(cell("refund"))
    return Line(
        number=number,
        refund=int(named[1]) if named else 0,
        outcome=OUTCOMES.get(cell("outcome").casefold(), ""),
        paid_on=_day(cell("paid_on")),
        bank_reference=cell("bank_reference")[:80],
        reason=cell("reason"),
        amount=_sum(cell("amount")),
        currency=cell("currency").upper()[:3],
    )


def _day(text: str) -> str:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""


def _sum(text: str) -> str:
    """An amount as it was written, without commas; what is none is kept as a mark that fits nothing."""
    bare = text.replace(",", "").replace(" ", "")
    if not bare:
        return ""
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return "?"
    return str(value) if value.is_finite() and abs(value.adjusted()) < 20 else "?"


@dataclass(frozen=True)
class Known:
    """What is known of the refund that a line names."""

    state: str
    amount: Decimal
    currency: str
    paid_on: date | None
    bank_reference: str


def compared(lines: Iterable[Line], known: Mapping[int, Known]) -> list[tuple[Line, Match]]:
    """What each line leads to; of two lines about one refund neither counts."""
    lines = list(lines)
    named = [line.refund for line in lines]
    twice = (
        {refund for refund in set(named) if refund and named.count(refund) > 1} if len(named) > 1 else set()
    )
    return [
        (line, Match.TWICE if line.refund in twice else _compared(line, known.get(line.refund)))
        for line in lines
    ]


def _compared(line: Line, one: Known | None) -> Match:
    if one is None:
        return Match.UNKNOWN
    if not line.outcome:
        return Match.NO_OUTCOME
    if line.currency not in ("", one.currency) or (line.amount and not _same(line.amount, one.amount)):
        return Match.OTHER_AMOUNT
    if line.outcome == FAILED and one.state == "failed":
        return Match.SAME
    if line.outcome == PAID and one.state == "paid":
        day = one.paid_on.isoformat() if one.paid_on else ""
        is_same = (day, one.bank_reference) == (line.paid_on, line.bank_reference)
        return Match.SAME if is_same else Match.NOT_HANDED_OVER
    if one.state != "exported":
        return Match.NOT_HANDED_OVER
    if line.outcome == FAILED:
        return Match.FAILED
    if not line.paid_on:
        return Match.NO_DAY
    return Match.PAID if line.bank_reference else Match.NO_REFERENCE


def _same(text: str, amount: Decimal) -> bool:
    return text != "?" and Decimal(text) == amount
