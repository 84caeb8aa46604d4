"""What a message does in the course of a conversation, where a reading of it as a complaint would say too much."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from amends.understanding.conversation.talk import finder, kind_of_nod, opener
from amends.understanding.folding import fold

PLAIN, THANKS, NOTED, IMPATIENT, NOTHING, PLEASED = (
    "plain",
    "thanks",
    "noted",
    "impatient",
    "nothing",
    "pleased",
)
_NOD_AT_MOST: Final = 120
_CALL_AT_MOST: Final = 18
_WORDS_IN_CALL: Final = 7
_CLAUSE_END: Final = re.compile(r"[,.。!?;:…~、\n，]")


@dataclass(frozen=True, slots=True)
class Signs:
    """`sign` is one of the words above; the others say what a longer message leans on.

    Whether one is pleased, the reading has to say: it is one that praises, and `objects` to nothing.
    """

    sign: str
    waiting: bool = False
    unsettled: bool = False
    relieved: bool = False
    accepts: bool = False
    objects: bool = False
    loud: bool = False


def signs_of(text: str, *, first: bool = False) -> Signs:
    """The signs of one message; whatever cannot be told is plain.

    A first message leans on nothing that was said before; where it tells its matter at length, it is plain.
    """
    if first and len(text) > _NOD_AT_MOST:
        return Signs(PLAIN)
    plain = fold(text)
    bare = _bare(plain)
    if not bare:
        sign = _of_marks(plain)
        return Signs(sign, waiting=sign == IMPATIENT)
    if nod := _nod(plain, bare):
        return Signs(nod)
    waiting = found("waiting", plain)
    unsettled = found("unsettled", plain)
    turned = found("contrast", plain)
    objects = waiting or unsettled or turned or found("asking", plain)
    polite = bool(_nod(plain, _bare(_first_clause(plain))))
    grateful = not objects and any(_nod(plain, _bare(one)) == THANKS for one in _clauses(plain))
    relieved = (polite or grateful or found("relief", plain)) and not (waiting or unsettled or turned)
    accepts = not unsettled and found("accepts", plain)
    if not (polite or relieved or accepts or turned) and _is_call(plain, bare):
        return Signs(IMPATIENT, waiting=True, unsettled=unsettled)
    return Signs(PLAIN, waiting, unsettled, relieved, accepts, objects, loud="!" in plain)


def found(group: str, plain: str) -> bool:
    """Whether one of the words of a group stands in a folded text."""
    return finder(group).search(plain) is not None


def _bare(plain: str) -> str:
    """Without marks: words with one space between them."""
    kept = (char if not _is_mark(char) else " " for char in plain)
    return " ".join("".join(kept).split())


def _is_mark(char: str) -> bool:
    return char != "'" and (unicodedata.category(char)[0] in "PZCM" or char in "~^`+=|$")


def _of_marks(plain: str) -> str:
    """Nothing but marks: question marks or a row of exclamation marks call for an answer; dots say nothing."""
    return IMPATIENT if "?" in plain or plain.count("!") >= 2 else NOTHING


def _nod(plain: str, bare: str) -> str:
    """`thanks` or `noted` if the words are nothing else, read from left to right, the longest first; or else empty."""
    if not bare or len(bare) > _NOD_AT_MOST or "?" in plain:
        return ""
    said: set[str] = set()
    position = 0
    while position < len(bare):
        step = opener().match(bare, position)
        if step is None:
            return ""
        said.add(kind_of_nod(step[1]))
        position = step.end()
    if "thanks" in said or "settled" in said:
        return THANKS
    return NOTED if "noted" in said else ""


def _first_clause(plain: str) -> str:
    return _CLAUSE_END.split(plain.lstrip(), maxsplit=1)[0]


def _clauses(plain: str) -> list[str]:
    """The last of them too, where thanks often stand."""
    return [one for one in _CLAUSE_END.split(plain) if 0 < len(one) <= _NOD_AT_MOST]


def _is_call(plain: str, bare: str) -> bool:
    """A few words that press for an answer."""
    short = len(bare) <= _CALL_AT_MOST or (bare.isascii() and bare.count(" ") < _WORDS_IN_CALL)
    return short and found("impatient", plain)
