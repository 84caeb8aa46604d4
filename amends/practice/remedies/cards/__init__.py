"""The card of a grant: drafted out of the case, checked, and set on paper."""

from amends.practice.remedies.cards.drafting import begun_card, remarks_on_card
from amends.practice.remedies.cards.paper import card_page, card_paper

__all__ = ["begun_card", "card_page", "card_paper", "remarks_on_card"]
