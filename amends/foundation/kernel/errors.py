"""What an action says when it refuses: each refusal tells the person what happened and what to do."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refused(Exception):
    """The request was understood and is not carried out; `message` is in the reader's language."""

    status: ClassVar[int] = 400
    default_code: ClassVar[str] = "refused"
    default_message: ClassVar[Text] = _("This could not be done. Check what you entered and try again.")

    def __init__(self, message: Text | None = None, *, code: str | None = None) -> None:
        self.message: Text = message if message is not None else self.default_message
        self.code: str = code or self.default_code
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(Refused):
    """The person may not do this."""

    status = 403
    default_code = "not_permitted"
    default_message = _("You do not have the right to do this. Ask your team lead or an administrator.")


class NotFound(Refused):
    """The thing is not there, or this person may not know that it is."""

    status = 404
    default_code = "not_found"
    default_message = _("This could not be found. It may have been moved, or the address is wrong.")


class WrongState(Refused):
    """The thing is there, but not in a state in which this can be done to it."""

    status = 409
    default_code = "wrong_state"
    default_message = _("This is not possible at this point. Reload the page to see the current state.")


class Conflict(Refused):
    """Somebody else saved in between, or the same thing was done already."""

    status = 409
    default_code = "conflict"
    default_message = _(
        "Somebody else changed this in the meantime. Reload the page, then make your change again."
    )


class Invalid(Refused):
    """What was entered cannot be used; `field` names where, when it is one place."""

    status = 422
    default_code = "invalid"
    default_message = _("Something you entered cannot be used. Correct it and try again.")

    def __init__(
        self, message: Text | None = None, *, field: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.field = field


class TooLarge(Refused):
    """What was sent is bigger than we take."""

    status = 413
    default_code = "too_large"
    default_message = _("This is too large. Send it in smaller parts.")
