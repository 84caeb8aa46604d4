"""A command in an installation that was never set up says what to do instead of showing its insides."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("language", "words"), [("zh_CN.UTF-8", "先运行"), ("en_GB.UTF-8", "run “amends setup” first")]
)
def test_it_says_what_to_do(tmp_path: Path, language: str, words: str) -> None:
    surroundings = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    surroundings |= {
        "AMENDS_VAR": str(tmp_path / "nowhere"),
        "LC_ALL": language,
        "SECRET_KEY": "only-for-tests" * 4,
    }
    command = [sys.executable, "-m", "amends", "demo"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
