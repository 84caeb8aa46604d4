"""What the OpenAPI document says beyond the endpoints themselves."""

from __future__ import annotations

from typing import Any

from amends.doors.api.problems import CONTENT_TYPE
from amends.doors.api.schemas.answers import Problem

TITLE = "Amends"
DESCRIPTION = (
    "Complaints in, cases out. Send `Authorization: Bearer …` with every request. Lists go on with `after`; "
    "creating takes an `Idempotency-Key`; errors are problem details as in RFC 9457, in the language of "
    "`Accept-Language`, with a `code` that does not change."
)
# Every endpoint may answer with a problem; the status says which.
ERRORS: dict[str, Any] = {
    "responses": {
        "default": {
            "description": "A problem: 400, 401, 403, 404, 405, 409, 413, 422, 429 (with Retry-After), 500, 503",
            "content": {CONTENT_TYPE: {"schema": Problem.model_json_schema()}},
        }
    }
}
