"""What follows when somebody is to be forgotten: one line to a notice."""

from __future__ import annotations

from amends.casework.customers.actions.telling import tell_asker, tell_deciders
from amends.casework.customers.events import ErasureAsked, ErasureDecided


def tell_who_decides(event: ErasureAsked) -> None:
    tell_deciders(event.erasure_id)


def tell_who_asked(event: ErasureDecided) -> None:
    tell_asker(event.erasure_id)
