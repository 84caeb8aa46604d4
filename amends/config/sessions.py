"""Where it is kept who is signed in: Django's table of sessions, read with a prepared question."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from amends.foundation.kernel.prepared import Rows

_SESSIONS: Rows[Session] = Rows(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(DatabaseSessions):
    """Every request reads one, so it costs what a row costs."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = _SESSIONS(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
