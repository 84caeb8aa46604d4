"""What a letter only notes of the customer's requests and figures: it grants and promises nothing.

Words count as noted where one of our own wordings leads to them, they are the customer's, the sentence ends behind them, and nothing else in the reply agrees
to anything. All other words in marks are ours: whoever may not grant what they say has to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check.sums import sums_in

# Where the letters have the wordings, and the place in them that is filled in.
LEADS = (("wishes_quoted", "{wishes}"), ("facts", "{facts}"))
BETWEEN = re.compile(r"(?:[、，]|,?\s(?:and\s)?|,\s)?")
END = re.compile(r"[。.](?=\s|$|[^\d\s])")
# Words by which somebody agrees, pays or has paid: where one stands, nothing is only noted.
AGREES = re.compile(
    r"同意|照[办辦付赔賠](?!款)|[照按依](?:您[说說要的]|此|上述)[^，。！？；\n]{0,4}[办辦数數]|核准|批准了|已[经經]?批(?![评評])|[审審]批通[过過]|[满滿]足您|予以[满滿]足|[没沒]有?[问問][题題]$|就[这這][么麼][办辦]"
    r"|如[数數](?=[赔賠退付给給])|全[数數額额](?=[赔賠退付照给給])|都依您|一分不少|[给給]您[^，。]{0,2}(?:打[款到过過]|[转轉汇匯])|(?:打|付|[转轉汇匯])(?:到|[给給])您?[^，。！？\n]{0,6}[卡账帳]|已[经經]?(?:[转轉汇匯]出)|[赔賠]付(?:[给給]?您|$)"
    r"|答[应應]您(?=的(?:要求|[请請]求)|$)|全部答[应應]|接受(?=$|您的(?:要求|[请請]求))|(?:今天|今日|明天|[马馬]上|立即|立刻|[日点點]前?)[^，。！？\n]{0,6}(?:退|[赔賠]|[补補][偿償]|付|[转轉][账帳]?|打)[^，。！？\n]{0,2}您|[这這](?:[笔筆](?:钱|錢|款)|[个個][数數])[^，。]{0,6}(?:退|[赔賠]|付|[给給认認])"
    r"|\b(?:we|i)(?:['’](?:ll|ve|d|re|m))?(?: (?:will|can|have|do|be|are|am|would|fully|hereby|gladly|happy|glad|pleased|to))* (?:agree[d]?(?! that\b)|accept(?:ed)?(?! that\b)|approved?|grant(?:ed|ing)?|honou?r|authori[sz]ed?|meet your|do (?:that|so|as you ask)|pay (?:you )?(?:that|this|it|the))\b"
    r"|\byour (?:request|refund|claim) (?:is|was|has been) (?:granted|approved|issued|accepted)|\bconsider it done|\b^done$|\bagreed(?=[.!]?$)|\b(?:it|the money|the refund|that) (?:will be paid|is on its way)|\byou(?:['’]ll| will) have it\b|\b(?:pay|refund)\w* [^.]{0,12}in full\b",
    re.I,
)
# Right before such a word: it is refused, put off, asked, or said of somebody else.
UNLESS = re.compile(
    r"(?:不|未|[没沒]有?|[无無]法|不能|[难難]以|[暂暫]不|恕|是否|如果|若|[请請]您?|店[员員]|客服|[当當][时時]|他[们們]?|[对對]方|[谁誰]|[门門]店|商家)\S{0,4}$|您\S{0,2}$"
    r"|(?:\b(?:not|cannot|unable to|never|whether|if|before|until|what|who)|n['’]t)(?: \w+){0,2} ?$",
    re.I,
)
CLAUSE = re.compile(r"(?:[^，。！？；：、,!?;:.\n]|(?<=\d)[.,:](?=\d))+")
# Where the points of the complaint are said back.
POINTS = re.compile(
    r"^[ \t]*\d{1,2}[.、．][^\n]*$|您[^，。：:\n]{0,14}[：:][^。\n]*|\b(?:you (?:told me|wrote|said)|from your words|i have noted that|as i understand it)\b[^.\n]*",
    re.M | re.I,
)


@dataclass(frozen=True)
class Told:
    """The customer's words, to be compared with what stands in marks."""

    words: str

    @cached_property
    def letters(self) -> str:
        return letters_of(self.words)

    @cached_property
    def sums(self) -> frozenset[tuple[float, str]]:
        return frozenset((one.value, one.currency) for one in sums_in(self.words))

    def holds(self, words: str) -> bool:
        """Whether the words stand in them, blanks and stops aside, with no sum that is not there."""
        theirs = letters_of(words)
        begins, ends = (
            r"(?<!\d)" if theirs[:1].isdigit() else "",
            r"(?!\d)" if theirs[-1:].isdigit() else "",
        )
        whole = f"{begins}{re.escape(theirs)}{ends}"
        return Told(words).sums <= self.sums and re.search(whole, self.letters) is not None


def noted_in(reply: str, complaint: str, quoted: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """From where to where words are noted; `quoted` finds words in marks."""
    if not complaint or not (found := [*leads().finditer(reply)]):
        return
    told = Told(complaint)
    marked = [one for lead in found for one in _marked_from(reply, told, quoted, lead.end())]
    if marked and not agrees(POINTS.sub("", _without(reply, marked))):
        yield from marked


def agrees(words: str) -> bool:
    """Whether anything is agreed to, granted or said to be paid."""
    return any(
        not UNLESS.search(clause[: match.start()])
        for clause in map(str.strip, CLAUSE.findall(words))
        for match in AGREES.finditer(clause)
    )


@cache
def leads() -> re.Pattern[str]:
    """How our letters lead to what they note, in every language."""
    heads = (
        wording.partition(place)[0]
        for language in LANGUAGES
        for name, place in LEADS
        for wording in load("letters", language)["points"][name]
    )
    return re.compile("|".join(map(re.escape, sorted(heads, key=len, reverse=True))))


def _marked_from(reply: str, told: Told, quoted: re.Pattern[str], place: int) -> list[tuple[int, int]]:
    """The customer's words in marks, one after another, up to the end of the sentence; nothing if anything else stands there."""
    found = []
    while marked := quoted.match(reply, place):
        if not told.holds("".join(filter(None, marked.groups()))):
            return []
        found.append(marked.span())
        place = marked.end()
        between = BETWEEN.match(reply, place)
        if between and quoted.match(reply, between.end()):
            place = between.end()
    return found if END.match(reply, place) else []


def letters_of(words: str) -> str:
    """The letters and figures alone, a figure's own point kept: blanks and stops fall otherwise in a letter."""
    return re.sub(r"(?!(?<=\d)[.,](?=\d))[\W_]+", "", words).casefold()


def _without(reply: str, marked: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(marked, reverse=True):
        reply = reply[:start] + reply[end:]
    return reply
