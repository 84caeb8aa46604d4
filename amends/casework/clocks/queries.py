from __future__ import annotations

from django.db.models import QuerySet

from amends.casework.cases.models import Case
from amends.casework.clocks.models import Clock
from amends.foundation.kernel.prepared import Rows

_CLOCKS: Rows[Clock] = Rows(lambda case_id: Clock.objects.filter(case=case_id))


def running(case_id: int) -> QuerySet[Clock]:
    return Clock.objects.filter(case=case_id, stopped_at=None)


def clocks_of(case: Case) -> list[Clock]:
    return _CLOCKS(case.pk)
