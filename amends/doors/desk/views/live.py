"""The one address that open pages ask whether anything changed."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from amends.casework.cases.queries import changed_since
from amends.casework.cases.queries.attention import beside
from amends.casework.cases.rules import case_number, pulse_of
from amends.doors.desk.access import member_of, signed_in
from amends.doors.desk.queries.notices import unseen_count
from amends.foundation.kernel import clock

# A change may become visible a little after its own time stamp; asking back this far loses none.
OVERLAP = timedelta(seconds=4)
LONGEST = timedelta(minutes=10)


@require_GET
@signed_in
def pulse(request: HttpRequest) -> HttpResponse:
    """The cases touched of late, who else has open what this member has open, and how many notices are new; 304 as long as nothing changed."""
    now = clock.now()
    member = member_of(request)
    changed = changed_since(member, since_in(request, now) - OVERLAP)
    cases = [
        {"number": case_number(case_id, received, settings.TIME_ZONE), "version": pulse_of(touched)}
        for case_id, received, touched in changed
    ]
    present = [
        {"number": case_number(case_id, received, settings.TIME_ZONE), "name": name, "typing": typing}
        for case_id, received, name, typing in beside(member)
    ]
    unseen = unseen_count(member)
    etag = '"' + hashlib.sha256(repr((cases, present, unseen)).encode()).hexdigest()[:24] + '"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    return JsonResponse(
        {"now": now.isoformat(), "cases": cases, "present": present, "unseen": unseen},
        headers={"ETag": etag, "Cache-Control": "no-cache"},
    )


def since_in(request: HttpRequest, now: datetime) -> datetime:
    """From when on; never further back than some minutes, where a page reloads instead."""
    try:
        since = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        since = None
    if since is None or since.tzinfo is None:
        return now
    return max(min(since, now), now - LONGEST)
