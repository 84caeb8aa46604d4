"""Which house layer reads: kept one beside the other in the house's folder, so that none is lost and one can go back."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from amends.understanding.batch import Batch
from amends.understanding.house.adjustment import Adjustment, Head, Matrix
from amends.understanding.model import LEARNED

SHIPPED: Final = 0
IN_USE: Final = "in-use.json"
_NOT_WEIGHTS: Final = frozenset({".md"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """One kept layer; `before` is the version that read until it was made, `about` what was measured then."""

    version: int
    base: str
    before: int
    made_at: datetime
    about: dict[str, Any]

    @property
    def fits(self) -> bool:
        """Whether it was made for the weights that ship now."""
        return self.base == shipped()


@dataclass(frozen=True)
class Weights:
    """The layers that a house has made, in a folder of its own."""

    folder: Path

    def version(self) -> int:
        """The one in use; SHIPPED if none is."""
        try:
            found = json.loads((self.folder / IN_USE).read_text(encoding="utf-8"))
            return int(found["version"])
        except (OSError, ValueError, KeyError, TypeError):
            return SHIPPED

    def kept(self) -> list[Kept]:
        """All of them, the newest first."""
        paths = self.folder.glob("[0-9]*.json") if self.folder.is_dir() else ()
        return sorted((_described(path) for path in paths), key=lambda one: -one.version)

    def load(self) -> Adjustment | None:
        """The layer in use, unless it is broken or was made for other weights than those that ship now."""
        version = self.version()
        if version == SHIPPED:
            return None
        try:
            found = Adjustment.read(self.folder / f"{version:04}.npz")
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            _log.error("The house's own weights %s cannot be read and are left out: %s", version, error)
            return None
        if found.base != shipped():
            _log.warning(
                "The house's own weights %s were made for other shipped weights and are left out", version
            )
            return None
        return found

    def keep(self, adjustment: Adjustment, *, about: Mapping[str, Any], at: datetime) -> int:
        """Writes a new version beside the others and takes it into use."""
        self.folder.mkdir(parents=True, exist_ok=True)
        version = 1 + max((one.version for one in self.kept()), default=SHIPPED)
        beside = self.folder / f"{version:04}.npz.part"
        adjustment.write(beside)
        beside.replace(self.folder / f"{version:04}.npz")
        described = {
            "version": version,
            "base": adjustment.base,
            "before": self.version(),
            "made_at": at.isoformat(),
            "about": dict(about),
        }
        _write(self.folder / f"{version:04}.json", described)
        _write(self.folder / IN_USE, {"version": version})
        return version

    def back(self) -> tuple[int, int]:
        """Takes what read before into use again; gives the version left and the one that reads now."""
        left = self.version()
        before = next((one.before for one in self.kept() if one.version == left), SHIPPED)
        if left != SHIPPED:
            _write(self.folder / IN_USE, {"version": before})
        return left, before


def _described(path: Path) -> Kept:
    found = json.loads(path.read_text(encoding="utf-8"))
    return Kept(**{**found, "made_at": datetime.fromisoformat(found["made_at"])})


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """In one go: a process that starts meanwhile finds the old or the new."""
    beside = path.with_name(f"{path.name}.part")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@cache
def shipped() -> str:
    """A short name for exactly the weights that ship, by what is in their files."""
    digest = hashlib.sha256()
    for path in sorted(LEARNED.iterdir()):
        if path.suffix not in _NOT_WEIGHTS and path.name != "measured.json":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass
class _Reading:
    """What this process reads with; loaded once, at the first text."""

    weights: Weights | None = None
    loaded: bool = False
    version: int = SHIPPED
    adjustment: Adjustment | None = None


_reading = _Reading()


def use(folder: Path | None) -> None:
    """From now on this process reads with what is in use in the folder; without one, with the shipped weights alone."""
    global _reading
    _reading = _Reading(Weights(folder) if folder else None)


def in_use() -> Adjustment | None:
    """The layer this process reads with; a new one counts from the next start."""
    if not _reading.loaded:
        if _reading.weights is not None:
            _reading.adjustment = _reading.weights.load()
            _reading.version = _reading.weights.version() if _reading.adjustment else SHIPPED
        _reading.loaded = True
    return _reading.adjustment


def name_of_engine(engine: str) -> str:
    """The shipped engine's name, and which of the house's layers reads with it."""
    return f"{engine}+house-{_reading.version}" if in_use() else engine


@dataclass
class Trial:
    """A layer that is tried on some texts, and the scores that the shipped weights gave them."""

    adjustment: Adjustment | None
    scores: list[Matrix] = field(default_factory=list)


_trial: ContextVar[Trial | None] = ContextVar("trial", default=None)


@contextmanager
def trying(adjustment: Adjustment | None) -> Iterator[Trial]:
    """Inside it, texts are read with this layer and no other; `scores` collects the shipped scores."""
    trial = Trial(adjustment)
    token = _trial.set(trial)
    try:
        yield trial
    finally:
        _trial.reset(token)


def adjusted(batch: Batch, heads: Mapping[str, Head], scores: Matrix) -> Matrix:
    """The scores of a batch with what the house's own layer adds."""
    trial = _trial.get()
    if trial is not None:
        trial.scores.append(scores)
    layer = trial.adjustment if trial is not None else in_use()
    return scores if layer is None else scores + layer.added(batch, heads)
