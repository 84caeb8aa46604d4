from __future__ import annotations

import logging
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.errors import Conflict, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.jobs.enqueue import wake
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.periodic import periodic
from amends.foundation.kernel.permissions import Operator, may_manage_jobs

log = logging.getLogger(__name__)

KEEP_FINISHED = timedelta(days=3)
PRUNE_BATCH = 5000


@transaction.atomic
def retry_dead(job_id: int, *, by: Operator) -> Job:
    """Starts a job that was given up again, with all its attempts before it."""
    if not may_manage_jobs(by):
        raise NotPermitted
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise NotFound
    if job.state != JobState.DEAD:
        raise WrongState(_("This job is no longer among those given up."))
    job.state = JobState.READY
    job.attempts = 0
    job.run_at = clock.now()
    job.finished_at = None
    job.revived_by = by.username
    try:
        with transaction.atomic():
            job.save(update_fields=["state", "attempts", "run_at", "finished_at", "revived_by"])
    except IntegrityError as error:
        raise Conflict(_("The same work already waits to be done.")) from error
    log.info("job %s %s started again by %s", job.pk, job.name, job.revived_by)
    transaction.on_commit(wake.set)
    return job


@periodic(every=timedelta(minutes=10))
def prune_finished_jobs() -> None:
    """Forgets jobs that were done days ago, in small pieces, so that no statement holds others up."""
    before = clock.now() - KEEP_FINISHED
    while True:
        old = Job.objects.filter(state=JobState.DONE, finished_at__lt=before).order_by("finished_at")
        ids = list(old.values_list("pk", flat=True)[:PRUNE_BATCH])
        Job.objects.filter(pk__in=ids)._raw_delete(connection.alias)
        if len(ids) < PRUNE_BATCH:
            return
