"""A short conversation for the page of components, read and followed like any other."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from amends.casework.cases.actions.following import moods_in
from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.models import Message
from amends.casework.readings.actions import Said, follow_conversation, preview
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member


def sample_conversation(author: Member) -> list[Message]:
    """Messages that stand in no case and are kept nowhere."""
    words = (
        (Direction.IN, _("The cake came three hours late and nobody picked up the phone. I am furious!")),
        (Direction.OUT, _("I am sorry that you had to wait. We bring a new cake by six this evening.")),
        (Direction.IN, _("It is here now, and it is good. Thank you for being so quick.")),
    )
    begun = clock.now() - timedelta(hours=5)
    messages = [
        Message(
            pk=n,
            direction=direction,
            kind=MessageKind.CUSTOMER if direction == Direction.IN else MessageKind.REPLY,
            body=body,
            author=author,
            sent_at=begun + timedelta(hours=2 * n),
        )
        for n, (direction, body) in enumerate(words, 1)
    ]
    told = [
        Said(one.pk, "customer", one.body, one.sent_at, preview(one.body, written_at=one.sent_at))
        if one.direction == Direction.IN
        else Said(one.pk, "us", one.body, one.sent_at)
        for one in messages
    ]
    moods = moods_in(follow_conversation(told))
    for one in messages:
        one.mood = moods.get(one.pk, {})
    return messages
