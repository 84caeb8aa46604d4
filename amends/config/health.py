"""Signs of life for machines that watch: alive, ready, and figures."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from amends.foundation.kernel.queries import dead_jobs, worker_is_alive

LEAST_FREE_BYTES = 200 * 1024 * 1024


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Database, worker and disk; 503 when one of them is not there."""
    state = {"database": database_answers(), "worker": False, "disk": disk_has_room()}
    if state["database"]:
        state["worker"] = worker_is_alive()
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' format, taken at the moment of asking."""
    registry = CollectorRegistry()
    Gauge("amends_dead_jobs", "Background jobs that were given up", registry=registry).set(
        len(dead_jobs()[:1000])
    )
    Gauge("amends_worker_alive", "1 if a worker showed a sign of life", registry=registry).set(
        worker_is_alive()
    )
    Gauge("amends_disk_free_bytes", "Free room where files are kept", registry=registry).set(free_bytes())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def free_bytes() -> int:
    return shutil.disk_usage(settings.VAR).free


def disk_has_room() -> bool:
    return free_bytes() > LEAST_FREE_BYTES
