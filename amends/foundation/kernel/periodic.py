"""Work that comes back on a beat: `@periodic(every=timedelta(hours=1))`, listed in config/reactions.py."""

from __future__ import annotations

from amends.foundation.kernel.jobs.periodic import (
    enqueue_due,
    interval,
    periodic,
    register,
    registered,
    unregister,
)

__all__ = ["enqueue_due", "interval", "periodic", "register", "registered", "unregister"]
