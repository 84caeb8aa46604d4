"""Is the work behind the pages being done?"""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from amends.config.operations.doctor.findings import Findings, error, ok, warning
from amends.foundation.kernel import clock
from amends.foundation.kernel.queries import COUNT_CAP, dead_jobs, jobs_health

LATE, TOO_LATE = timedelta(minutes=1), timedelta(minutes=15)


def worker() -> Findings:
    alive = jobs_health().workers
    if alive:
        yield ok("worker", _("Workers running: %(n)s.") % {"n": alive})
    else:
        yield error(
            "worker",
            _("No worker is running: new complaints are neither read nor given to anybody."),
            _("Start `amends work`."),
        )


def given_up() -> Findings:
    dead = jobs_health().dead
    if not dead:
        yield ok("dead_jobs", _("No background job was given up."))
        return
    names = sorted(set(dead_jobs()[:100].values_list("name", flat=True)))
    yield warning(
        "dead_jobs",
        _("%(n)s background jobs were given up: %(names)s.")
        % {
            "n": f"{dead}+" if dead >= COUNT_CAP else dead,
            "names": ", ".join(name.rpartition(".")[2] for name in names[:5]),
        },
        _("Look at why on the administrator's page “Background jobs”, mend it and run them again there."),
    )


def waiting() -> Findings:
    oldest = jobs_health().oldest_due_at
    wait = clock.now() - oldest if oldest else timedelta(0)
    says = _("The oldest job waits for %(time)s.") % {"time": str(wait).partition(".")[0]}
    mend = _("Start more workers (`amends work`), here or on other machines.")
    if wait > TOO_LATE:
        yield error("waiting", says, mend)
    elif wait > LATE:
        yield warning("waiting", says, mend)
    else:
        yield ok("waiting", _("No job waits for long."))
