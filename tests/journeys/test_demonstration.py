"""The demonstration company is loaded by the very actions that people use, so it shows whether they still fit together."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.core.management import call_command

from amends.casework.cases.models import Case
from amends.config.demonstration.cases import rows
from amends.doors.desk.trail_names import NAMES
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import verify
from amends.foundation.kernel.jobs import run_due
from amends.foundation.kernel.queries import dead_jobs, failing_jobs


@pytest.mark.once
@pytest.mark.django_db
def test_every_case_of_the_demonstration_is_where_its_story_ends(settings: object) -> None:
    call_command("setup")
    call_command("demo")
    while run_due(reraise=True):
        pass
    assert not dead_jobs().exists() and not failing_jobs().exists()
    told = {row["key"]: row["stage"] for row in rows()}
    # Besides what the stories tell, one customer called a second time.
    stories = Case.objects.filter(idempotency_key__startswith="demo:")
    assert Case.objects.count() == stories.count() + 1
    for case in stories:
        stage = told[(case.idempotency_key or "").removeprefix("demo:")]
        where = "closed" if not case.is_open else case.stage
        assert where == ("listen" if stage == "new" else stage), case
    assert stories.count() == len(told) == 306
    assert len(Counter(Case.objects.values_list("language", flat=True))) == 3
    assert verify().broken is None
    parts = {
        part for entry in AuditEntry.objects.values_list("body", flat=True) for part in json.loads(entry)
    }
    assert parts - set(NAMES) == set()
