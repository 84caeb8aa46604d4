"""A vault to lay files into."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amends.casework.cases.actions import keep_files
from amends.casework.cases.actions.looking_into import look_into
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.vault import keep
from amends.foundation.kernel.jobs import run_due


@pytest.fixture
def vault_case(company: Any, register: Callable[..., Case], files: Path) -> Case:
    case = register()
    run_due(reraise=True)
    Case.objects.filter(pk=case.pk).update(owner=company.handler)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def lay(vault_case: Case, company: Any) -> Callable[..., Attachment]:
    def lay(name: str, data: bytes, by: Any = None) -> Attachment:
        kept = keep(name, io.BytesIO(data), len(data), anything=True)
        (file,) = keep_files(case_id=vault_case.pk, files=[kept], by=by or company.handler).files
        look_into(file.pk)
        file.refresh_from_db()
        return file

    return lay
