"""What to mind with a gift: what people may not eat or drink, and what a present may be taken to mean, place by place.

The texts stand in content/cautions; here is what each code is and where it counts. A caution never takes a gift off the
list: it is said, and a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

PLACES = ("mainland", "hong_kong", "taiwan")


class Caution(NamedTuple):
    kind: str  # "diet" or "custom"
    places: tuple[str, ...] = PLACES
    # Needs of a person with which this does not go.
    against: tuple[str, ...] = ()


CAUTIONS = {
    "gluten": Caution("diet", against=("gluten",)),
    "milk": Caution("diet", against=("milk", "vegan")),
    "egg": Caution("diet", against=("egg", "vegan")),
    "nuts": Caution("diet", against=("nuts",)),
    "peanuts": Caution("diet", against=("peanuts",)),
    "sesame": Caution("diet", against=("sesame",)),
    "soy": Caution("diet", against=("soy",)),
    "alcohol": Caution("diet", against=("alcohol", "halal")),
    "caffeine": Caution("diet", against=("caffeine",)),
    "sugar": Caution("diet", against=("sugar",)),
    "pork": Caution("diet", against=("pork", "halal", "vegetarian", "vegan")),
    "gelatine": Caution("diet", against=("halal", "vegetarian", "vegan")),
    "not_halal": Caution("diet", against=("halal",)),
    "not_vegetarian": Caution("diet", against=("vegetarian", "vegan")),
    "clock": Caution("custom"),
    "umbrella": Caution("custom"),
    "pear": Caution("custom"),
    "four": Caution("custom"),
    "shoes": Caution("custom"),
    "white_wrapping": Caution("custom"),
    "handkerchief": Caution("custom", ("hong_kong", "taiwan")),
    "blade": Caution("custom"),
    "fan": Caution("custom"),
    "book": Caution("custom", ("hong_kong",)),
    "candle": Caution("custom", ("mainland", "taiwan")),
    "chrysanthemum": Caution("custom"),
    "green_hat": Caution("custom"),
    "doll": Caution("custom", ("taiwan",)),
    "rice_dumpling": Caution("custom", ("taiwan",)),
}
NEEDS = tuple(sorted({need for one in CAUTIONS.values() for need in one.against}))


def places_of(place: str, language: str = "") -> tuple[str, ...]:
    """Where somebody is; a language in Traditional characters without a place may be either, others the mainland."""
    if place in PLACES:
        return (place,)
    return ("hong_kong", "taiwan") if language.lower().startswith("zh-hant") else ("mainland",)


def to_mind(cautions: Iterable[str], places: Collection[str]) -> tuple[str, ...]:
    """Those of a gift's cautions that count in one of these places."""
    return tuple(one for one in cautions if one in CAUTIONS and set(CAUTIONS[one].places) & set(places))


def conflicts(cautions: Iterable[str], needs: Collection[str]) -> tuple[str, ...]:
    """Those of a gift's cautions that do not go with what is known of a person's diet, or that the person named itself."""
    return tuple(
        one
        for one in cautions
        if one in CAUTIONS and (one in needs or set(CAUTIONS[one].against) & set(needs))
    )
