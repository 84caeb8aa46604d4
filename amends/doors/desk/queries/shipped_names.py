"""What people call a piece of the texts that ship, instead of the place where it stands in a file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.doors.desk.words import label_name
from amends.practice.replies.choices import ReplyKind


def shipped_name(folder: str, path: str) -> str:
    """The kind of letter, or what a piece of advice is about; empty where its words say it themselves."""
    part, _dot, which = path.partition(".")
    if folder == "letters":
        return str(dict(ReplyKind.choices).get(part) or _("An option that is offered"))
    return label_name(part, which) if part in ("category", "risk") else ""
