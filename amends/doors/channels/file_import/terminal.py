"""What the two commands share at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member


def member_named(username: str) -> Member:
    """In whose name a command acts; the house's own if nobody is named."""
    if not username:
        return house_member()
    found = Member.objects.filter(username=username).first()
    if found is None:
        raise CommandError(_("There is no member %(name)s.") % {"name": username})
    return found


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where there is somebody to see it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda rows: bar.advance(task, rows)
