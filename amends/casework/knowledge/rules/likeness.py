"""How alike a question and the articles are: shared pieces of words, and shared ideas whatever the words.

TF-IDF over pairs and triples of characters (scripts without blanks) and over word stems (English), with what titles and
known questions say counting more than the body; beside them, concepts: lists of words that mean the same in all languages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Generic, TypeVar

from amends.content.concepts import concepts
from amends.foundation.kernel.search.fold import fold

Key = TypeVar("Key", bound=Hashable)

TITLE, ASKED, BODY = 3.0, 2.5, 1.0
CONCEPT_WEIGHT: Final = 1.8
_RUN: Final = re.compile(r"[a-z0-9']+|[^\W_]+")
_LONGEST: Final = 2_000
_LITTLE_WORDS: Final = (
    "a an the i my me we our us you your it its is are was were be been am do does did have has had of to in on at for from with"
    " by and or but if not no so that this these those there then than as will would can could should may might just very too"
    " what when where who how why which get got them they their he she his her one any some out up back after before"
)
_STOPPED: Final = frozenset(_LITTLE_WORDS.split())
_COMMON_ZH: Final = frozenset("的了是我你您们在有和就都也很不这那吗呢吧啊个要能到说")


@cache
def _ideas() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str] | None], ...]:
    """Each concept with its Chinese words, folded, and a pattern of its English ones."""
    found = []
    for name, words in concepts().items():
        wide = tuple(fold(word) for word in words if not word.isascii())
        narrow = sorted((re.escape(fold(word)) for word in words if word.isascii()), key=len, reverse=True)
        pattern = re.compile(rf"\b(?:{'|'.join(narrow)})(?:s|es|ed|d|ing|n't)?\b") if narrow else None
        found.append((name, wide, pattern))
    return tuple(found)


def ideas_in(folded: str) -> Counter[str]:
    """The concepts of a folded text, and how often each is said."""
    found: Counter[str] = Counter()
    for name, wide, pattern in _ideas():
        times = sum(folded.count(word) for word in wide)
        times += len(pattern.findall(folded)) if pattern else 0
        if times:
            found[f"§{name}"] = times
    return found


def stem(word: str) -> str:
    """An English word without its commonest endings."""
    for ending in ("'s", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def _grams(folded: str) -> Iterator[str]:
    for run in _RUN.findall(folded):
        if run.isascii():
            if run not in _STOPPED:
                yield stem(run)
            continue
        for size in (2, 3):
            for start in range(len(run) - size + 1):
                gram = run[start : start + size]
                if not set(gram) <= _COMMON_ZH:
                    yield gram


def features_of(text: str) -> Counter[str]:
    folded = fold(text[:_LONGEST])
    return Counter(_grams(folded)) + ideas_in(folded)


@dataclass(frozen=True)
class Text(Generic[Key]):
    """One wording of an article as it is looked through."""

    key: Key
    title: str
    asked: str
    body: str


@dataclass
class Index(Generic[Key]):
    """Every wording by its features; looked up in memory, rebuilt when a wording changes."""

    postings: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    norms: list[float] = field(default_factory=list)
    rarity: dict[str, float] = field(default_factory=dict)

    def scores(self, question: str) -> dict[Key, float]:
        """How alike each wording is to the question, between 0 and 1; those with nothing in common are left out."""
        wanted = {
            one: (1 + math.log(times)) * _weight(one) * self.rarity[one]
            for one, times in features_of(question).items()
            if one in self.rarity
        }
        length = math.sqrt(sum(value * value for value in wanted.values())) or 1.0
        found: dict[int, float] = {}
        for one, value in wanted.items():
            for place, weight in self.postings[one]:
                found[place] = found.get(place, 0.0) + value * weight
        return {self.keys[place]: value / (length * self.norms[place]) for place, value in found.items()}


def _weight(feature: str) -> float:
    return CONCEPT_WEIGHT if feature.startswith("§") else 1.0


def index_of(texts: Sequence[Text[Key]]) -> Index[Key]:
    """The index of all wordings."""
    weighed = [_weighed(text) for text in texts]
    among = Counter(one for features in weighed for one in features)
    index: Index[Key] = Index(keys=[text.key for text in texts])
    index.rarity = {one: math.log(1 + len(texts) / times) for one, times in among.items()}
    for place, features in enumerate(weighed):
        values = {one: value * _weight(one) * index.rarity[one] for one, value in features.items()}
        # Half of the length counts: a long article is not punished for knowing more.
        index.norms.append(math.sqrt(math.sqrt(sum(value * value for value in values.values())) or 1.0))
        for one, value in values.items():
            index.postings.setdefault(one, []).append((place, value))
    return index


def _weighed(text: Text[Key]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for words, share in ((text.title, TITLE), (text.asked, ASKED), (text.body, BODY)):
        for one, times in features_of(words).items():
            found[one] = found.get(one, 0.0) + share * (1 + math.log(times))
    return {one: 1 + math.log(value) if value > 1 else value for one, value in found.items()}


def best(scores: Mapping[Key, float], among: Iterable[Key]) -> list[tuple[Key, float]]:
    """Those asked for that have a score, the most alike first."""
    found = [(key, scores[key]) for key in among if key in scores]
    return sorted(found, key=lambda one: -one[1])
