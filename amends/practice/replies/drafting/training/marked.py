"""The complaints in which people marked what a reply should say back; their texts stay outside, each clause is known by a hash.

2,821 are of our own labelled texts, 940 of the CFPB's complaints (public domain), 893 of openrice (CC BY 4.0, toastynews/openrice-senti), 755 were
written for it (`written.txt`: posts, reviews and mails of all trades); each was read once by one of some forty readers; the first seven agree on a
clause in three of four cases. Of 3,145 it was said what they are about as well.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from amends.content.files import load
from amends.practice.replies.check.words import Words, language_of, words_for
from amends.practice.replies.drafting.clauses import Clause, clauses_of, is_sayable
from amends.practice.replies.drafting.opinions import NOTHING

MARKS = Path(__file__).parent / "marks.jsonl"
OWN = "labelled_train.jsonl"
WRITTEN = Path(__file__).parent / "written.txt"
PUBLIC = ("complaints_cfpb_en.jsonl.gz", "reviews_openrice_yue_hant.jsonl.gz")
# One complaint in so many is only ever measured.
KEPT_OF = 4


@dataclass(frozen=True)
class Marked:
    """One complaint with its clauses and the mark of each: 2 core, 1 further, 0 nothing, -1 harmful."""

    id: str
    text: str
    words: Words
    clauses: list[Clause]
    sayable: list[bool]
    marks: list[int]
    matters: tuple[str, ...]
    """What it is about, the best name first, others that would do as well after it; none where nobody said."""
    field: str

    @property
    def is_kept(self) -> bool:
        return is_kept(self.id)


def is_kept(id: str) -> bool:
    """Whether a complaint is only ever measured."""
    return crc32(id.encode()) % KEPT_OF == 0


def id_of(text: str) -> str:
    """By which a text is known that has no other name."""
    return sha256(text.encode()).hexdigest()[:12]


def marked(data: Path) -> Iterator[Marked]:
    """All of them; `data` is the folder with the labelled texts. A clause that nobody marked says nothing."""
    texts = _texts(data)
    for line in MARKS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["id"]]
        language = language_of(text)
        rules = load("letters", language)["restate"]
        clauses = list(clauses_of(text, rules, language))
        marks = [row["marks"].get(name_of(clause), NOTHING) for clause in clauses]
        sayable = [is_sayable(clause, rules, language) for clause in clauses]
        matters, field = tuple(row.get("matters", ())), row.get("field", "")
        yield Marked(row["id"], text, words_for(language), clauses, sayable, marks, matters, field)


def _texts(data: Path) -> dict[str, str]:
    """The labelled ones by their ids, all others by a hash of their words."""
    with (data / OWN).open(encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    others = WRITTEN.read_text(encoding="utf-8").split("\n=====\n")
    for name in PUBLIC:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            others += [json.loads(line)["text"] for line in lines]
    return texts | {id_of(text): text for text in others}


def name_of(clause: Clause) -> str:
    """By which a clause is known without its words."""
    return sha256(clause.words.encode()).hexdigest()[:10]
