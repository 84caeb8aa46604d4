"""A first reply that is written but has not left yet: the stage says so instead of missing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.queries import replies_standing


def first_reply_to_come(case: Case, under_way: Reply | None) -> str:
    """What the first reply still waits for before it counts; nothing where none is under way, or one has left."""
    if under_way is None or case.first_reply_at is not None or not case.is_open:
        return ""
    if under_way.state != ReplyState.QUEUED or under_way.send_at is None:
        return _("The first reply waits to be approved; it counts once it has left.")
    until = date_format(localtime(under_way.send_at), "H:i:s")
    return _("The first reply is about to go: until %(time)s it can be taken back, and then it counts.") % {
        "time": until
    }


@contextmanager
def saying_what_is_to_come(case: Case, member: Member) -> Iterator[None]:
    """A stage that is left before its first reply is gone is refused with the word that it is on its way."""
    try:
        yield
    except WrongState as error:
        waits = case.stage == Stage.CONFIRM and case.first_reply_at is None
        coming = first_reply_to_come(case, replies_standing(case, member).under_way) if waits else ""
        if not coming:
            raise
        words = _("%(refused)s %(coming)s") % {"refused": error.message, "coming": coming}
        raise WrongState(words) from error
