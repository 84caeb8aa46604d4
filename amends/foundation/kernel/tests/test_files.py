"""A file is handed out whole, or the one part of it that is asked for."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponseBase

from amends.foundation.kernel.files import CHUNK, NoSuchPart, inline_answer, part_in


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 99)),
        ("bytes=0-0", (0, 0)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=1-2", None),
        ("bytes=１-２", None),
    ],
)
def test_which_part_is_asked_for(wanted: str, part: tuple[int, int] | None) -> None:
    assert part_in(wanted, 100) == part


@pytest.mark.parametrize(("wanted", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0)])
def test_behind_the_end_is_no_part(wanted: str, size: int) -> None:
    with pytest.raises(NoSuchPart):
        part_in(wanted, size)


def answer_to(part: str, data: bytes = bytes(range(100)), **how: Any) -> HttpResponseBase:
    return inline_answer(ContentFile(data), name="录音.mp3", content_type="audio/mpeg", part=part, **how)


def content(response: HttpResponseBase) -> bytes:
    return b"".join(response)  # type: ignore[call-overload, no-any-return]


def test_a_part_says_which_one_it_is_and_can_run_as_little_as_the_whole() -> None:
    response = answer_to("bytes=10-19")
    assert response.status_code == 206
    assert content(response) == bytes(range(10, 20))
    assert response.headers["Content-Range"] == "bytes 10-19/100"
    assert response.headers["Content-Length"] == "10"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline")
    saved = answer_to("bytes=10-19", inline=False)
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.headers["Content-Type"] == "application/octet-stream"


def test_without_a_part_the_whole_file_comes_and_says_that_parts_can_be_had() -> None:
    response = answer_to("")
    assert (response.status_code, content(response)) == (200, bytes(range(100)))
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Length"] == "100"


def test_behind_the_end_the_size_is_told() -> None:
    response = answer_to("bytes=100-")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */100"


def test_a_long_part_comes_in_pieces() -> None:
    data = b"x" * (2 * CHUNK + 5)
    pieces = list(answer_to("bytes=3-", data))  # type: ignore[call-overload]
    assert [len(piece) for piece in pieces] == [CHUNK, CHUNK, 2]
    assert io.BytesIO(data).read(3) + b"".join(pieces) == data
