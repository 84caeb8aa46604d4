"""The doctor says whether texts leave the house to be read, and whether the service answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from amends.casework.readings.models import OutsideService
from amends.config.operations.doctor.findings import Finding, Level
from amends.config.operations.doctor.outside import outside_reading
from amends.foundation.kernel import clock

pytestmark = pytest.mark.django_db


def found(settings: Any, address: str, model: str = "m") -> Finding:
    settings.PROVIDER_ADDRESS, settings.PROVIDER_MODEL = address, model
    with translation.override("en"):
        (finding,) = outside_reading()
    return finding


@pytest.mark.parametrize(
    ("address", "model", "level", "says"),
    [
        ("", "", Level.OK, "No text leaves the house"),
        ("https://chat.example.com/v1", "", Level.WARNING, "by half"),
        ("", "m", Level.WARNING, "by half"),
        ("http://127.0.0.1:1/v1", "m", Level.OK, "on this machine"),
        ("https://chat.example.com/v1", "m", Level.OK, "Masked texts leave the house: m at chat.example.com"),
        ("http://10.1.1.1/v1", "m", Level.WARNING, "without encryption"),
    ],
)
def test_it_says_where_texts_go(settings: Any, address: str, model: str, level: Level, says: str) -> None:
    finding = found(settings, address, model)
    assert finding.level is level
    assert says in finding.says
    assert bool(finding.mend) == (level is not Level.OK)


def test_it_says_that_the_service_does_not_answer(settings: Any) -> None:
    now = clock.now()
    OutsideService.objects.create(
        pk=1, day=clock.today(), rests_until=now + timedelta(minutes=5), last_trouble="status 500"
    )
    finding = found(settings, "https://chat.example.com/v1")
    assert finding.level is Level.WARNING
    assert "status 500" in finding.says


def test_it_counts_the_questions_of_today_only(settings: Any) -> None:
    OutsideService.objects.create(pk=1, day=clock.today() - timedelta(days=1), asked=40)
    assert "0 of" in found(settings, "https://chat.example.com/v1").says
