"""An installation that would be unsafe or could not work does not start."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from amends.config.checks import secret_is_set, var_is_writable


@pytest.mark.parametrize(("length", "refused"), [(0, True), (5, True), (31, True), (32, False)])
def test_without_a_long_secret_nothing_starts(settings: Any, length: int, refused: bool) -> None:
    settings.SECRET_KEY_LENGTH = length
    assert bool(secret_is_set(None)) is refused


def test_a_folder_that_cannot_be_written_is_named(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "var"
    assert var_is_writable(None) == []
    assert list(settings.VAR.iterdir()) == []
    (tmp_path / "file").touch()
    settings.VAR = tmp_path / "file"
    assert str(tmp_path / "file") in str(var_is_writable(None)[0].msg)


@pytest.mark.django_db
def test_the_house_as_it_is_passes_its_own_checks() -> None:
    assert [one for one in run_checks() if one.level >= 30] == []


def test_processes_that_start_side_by_side_do_not_take_the_probe_from_each_other(
    settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _n: var_is_writable(None), range(400)))
    assert not any(found)
