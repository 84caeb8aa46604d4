"""What happens when a day was counted anew: one line to an action."""

from __future__ import annotations

from datetime import date

from amends.foundation.kernel import clock
from amends.foundation.kernel.jobs import nobody_waits
from amends.oversight.insights.events import DayCounted
from amends.oversight.learning.actions import labels_changed


@nobody_waits
def count_the_labels_anew(event: DayCounted) -> None:
    labels_changed(date.fromisoformat(event.day), clock.now())
