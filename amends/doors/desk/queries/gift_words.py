"""How the reasons for and against a gift, and what to mind with it, read on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy

from amends.content.files import load
from amends.foundation.kernel.languages import interface_language
from amends.practice.remedies.gifts.choices import GiftKind, Occasion
from amends.practice.remedies.gifts.rules.cautions import CAUTIONS, PLACES
from amends.practice.remedies.gifts.rules.product_words import in_language
from amends.practice.remedies.gifts.rules.suggesting import Reason

SENTENCES = {
    "fits_product": gettext_noop("Goes with what was bought: “%(value)s”"),
    "fits_branch": gettext_noop("From the branch where it happened"),
    "fits_category": gettext_noop("Fits complaints of this kind"),
    "fits_occasion": gettext_noop("Meant for: %(value)s"),
    "long_term": gettext_noop("Suits a customer of many years"),
    "in_season": gettext_noop("In season (%(value)s)"),
    "within_range": gettext_noop("Within the fair range"),
    "in_stock": gettext_noop("In stock: %(value)s"),
    "lasts": gettext_noop("Does not spoil"),
    "personalisable": gettext_noop("Can carry a name or a few words"),
    "out_of_season": gettext_noop("Out of season (%(value)s)"),
    "other_occasion": gettext_noop("Rather meant for: %(value)s"),
    "other_product": gettext_noop("Rather goes with: “%(value)s”"),
    "above_range": gettext_noop("Above the fair range (up to %(value)s)"),
    "below_range": gettext_noop("Below the fair range (from %(value)s)"),
    "over_budget": gettext_noop("More than the budget has left (%(value)s)"),
    "other_currency": gettext_noop("Costs in another currency (%(value)s); compare it yourself"),
    "last_ones": gettext_noop("The last ones: %(value)s"),
    "out_of_stock": gettext_noop("Out of stock"),
    "keeps_briefly": gettext_noop("Keeps only %(value)s days: hand it over or send it at once"),
    "against_need": gettext_noop("Does not go with what this person eats or avoids: %(value)s"),
    "caution": gettext_noop("To mind: %(value)s"),
    "too_cheap": gettext_noop(
        "Too cheap: less than half of what is fair (from %(value)s) is felt as an insult"
    ),
    "unrelated": gettext_noop("Unrelated: it has to do neither with the complaint nor with what was bought"),
    "stereotyped": gettext_noop("Stereotyped: “%(value)s” chooses by who somebody is"),
    "looks_like_bribe": gettext_noop(
        "Could look like a bribe: far too much, or like cash while an authority, a lawyer or the media look on"
    ),
}
PLACE_NAMES = {
    "mainland": pgettext_lazy("place", "Mainland"),
    "hong_kong": pgettext_lazy("place", "Hong Kong"),
    "taiwan": pgettext_lazy("place", "Taiwan"),
}
KIND_ICONS = {
    GiftKind.OWN: "star",
    GiftKind.VOUCHER: "receipt",
    GiftKind.USEFUL: "gift",
    GiftKind.EXPERIENCE: "spark",
    GiftKind.PERSONAL: "pencil",
}


@dataclass(frozen=True)
class Minded:
    """One caution in the reader's language, with the places where it counts when it does not count everywhere."""

    code: str
    name: str
    text: str
    is_diet: bool
    places: str


def reason_words(reason: Reason) -> str:
    """The sentence of one reason, in the reader's language."""
    value = reason.value
    if reason.code in {"fits_occasion", "other_occasion"}:
        value = str(dict(Occasion.choices).get(value, value))
    if reason.code in {"caution", "against_need"}:
        value = caution_name(value)
    if reason.code in {"fits_product", "other_product"}:
        value = in_language(value, interface_language())
    return _(SENTENCES[reason.code]) % {"value": value}


def product_words(words: Iterable[str]) -> str:
    """The products that a gift goes with, in the reader's language, each once."""
    return _(", ").join(dict.fromkeys(in_language(one, interface_language()) for one in words))


def caution_name(code: str) -> str:
    texts = load("cautions", interface_language())
    return str(texts[code]["name"]) if code in texts else code


def cautions_of(codes: Iterable[str]) -> list[Minded]:
    return [minded(one) for one in codes if one in CAUTIONS]


def minded(code: str) -> Minded:
    texts, caution = load("cautions", interface_language())[code], CAUTIONS[code]
    everywhere = set(caution.places) == set(PLACES)
    places = "" if everywhere else _(", ").join(str(PLACE_NAMES[one]) for one in caution.places)
    return Minded(code, texts["name"], texts["text"], caution.kind == "diet", places)
