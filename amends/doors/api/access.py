"""How a machine comes in: its token, the scope it needs, and its allowance."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from amends.doors.api.allowance import spend
from amends.doors.api.choices import Scope
from amends.doors.api.errors import TooMany, Unknown
from amends.doors.api.models import ApiToken
from amends.doors.api.permissions import ensure_scope
from amends.doors.api.recent import recent_token
from amends.foundation.organisation.models import Member


class Token(HttpBearer):
    """Lets in who sends a valid token that has the scope and has not used up its minute."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        if (token := super().__call__(request)) is None:
            raise Unknown
        return token

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        known = recent_token(token.strip())
        if known is None:
            return None
        if wait := spend(known):
            raise TooMany(wait)
        ensure_scope(known, self.scope)
        return known


def token_of(request: HttpRequest) -> ApiToken:
    return cast(ApiToken, request.auth)  # type: ignore[attr-defined]


def member_of(request: HttpRequest) -> Member:
    """The member the token acts as."""
    return token_of(request).member
