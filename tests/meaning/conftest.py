"""Tests with the model of the extra `meaning`: collected only where it is installed and asked for by `-m meaning` (make test-meaning)."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.practice.replies.check.encoder import State, state


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    asked = "meaning" in config.option.markexpr and state() is State.READY
    return None if asked or collection_path.is_dir() else True
