"""What a letter says back of a Chinese complaint: the spans of it that tell most, each begun where a reader can follow it.

A span is a run of neighbouring clauses with the small words between them. It is worth what its clauses tell, less what each costs to read, less
what it costs to begin amid a sentence whose subject stands before. The best are taken, in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from amends.practice.replies.check.sums import AMOUNT
from amends.practice.replies.check.words import Words, words_for
from amends.practice.replies.drafting.clauses import (
    GOOD,
    MOOD,
    REASON,
    SPEECH,
    Clause,
    clauses_of,
    is_sayable,
)
from amends.practice.replies.drafting.listed import FEWEST, items_of
from amends.practice.replies.drafting.runs import (
    A_CORE,
    A_GRIEVANCE,
    MAIN,
    NOTHING_SAID,
    SHORTEST,
    SHORTEST_CORE,
    Said,
    spoken,
)
from amends.practice.replies.drafting.scene import CONDITION, goes_wrong
from amends.practice.replies.drafting.weighing import weighed
from amends.practice.replies.drafting.whole import (
    ASIDE,
    NOT_BAD,
    begins_amid,
    ends_amid,
    is_rhetorical,
    is_sober,
)

MOST_CLAUSES = 7
ALL_CHARACTERS = 190  # of everything that is said back
A_CHARACTER = 0.004  # what a clause costs to read
AMID, WITHOUT_SUBJECT, POINTING = 0.1, 0.5, 0.8  # what it costs to begin there
LEAST_TORN = 0.7  # what a further span that begins amid a sentence is worth at least
A_HINT, ALL_THERE_IS = (
    0.0,
    -0.6,
)  # where nothing tells more, also what hardly does; of a single clause whatever it is
# A clause that begins so lacks what it speaks of, unless it begins a sentence.
NO_SUBJECT = re.compile(
    r"没|沒|不|未|无法|無法|也|就|还|還|又|才|都|却|卻|并|並|而|但|让|讓|叫|把|被|给|給|说|說|告诉|告訴|以为|以為|只|再|已经|已經|一直|至今|从(?!来)|從(?!來)|对(?!方)|對(?!方)|为|為|去|来|來|到|等|打|问|問|找|看|送|退|扣|收|发|發|用|吃|住|想|觉得|覺得|打开|打開|联系|聯繫|聯絡|要|拿|跟|和|因|结果|結果|导致|導致|直接|马上|馬上|必须|必須|需要|应该|應該|可以|最后|最後|反而"
)
POINTS = re.compile(
    r"[这這那](?![个個款家种種些次台张張位])|其(?![他它])|[对對]方|他[们們]?|她[们們]?|它[们們]?|[该該](?=[\u4e00-\u9fff])|此"
)
# What is asked for at the end of a clause stands among the wishes.
ASKED_AT_THE_END = re.compile(
    r"(?<=[\u4e00-\u9fff]{4})(?:希望|[请請]求|[恳懇][请請]|[请請]|望|要求)(?:有[关關]部[门門]|相[关關]部[门門]|[厂廠]家|商家|客服|平台|[领領][导導])?(?:能|[尽盡]快|及[时時]|予以|[给給]予|介入)*(?:[处處]理|解[决決]|[维維]修|[赔賠][偿償]|退款|回[复覆]|答[复覆]|核[实實]|解[释釋])(?:一下)?(?:[问問]題|问题|此事|[这這]件事)?$"
)
# A "you" that may be anybody stays in the customer's mouth.
ANYBODY = re.compile(r"你(?![们們家行司店方处處局院厂廠好]|平台|公司|[银銀]行|[饭飯]店)")
RUN_ON = 40  # characters without a stop
NOT_IN_A_QUOTE = re.compile(r"[“”「」『』\[\]<>{}*\n]")
# The second half of a contrast: alone it lacks what it is held against.
CONTRAST = re.compile(r"但|可是|不过|不過|然而|却|卻|结果|結果|反而")
SPEECH_MARK = '"'
ENDS = "，。！？；,.!?; 、~～"
# What such a clause ends cannot be the end of a span.
OPENS_A_REASON = re.compile(
    r"^(?:因[为為]?|由[于於]|[虽雖]然|如果|若|要是|[为為]了|[当當]|既然|除非|除了|不但|不[仅僅]|[无無][论論]|不管)"
)


@dataclass(frozen=True)
class Piece:
    """One clause of the whole complaint with what is known of it."""

    said: Said
    clause: Clause
    weight: float
    is_sober: bool  # it may stand beside a grievance
    is_begun: bool  # it begins a sentence

    @property
    def is_apart(self) -> bool:
        return self.said.is_alone or self.said.words.endswith(REASON)


@dataclass(frozen=True)
class Span:
    """Pieces from one place up to another, and what they are worth."""

    first: int
    end: int
    value: float
    top: float
    is_torn: bool


class Terms(NamedTuple):
    """How spans are weighed: their length, what a further clause and a further sentence cost, from where on a clause tells a grievance."""

    longest: int = 56
    further: float = 0.2
    crossing: float = 0.35
    level: float = A_GRIEVANCE
    beside: float = (
        0.3  # what a clause beside a grievance tells at least, one that opens its sentence, and the last one
    )
    opening: float = 0.1
    at_the_end: float = 0.3
    more: float = 0.75  # what a further span is worth at least
    is_short: bool = False


# Of a few words even what tells little is a part of the matter.
SHORT_TERMS = Terms(
    longest=72,
    further=0.05,
    crossing=0.0,
    beside=-0.1,
    opening=-0.3,
    at_the_end=0.0,
    more=MAIN,
    is_short=True,
)
# Of a petition little: its scenes, reasons and hopes look like grievances.
LONG, MOST_OF_A_LONG_ONE = 120, 3
LONG_TERMS = Terms(more=MAIN)
TERSE_LENGTH = 30
QUOTE_MARKS = {"zh-Hans": ("“", "”"), "zh-Hant": ("「", "」")}
# An item of a list is said whole up to so many characters, unless nothing in it tells so much.
WHOLE_ITEM, LEAST_OF_AN_ITEM, MOST_ITEMS = 64, 0.0, 5
# What is asked for, granted or praised is counted as well, and is no point.
NO_POINT = re.compile(
    r"[恳懇][请請]|希望|建[议議]|^(?:要求|[请請])|拒[绝絕]口[头頭]|[给給]予[处處]理|自己的[问問][题題]|[欠借].{0,4}在先|可以慢慢|也都?不[错錯]|[应應](?:该|該|当|當|有)|^好在|^幸好|解[释釋](?:由于|由於|[说說是])|[没沒]有[办辦]法$|责令|責令|不要有|[请請][领領][导導]|[强強]奸|[强強]姦|[晕暈]倒|[？?]$|不[错錯]$|挺喜[欢歡]$|[够夠][长長大用]|乾?[净淨]$"
)
# An item that is a question argues; only for a reason is asked plainly.
ASKS_BACK = re.compile(
    r"^(?!\s*(?:为什么|为何|为啥|為什麼|為何|為啥)).*(?:[呢吗嗎][；;。”」\s]*|[？?][^。！？!?]{0,4})$", re.S
)
LIST_TERMS = SHORT_TERMS._replace(longest=WHOLE_ITEM, further=0.0, crossing=0.2, is_short=False)


def spans_of(
    text: str,
    texts: Mapping[str, Any],
    language: str,
    *,
    most: int,
    terse: bool = False,
    sums: bool = True,
    avoid: Collection[str] = (),
    is_short: bool = False,
) -> list[str]:
    """What is said back of a whole complaint, in its order; nothing where nothing of it can be."""
    pieces = _pieces(text if sums else AMOUNT.sub("", text), texts, language, avoid)
    is_long = len(text) > LONG
    terms = SHORT_TERMS if is_short else LONG_TERMS if is_long else Terms()
    most = min(most, MOST_OF_A_LONG_ONE) if is_long else most
    if terse:
        terms = terms._replace(longest=TERSE_LENGTH)
    taken = _best_of(pieces, terms, most)
    if not taken:
        taken = _best_of(pieces, terms._replace(level=A_HINT), 1 if is_short or is_long else 2)
    if not taken and len(pieces) == 1:
        least = terms._replace(level=ALL_THERE_IS, opening=ALL_THERE_IS, beside=ALL_THERE_IS)
        taken = _best_of(pieces, least, 1)
    if not terse:
        taken = [_with_its_first_half(one, pieces, taken, terms) for one in taken]
    taken.sort(key=lambda one: one.first)
    return [_phrase(pieces[one.first : one.end], texts, text, language) for one in taken]


def items_told(
    text: str, texts: Mapping[str, Any], language: str, *, sums: bool = True, avoid: Collection[str] = ()
) -> list[str]:
    """The items of the customer's own list, each in the words of its most telling sentence; nothing where there is no list."""
    told: list[tuple[float, str]] = []
    for item in items_of(text) if language in QUOTE_MARKS else ():
        words = text[item.start : item.end]
        if ASKS_BACK.search(words):
            continue
        pieces = _pieces(words if sums else AMOUNT.sub("", words), texts, language, avoid)
        run = _of_an_item(_points_among(pieces), is_torn=bool(SPEECH.search(words)))
        if run:
            told.append((max(one.said.weight for one in run), _phrase(run, texts, words, language)))
    chosen = sorted(told, key=lambda one: -one[0])[:MOST_ITEMS]
    return [phrase for weight, phrase in told if (weight, phrase) in chosen] if len(told) >= FEWEST else []


