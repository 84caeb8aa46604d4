"""What was made of files to look at. It can be made again at any time, so it is neither backed up nor checked."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages

from amends.casework.cases.vault.documents import PAGES_AT_MOST

THUMB, SHOWN = "thumb.jpg", "shown.jpg"
PAGE_WIDTH = 1000


def place_of(sha256: str, what: str) -> str:
    return f"{sha256[:2]}/{sha256}-{what}"


def page_name(number: int) -> str:
    return f"page-{number}.jpg"


def put(sha256: str, what: str, data: bytes) -> None:
    shelf = storages["previews"]
    if shelf.exists(place_of(sha256, what)):
        shelf.delete(place_of(sha256, what))
    shelf.save(place_of(sha256, what), ContentFile(data))


def get(sha256: str, what: str) -> File[Any] | None:
    try:
        return storages["previews"].open(place_of(sha256, what), "rb")
    except FileNotFoundError:
        return None


def forget(sha256: str) -> None:
    for what in (THUMB, SHOWN, *(page_name(number) for number in range(1, PAGES_AT_MOST + 1))):
        storages["previews"].delete(place_of(sha256, what))
