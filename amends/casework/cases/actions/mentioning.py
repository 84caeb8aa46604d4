"""Mentions in notes: whoever is named is told, or the writer learns at once that they cannot be."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.models import Case, Note
from amends.casework.cases.queries.attention import sees
from amends.casework.cases.rules.mentions import AT, named_in
from amends.foundation.kernel.errors import Invalid
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member


def mentioned_in(case: Case, words: str, *, by: Member) -> list[Member]:
    """Those whom a note names; refuses a note that names somebody who may not see the case, or two of one name."""
    if not AT.search(words):
        return []
    people: dict[str, set[int]] = defaultdict(set)
    rows = Member.objects.filter(is_active=True).exclude(role=Role.SYSTEM).order_by()
    for pk, username, name in rows.values_list("pk", "username", "display_name"):
        people[username].add(pk)
        people[name].add(pk)
    named = named_in(words, {name: 0 for name in people if name})
    if doubtful := [name for name in named if len(people[name]) > 1]:
        raise Invalid(
            _("Two people here are called %(name)s. Write the user name behind the @ instead.")
            % {"name": doubtful[0]},
            field="body",
        )
    members = Member.objects.filter(pk__in={pk for name in named for pk in people[name]}).exclude(pk=by.pk)
    found = list(members.order_by("pk"))
    if blind := [str(one) for one in found if not sees(one, case)]:
        raise Invalid(
            _(
                "%(names)s may not see this case, so a mention does not reach them. Take the name out, or have them let in under “Access”."
            )
            % {"names": _(", ").join(blind)},
            field="body",
        )
    return found


def names_of(members: list[Member], words: str) -> list[str]:
    """By which names the words name these members."""
    names = {name for one in members for name in (one.username, one.display_name) if name}
    return named_in(words, dict.fromkeys(names, 0))


def tell_mentioned(note: Note, members: list[Member]) -> None:
    tell(
        note.case,
        NoticeKind.MENTION,
        f"mention:{note.pk}",
        [one.pk for one in members],
        {"by": str(note.author), "note": note.pk},
    )
