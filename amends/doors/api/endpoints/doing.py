"""What the endpoints under a case share: the same request again does nothing twice, and rows belong to their case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Path, Router

from amends.doors.api.access import Token, token_of
from amends.doors.api.actions import once
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.foundation.kernel.errors import NotFound

M = TypeVar("M", bound=Model)
View = Callable[..., Any]
Row = Annotated[int, Path(ge=1, le=2**63 - 1)]


def doing(request: HttpRequest, key: str | None, act: Callable[[], int]) -> int:
    """The id of what was made, or was made before for the same key; the key with other words is refused."""
    said = f"{request.path}\n{request.body.decode('utf-8', 'replace')}"
    return once(token=token_of(request), key=key, said=said, act=act)


def there(rows: QuerySet[M], row_id: int, missing: str) -> M:
    """The row, if it belongs where the address says; the same refusal whether it is elsewhere or nowhere."""
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise NotFound(missing)
    return found


def reads(router: Router, path: str, name: str, summary: str, response: Any) -> Callable[[View], View]:
    return router.get(
        path,
        auth=Token(Scope.CASES_READ),
        response=response,
        openapi_extra=ERRORS,
        url_name=name,
        summary=summary,
    )


def changes(
    router: Router, path: str, name: str, summary: str, response: Any, status: int = 200
) -> Callable[[View], View]:
    return router.post(
        path,
        auth=Token(Scope.CASES_WRITE),
        response={status: response},
        openapi_extra=ERRORS,
        url_name=name,
        summary=summary,
    )
