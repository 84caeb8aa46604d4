"""`amends check`: checks replies from the terminal or in a stream, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from amends.practice.replies.check import is_ok, review_reply
from amends.practice.replies.check.context import context_from


def main(argv: list[str]) -> int:
    """Exit code 0 when every line could be checked, 1 when a line was broken."""
    parser = argparse.ArgumentParser(prog="amends check", description=__doc__)
    parser.add_argument(
        "--jsonl",
        action="store_true",
        required=True,
        help="one JSON object a line: id, complaint, reply, context",
    )
    parser.parse_args(argv)
    return stream(_lines(sys.stdin), sys.stdout)


def stream(lines: Iterable[str], out: TextIO) -> int:
    """Checks line by line in constant memory; a broken line is reported in its place and the stream goes on."""
    failed = False
    for line in lines:
        if not line.strip():
            continue
        answer = checked(line)
        failed = failed or "error" in answer
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return 1 if failed else 0


def checked(line: str) -> dict[str, Any]:
    """One line's answer: its id with the findings, or with what is wrong with the line."""
    identity: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("expected a JSON object")
        identity = row.get("id")
        reply, complaint, context = row.get("reply"), row.get("complaint", ""), row.get("context") or {}
        if not isinstance(reply, str) or not isinstance(complaint, str):
            raise ValueError("reply and complaint must be texts")
        if not isinstance(context, Mapping):
            raise ValueError("context must be an object")
        review = review_reply(reply, complaint=complaint, context=context_from(context))
    except ValueError as error:
        return {"id": identity, "error": str(error)}
    return {"id": identity, "ok": is_ok(review.findings), **review.as_dict()}


def _lines(source: TextIO) -> Iterator[str]:
    """Lines as text; bytes that are no UTF-8 become a broken line instead of ending the stream."""
    for raw in source.buffer:
        yield raw.decode("utf-8", errors="replace")
