"""How people sign in: only members whom an administrator added, with a password of some length."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.models import Member

_MEMBER: Rows[Member] = Rows(lambda member_id: Member.objects.filter(pk=member_id))


class Members(AuthenticationBackend):  # type: ignore[misc]
    """Finds the member behind a session: every request does, so it costs what a row costs."""

    def get_user(self, user_id: int) -> Member | None:
        found = _MEMBER(int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None


class MembersOnly(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class LongEnough(MinimumLengthValidator):
    """Says in the reader's language how long a password must be; the framework's own words lack Chinese."""

    def get_error_message(self) -> str:
        return _("Take a longer password: at least %(n)s characters.") % {"n": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()
