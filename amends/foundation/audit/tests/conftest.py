from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Person:
    pk: int = 7
    display_name: str = "李雷"


@pytest.fixture
def person() -> Person:
    return Person()
