"""How people sign in: only members whom an administrator added, with a password of some length."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _


class MembersOnly(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class LongEnough(MinimumLengthValidator):
    """Says in the reader's language how long a password must be; the framework's own words lack Chinese."""

    def get_error_message(self) -> str:
        return _("Take a longer password: at least %(n)s characters.") % {"n": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()
