from __future__ import annotations

from collections.abc import Iterator

import pytest

from amends.foundation.kernel.jobs import wake
from amends.foundation.kernel.tests import work_for_tests


@pytest.fixture
def heard() -> Iterator[list[object]]:
    """What the jobs of this test did, in order."""
    work_for_tests.heard.clear()
    wake.clear()
    yield work_for_tests.heard
    work_for_tests.heard.clear()
