"""How well complaints are read, and the corrections as a file."""

from __future__ import annotations

import json
from datetime import timedelta
from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from amends.casework.readings.choices import Category
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.quality import quality_page
from amends.doors.desk.words import LANGUAGES
from amends.foundation.kernel import clock
from amends.oversight.learning.actions import note_export
from amends.oversight.learning.permissions import may_export, may_see_quality
from amends.oversight.learning.queries import judged_readings

PERIODS = (30, 90, 365)


@require_GET
@allowed(may_see_quality)
def quality(request: HttpRequest) -> HttpResponse:
    asked, language, category = (request.GET.get(name, "") for name in ("days", "language", "category"))
    days = int(asked) if asked in map(str, PERIODS) else PERIODS[1]
    until = clock.today()
    page = quality_page(
        member_of(request),
        since=until - timedelta(days=days),
        until=until,
        language=language if language in LANGUAGES else "",
        category=category if category in Category.values else "",
    )
    return render(request, "desk/quality.html", {**page, "days": days, "periods": PERIODS})


@require_POST
@allowed(may_export)
def export(request: HttpRequest) -> HttpResponseBase:
    """On a disk first, so that the trail says how many there were before any of them leaves."""
    file = TemporaryFile()  # noqa: SIM115 - closed by the answer that sends it
    member, count = member_of(request), 0
    for row in judged_readings(by=member):
        file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        count += 1
    note_export(count=count, restricted=False, by=member)
    file.seek(0)
    name = f"corrections-{clock.today():%Y-%m-%d}.jsonl"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/x-ndjson")