def _points_among(pieces: Sequence[Piece]) -> list[Piece]:
    """The clauses of an item; what is no point, and what goes on from it to the end of its sentence, is not said."""
    told: list[Piece] = []
    is_beside = False
    for one in pieces:
        is_beside = (is_beside and not one.is_begun) or bool(NO_POINT.search(one.clause.raw))
        told.append(replace(one, said=NOTHING_SAID) if is_beside else one)
    return told


def _of_an_item(pieces: Sequence[Piece], *, is_torn: bool) -> Sequence[Piece]:
    """All of it where it can be said and read; else the best run of its clauses."""
    first = pieces[: next((at for at, one in enumerate(pieces) if at and one.is_begun), len(pieces))]
    for whole in (pieces, first):
        if whole and not is_torn and _is_sayable_whole(whole):
            return whole
    for level in (A_GRIEVANCE, A_HINT):
        if best := _best_of(pieces, LIST_TERMS._replace(level=level), 1):
            return pieces[best[0].first : best[0].end]
    return ()


def _is_sayable_whole(run: Sequence[Piece]) -> bool:
    is_short = sum(len(one.said.words) for one in run) <= WHOLE_ITEM
    tells = max(one.said.weight for one in run) >= LEAST_OF_AN_ITEM
    is_whole = all(one.said.words and one.is_sober for one in run) and not run[-1].said.leads
    return is_short and tells and is_whole


