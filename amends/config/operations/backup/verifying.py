"""Reads a whole backup once and compares everything in it with what it says about itself, before anything is done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from amends.config.operations.backup.manifest import (
    ABOUT,
    FORMAT,
    MANIFEST,
    PRODUCT,
    SECRET_KEY,
    Files,
    Manifest,
    Part,
    from_json,
)
from amends.config.operations.backup.opening import Damaged, Member, opened
from amends.config.operations.backup.writing import CHUNK

# What is read into memory at once, however large a file says that it is.
SMALL, LARGE = 64 * 1024, 512 * 1024 * 1024


class FilesDigest:
    """All attachments in one figure; names must rise, so none can come twice."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.last = ""
        self.count = self.size = 0

    def take(self, part: Part) -> None:
        if part.name <= self.last:
            raise Damaged(_("The attachments in the backup are out of order. Fetch the file again."))
        self.last = part.name
        self.count += 1
        self.size += part.size
        self.digest.update(f"{part.name}\t{part.size}\t{part.sha256}\n".encode())

    @property
    def files(self) -> Files:
        return Files(self.count, self.size, self.digest.hexdigest())


class Contents:
    """What was found in the archive, until it is compared."""

    def __init__(self) -> None:
        self.about = False
        self.manifest: Manifest | None = None
        self.parts: list[Part] = []
        self.secret_key: Part | None = None
        self.files = FilesDigest()

    def take(self, member: Member) -> None:
        if not self.about:
            ensure_ours(member)
            self.about = True
        elif self.manifest is not None:
            raise Damaged(_("There is something behind the end of the backup. Fetch the file again."))
        elif member.name == MANIFEST:
            self.manifest = manifest_in(member)
        elif member.name == SECRET_KEY and self.secret_key is None:
            self.secret_key = hashed(member, SMALL)
        elif member.name.startswith("tables/"):
            self.parts.append(hashed(member, LARGE))
        elif member.name.startswith("files/"):
            self.files.take(hashed(member))
        else:
            raise Damaged(_("The file holds “%(name)s” twice.") % {"name": member.name})

    def checked(self) -> Manifest:
        """The manifest, once everything it says is true."""
        manifest = self.manifest
        if manifest is None:
            raise Damaged(_("The file ends too early: a part of the backup is missing. Fetch it again."))
        promised = [part for table in manifest.tables.values() for part in table.parts]
        for found, said in zip(self.parts, promised, strict=False):
            if found != said:
                raise changed(said.name)
        if len(self.parts) != len(promised):
            raise changed("tables")
        if self.secret_key != manifest.secret_key:
            raise changed(SECRET_KEY)
        if self.files.files != manifest.files:
            raise changed("files")
        return manifest


def changed(name: str) -> Damaged:
    return Damaged(
        _("“%(name)s” in the backup is not what was written there. Fetch the file again or take another one.")
        % {"name": name}
    )


def ensure_ours(member: Member) -> None:
    """The first member says whose file this is, and of which format."""
    said = None
    if member.name == ABOUT and member.size <= SMALL:
        try:
            said = json.loads(member.read())
        except ValueError:
            said = None
    if not isinstance(said, dict) or said.get("product") != PRODUCT:
        raise Damaged(_("This is no backup of Amends. Choose a file that `amends backup` wrote."))
    if said.get("format") != FORMAT:
        raise Damaged(
            _(
                "The backup has format %(theirs)s, and this program reads format %(ours)s. Install the program of that time."
            )
            % {"theirs": str(said.get("format"))[:20], "ours": FORMAT}
        )


def manifest_in(member: Member) -> Manifest:
    if member.size <= LARGE:
        try:
            return from_json(member.read())
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
    raise changed(MANIFEST)


def hashed(member: Member, limit: int | None = None) -> Part:
    if limit is not None and member.size > limit:
        raise changed(member.name)
    digest = hashlib.sha256()
    while data := member.read(CHUNK):
        digest.update(data)
    return Part(member.name, member.size, digest.hexdigest())


def verify(path: Path, step: Callable[[int], None] = lambda _members: None) -> Manifest:
    """The manifest of a backup that is complete and as it was written; raises Damaged for any other file."""
    contents = Contents()
    with opened(path) as members:
        for member in members:
            contents.take(member)
            step(1)
    return contents.checked()
