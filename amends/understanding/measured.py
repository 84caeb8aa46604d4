"""The figures that training measured, as they stand beside the model card."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from amends.understanding.model import LEARNED

MEASURED: Final = "measured.json"


@cache
def measured(folder: Path = LEARNED) -> dict[str, Any]:
    """How well the shipped weights read texts that they were not trained on."""
    found: dict[str, Any] = json.loads((folder / MEASURED).read_text(encoding="utf-8"))
    return found
