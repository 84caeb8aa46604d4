"""Writing the card of a grant: begun out of the case, changed by a person, kept part by part."""

from __future__ import annotations

from django.db import transaction

from amends.casework.cases.text import cleaned
from amends.content.files import language_for
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions.grant_beats import ensure_state, locked_grant, written
from amends.practice.remedies.choices import GrantState
from amends.practice.remedies.models import GrantCard
from amends.practice.remedies.rules.cards import FIELDS, Card

SHORT, LONG = 120, 600


@transaction.atomic
def write_card(*, grant_id: int, card: Card, by: Member) -> GrantCard:
    """Keeps the words of a card; what went out with a gift stays as it was. Written with gaps it is kept, and does not go."""
    grant = locked_grant(grant_id, by=by)
    ensure_state(grant, GrantState.RESERVED)
    kept = GrantCard.objects.filter(grant=grant).first() or GrantCard(grant=grant)
    for name in FIELDS:
        limit = SHORT if name in ("greeting", "signed") else LONG
        setattr(kept, name, cleaned(getattr(card, name))[:limit])
    kept.language = language_for(grant.case.language)
    kept.written_by, kept.written_at = by, clock.now()
    kept.save()
    written(grant, "card_written", by=by)
    return kept