def _best_of(pieces: Sequence[Piece], terms: Terms, most: int) -> list[Span]:
    """The best one after another, as long as they tell enough and there is room."""
    taken: list[Span] = []
    room = ALL_CHARACTERS
    while len(taken) < most:
        now = terms._replace(longest=min(terms.longest, room))
        known = [one for one in _spans(pieces, now, taken) if not taken or _is_worth_more(one, pieces, terms)]
        if not known:
            break
        best = max(known, key=lambda one: one.value)
        taken.append(best)
        room -= sum(len(one.said.words) for one in pieces[best.first : best.end])
    return taken


def _with_its_first_half(span: Span, pieces: Sequence[Piece], taken: Sequence[Span], terms: Terms) -> Span:
    """A "but" with what stands before it in its sentence, where that can be said and there is room."""
    if not CONTRAST.match(pieces[span.first].clause.link):
        return span
    first = next(at for at in range(span.first, -1, -1) if pieces[at].is_begun or not at)
    before, run = pieces[first : span.first], pieces[first : span.end]
    is_free = all(one.end <= first or one.first >= span.first for one in taken if one != span)
    can_be_said = all(
        one.said.words and one.is_sober and not one.said.is_quoted and not one.is_apart for one in before
    )
    fits = len(run) <= MOST_CLAUSES and sum(len(one.said.words) for one in run) <= terms.longest
    return replace(span, first=first) if is_free and can_be_said and fits else span


def _is_worth_more(span: Span, pieces: Sequence[Piece], terms: Terms) -> bool:
    """An item of the customer's own list counts as much as those beside it."""
    least = MAIN if pieces[span.first].clause.opens else terms.more
    return span.top > (max(least, LEAST_TORN) if span.is_torn else least)


def _pieces(text: str, texts: Mapping[str, Any], language: str, avoid: Collection[str]) -> list[Piece]:
    rules, words = texts["restate"], words_for(language)
    clauses = list(clauses_of(text, rules, language))
    weights = weighed(clauses, [is_sayable(one, rules, language) for one in clauses], words)
    pieces = []
    for clause, weight in zip(clauses, weights, strict=True):
        is_beside = turns_away(clause.words, words) or (
            MOOD.search(clause.words) and not goes_wrong(clause.words, words)
        )
        sober = not is_beside and is_sober(clause.words) and not is_rhetorical(clause.raw, rules)
        said = spoken(clause, weight, rules, words, avoid)
        said = said._replace(words=ASKED_AT_THE_END.sub("", said.words))
        if said.words and (ANYBODY.search(clause.words) or _runs_on(clause.words, said.words)):
            said = said._replace(is_quoted=True)
        pieces.append(Piece(said, clause, weight, sober, clause.begins or clause.opens))
    return pieces


# "They said it was no problem" praises nothing.
TOLD_SO = re.compile(r"[说說]|表示|[称稱]|回[复覆]")


def turns_away(clause: str, words: Words) -> bool:
    """Praise, and what is said to others or to oneself."""
    is_praise = (NOT_BAD.search(clause) and not TOLD_SO.search(clause)) or (
        GOOD.search(clause) and not goes_wrong(clause, words)
    )
    return bool(is_praise or ASIDE.search(clause))


def _runs_on(words: str, in_our_mouth: str) -> bool:
    """A clause that was written without stops is several: whom "we" and "you" mean in it is left to the customer."""
    return len(words) > RUN_ON and words != in_our_mouth


