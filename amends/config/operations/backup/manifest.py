"""What a backup says about itself, so that nothing in it need be taken on trust."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

# Counted up when a reader of the format before could misunderstand a new file.
FORMAT = 1
PRODUCT = "amends"
ABOUT, MANIFEST, SECRET_KEY = "about.json", "manifest.json", "secret_key"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the archive: name, bytes, SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(slots=True)
class Rows:
    """The rows of one table: how many, in which columns, the last number given, and the parts that hold them."""

    columns: list[str]
    count: int = 0
    last_number: int = 0
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Files:
    """All attachments together: `sha256` is taken over the line "name, size, SHA-256" of each, in order of names."""

    count: int = 0
    size: int = 0
    sha256: str = ""


@dataclass(slots=True)
class Manifest:
    format: int
    product: str
    version: str
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Rows]
    files: Files
    # None when the installation takes its key from the environment, which is never written down.
    secret_key: Part | None
    # The names of the environment variables that were set, never what they held.
    environment: list[str]
    left_out: list[str]
    # The store outside the house that the attachments lie in; they are not in the backup then.
    files_elsewhere: str = ""

    @property
    def rows(self) -> int:
        return sum(table.count for table in self.tables.values())

    @property
    def parts(self) -> int:
        return sum(len(table.parts) for table in self.tables.values())

    @property
    def size(self) -> int:
        """Bytes when unpacked."""
        return self.files.size + sum(part.size for table in self.tables.values() for part in table.parts)

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def about() -> bytes:
    """The first thing in the file, so that a wrong file is recognised at once."""
    return json.dumps({"product": PRODUCT, "format": FORMAT}).encode()


def from_json(data: bytes) -> Manifest:
    """Raises ValueError, KeyError or TypeError for anything that is not a manifest of this format."""
    said: dict[str, Any] = json.loads(data)
    tables = {
        str(name): Rows(
            columns=[str(column) for column in rows["columns"]],
            count=int(rows["count"]),
            last_number=int(rows["last_number"]),
            parts=[part_from(part) for part in rows["parts"]],
        )
        for name, rows in said["tables"].items()
    }
    files = said["files"]
    return Manifest(
        format=int(said["format"]),
        product=str(said["product"]),
        version=str(said["version"]),
        made_at=str(said["made_at"]),
        database=str(said["database"]),
        migrations=[(str(app), str(name)) for app, name in said["migrations"]],
        tables=tables,
        files=Files(int(files["count"]), int(files["size"]), str(files["sha256"])),
        secret_key=part_from(said["secret_key"]) if said["secret_key"] is not None else None,
        environment=[str(name) for name in said["environment"]],
        left_out=[str(name) for name in said["left_out"]],
        files_elsewhere=str(said.get("files_elsewhere", "")),
    )


def part_from(said: dict[str, Any]) -> Part:
    return Part(str(said["name"]), int(said["size"]), str(said["sha256"]))
