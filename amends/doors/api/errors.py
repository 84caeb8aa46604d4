from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Refused


class Unknown(Refused):
    """Nobody we know: the token is missing, wrong, revoked, or its member has left."""

    status = 401
    default_code = "token_needed"

    def __init__(self) -> None:
        super().__init__(
            _("Send a valid token in the header “Authorization: Bearer …”. An administrator issues one.")
        )


class TooMany(Refused):
    """The allowance of this minute is used up."""

    status = 429
    default_code = "too_many"

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(
            _("Too many requests in this minute. Try again in %(wait)s seconds.") % {"wait": wait}
        )
