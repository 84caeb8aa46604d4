"""Tests over a Ray cluster: collected only where Ray is installed and they are asked for by `-m ray` (make test-ray)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    asked = find_spec("ray") is not None and "ray" in config.option.markexpr
    return None if asked or collection_path.is_dir() else True
