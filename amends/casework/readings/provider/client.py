"""One question to an OpenAI-compatible chat address, one answer: no redirects, no proxies, a limit on time and on size."""

from __future__ import annotations

import json
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final

from amends.casework.readings.provider.terms import Terms

MOST_BYTES: Final = 256 * 1024
_CHUNK: Final = 16 * 1024


class NoAnswer(Exception):
    """Why there is none: `slow`, `unreachable`, `status 500`, `too long`, `not understood`; and when to ask again, in seconds."""

    def __init__(self, why: str, *, after: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.after = after


def ask(terms: Terms, messages: list[dict[str, str]]) -> str:
    """The content of the first choice; raises NoAnswer for everything that is none."""
    deadline = time.monotonic() + terms.seconds
    sealed = terms.address.scheme == "https"
    connection = (HTTPSConnection if sealed else HTTPConnection)(
        terms.host, terms.address.port, timeout=terms.seconds
    )
    try:
        body = json.dumps({"model": terms.model, "messages": messages, "temperature": 0})
        connection.request("POST", f"{terms.address.path}/chat/completions", body.encode(), _headers(terms))
        answer = connection.getresponse()
        if answer.status != 200:
            raise NoAnswer(f"status {answer.status}", after=_seconds(answer.getheader("Retry-After")))
        return _content(_read(answer, deadline))
    except TimeoutError as late:
        raise NoAnswer("slow") from late
    except (OSError, HTTPException) as away:
        raise NoAnswer("unreachable") from away
    finally:
        connection.close()


def _headers(terms: Terms) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    return {**headers, "Authorization": f"Bearer {terms.key}"} if terms.key else headers


def _read(answer: HTTPResponse, deadline: float) -> bytes:
    """Bit by bit, so that neither a trickle nor a flood holds the worker up."""
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise NoAnswer("too long")
        if time.monotonic() > deadline:
            raise NoAnswer("slow")
    return b"".join(parts)


def _content(body: bytes) -> str:
    try:
        said: Any = json.loads(body)
        content = said["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError) as strange:
        raise NoAnswer("not understood") from strange
    if not isinstance(content, str):
        raise NoAnswer("not understood")
    return content


def _seconds(said: str | None) -> int | None:
    return int(said) if said and said.strip().isdigit() and len(said) < 7 else None