def _spans(pieces: Sequence[Piece], terms: Terms, taken: Sequence[Span]) -> Iterator[Span]:
    """Every span that may be said and does not meet one that was taken."""
    used = {place for one in taken for place in range(one.first, one.end)}
    for first in range(len(pieces)):
        characters = 0
        for end in range(first + 1, min(first + MOST_CLAUSES, len(pieces)) + 1):
            last, is_first = pieces[end - 1], end == first + 1
            characters += len(last.said.words) + len(last.clause.link)
            if end - 1 in used or not _goes_on(pieces[first : end - 1], last, terms):
                break
            if characters > terms.longest * (1.2 if is_first else 1):
                break
            run = pieces[first:end]
            if _can_end(last, terms) and _says_enough(run, terms):
                start = _cost_of_start(run[0], pieces[first - 1] if first else None)
                top = max(one.said.weight for one in run)
                yield Span(first, end, _value(run, terms) - start, top, start >= WITHOUT_SUBJECT)


def _goes_on(before: Sequence[Piece], piece: Piece, terms: Terms) -> bool:
    """Whether a span may reach over this clause; what leads up to a grievance from the beginning of its sentence may tell less."""
    if not piece.said.words or (before and (piece.is_apart or before[0].is_apart or piece.clause.opens)):
        return False
    leads_up = (before or [piece])[0].is_begun and all(one.weight <= terms.level for one in before)
    return piece.is_sober and piece.weight >= (terms.opening if leads_up else terms.beside)


def _can_end(piece: Piece, terms: Terms) -> bool:
    words = piece.clause.words
    if piece.said.leads or OPENS_A_REASON.search(words) or CONDITION.search(words) or ends_amid(words):
        return False
    at_least = min(terms.level, terms.at_the_end) if terms.is_short else terms.level
    return piece.weight > terms.level or (piece.is_sober and piece.weight >= at_least)


def _says_enough(run: Sequence[Piece], terms: Terms) -> bool:
    top = max(one.said.weight for one in run)
    shortest = (SHORTEST_CORE if top >= A_CORE else SHORTEST)["zh-Hans"]
    return top > terms.level and sum(len(one.said.words) for one in run) >= shortest


def _value(run: Sequence[Piece], terms: Terms) -> float:
    crossed = sum(one.is_begun for one in run[1:])
    cost = sum(terms.further + A_CHARACTER * len(one.said.words) for one in run[1:])
    return sum(max(one.said.weight, 0.0) for one in run) - cost - crossed * terms.crossing


def _cost_of_start(piece: Piece, before: Piece | None) -> float:
    """What it costs to begin here."""
    if before is None or piece.said.is_quoted or piece.said.words.endswith(REASON):
        return 0.0
    words = piece.clause.words
    if POINTS.match(words) or begins_amid(words):
        return POINTING
    if piece.is_begun:
        return 0.0
    return WITHOUT_SUBJECT if piece.clause.link or NO_SUBJECT.match(words) else AMID


def _phrase(run: Sequence[Piece], texts: Mapping[str, Any], text: str, language: str) -> str:
    """As the letter says it; in marks and word for word as soon as one of its clauses has to be."""
    if any(one.said.is_quoted for one in run):
        left, right = QUOTE_MARKS[language]
        return f"{left}{_as_written(run, text) or _joined(run, texts, lambda one: one.clause.words)}{right}"
    return _joined(run, texts, lambda one: one.said.words)


def _joined(run: Sequence[Piece], texts: Mapping[str, Any], words_of: Callable[[Piece], str]) -> str:
    parts: dict[str, str] = {}
    every = [words_of(one) for one in run]
    for at, one in enumerate(run):
        words = every[at]
        if not any(words in other and words != other for other in every):  # said by another, and more
            parts.setdefault(words, one.clause.link if parts else "")
    return str(texts["form"]["pause"].join(f"{link}{words}" for words, link in parts.items()))


def _as_written(run: Sequence[Piece], text: str) -> str:
    """The customer's very words from the first clause to the last; "" where they are torn or have marks in them."""
    first, last = run[0].clause, run[-1].clause
    begin = text.find(first.words[:4] if first.words[:4] in first.raw else first.raw)
    last_at = text.find(last.raw, begin) if begin >= 0 else -1
    end = last_at + len(last.raw)
    written = text[begin:end] if last_at >= 0 else ""
    if written.count(SPEECH_MARK) % 2 and text[end : end + 1] == SPEECH_MARK:
        written += SPEECH_MARK
    whole = sum(len(one.clause.raw) + 2 for one in run)
    is_open = written.count(SPEECH_MARK) % 2
    is_torn = len(written) > whole or is_open or NOT_IN_A_QUOTE.search(written)
    return "" if is_torn else written.strip(ENDS)
