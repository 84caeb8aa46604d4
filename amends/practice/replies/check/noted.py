"""What a letter only notes of the customer's requests and figures: it grants and promises nothing.

Words count as noted where one of our own wordings leads to them, they are the customer's, the sentence ends behind them, and nothing in the reply agrees to
anything. All else is ours: whoever may not grant it has to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check.sums import sums_in

# Where the letters have the wordings, and the place in them that is filled in.
LEADS = (("wishes_quoted", "{wishes}"), ("facts", "{facts}"))
BETWEEN = re.compile(r"(?:[、，]|,?\s(?:and\s)?|,\s)?")
END = re.compile(r"[。.](?=\s|$|[^\d\s])")
# Words by which somebody agrees, pays or has paid; where one stands, nothing is only noted.
AGREES = re.compile(
    r"(?:同意|答[应應]|照[办辦付赔賠退]|接受|批准|[批准]了|已[经經]?批|[满滿]足您|[没沒][问問][题題]|就[这這][么麼][办辦]|如[数數]|全[数數额額]|[这這][笔筆](?:钱|錢|款)|可以[给給退赔賠]|一定[给給退赔賠]|都[给給退赔賠]|[打付汇匯转轉](?:到|[给給])您?[^，。！？\n]{0,6}[卡账帳][户戶上]?|[赔賠]付|到[账帳]|(?:今天|今日|明天|[马馬]上|立即|立刻|[日点點]前?)[^，。！？\n]{0,6}(?:退|[赔賠]|[补補][偿償]|付|[转轉][账帳]?)[^，。！？\n]{0,2}您)"
    r"|\b(?:agree[ds]?|accept(?:ed|s)?|approve[ds]?|grant(?:ed|s)?|consider it done|done(?=:)|on its way|in full|no problem|glad to do|happy to do|as you ask|pay (?:that|this|it)|you will have it|we(?:['’]ll| will) do (?:that|this|so))\b",
    re.I,
)
# Before such a word in its clause: it is refused, put off or left to the customer.
UNLESS = re.compile(
    r"[不无無没沒未难難暂暫]|如果|若|是否|[请請]您?|您(?:若|如|要是)?$|\b(?:not|cannot|unable|never|whether|if|before|until|refuse\w*|decline\w*)\b|n['’]t\b",
    re.I,
)
CLAUSE = re.compile(r"[^，。！？；,!?;\n]+")


def noted_in(reply: str, complaint: str, quoted: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """From where to where words are noted; `quoted` finds words in marks."""
    if not complaint or not (found := [*leads().finditer(reply)]):
        return
    marked = [one for lead in found for one in _marked_from(reply, complaint, quoted, lead.end())]
    if marked and not agrees(_without(reply, marked)):
        yield from marked


def agrees(words: str) -> bool:
    """Whether anything is agreed to, granted or said to be paid."""
    for clause in CLAUSE.findall(words):
        match = AGREES.search(clause)
        if match and not UNLESS.search(clause[: match.start()]):
            return True
    return False


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


def _marked_from(reply: str, complaint: str, quoted: re.Pattern[str], place: int) -> list[tuple[int, int]]:
    """The customer's words in marks, one after another, up to the end of the sentence; nothing if anything else stands there."""
    found = []
    while marked := quoted.match(reply, place):
        if not _is_theirs("".join(filter(None, marked.groups())), complaint):
            return []
        found.append(marked.span())
        place = marked.end()
        between = BETWEEN.match(reply, place)
        if between and quoted.match(reply, between.end()):
            place = between.end()
    return found if END.match(reply, place) else []


def _is_theirs(words: str, complaint: str) -> bool:
    """Whether they stand in the complaint, blanks and stops aside, with no sum that is not there."""
    sums, known = ({(one.value, one.currency) for one in sums_in(text)} for text in (words, complaint))
    theirs = letters_of(words)
    begins, ends = (r"(?<!\d)" if theirs[:1].isdigit() else "", r"(?!\d)" if theirs[-1:].isdigit() else "")
    whole = f"{begins}{re.escape(theirs)}{ends}"
    return sums <= known and re.search(whole, letters_of(complaint)) is not None


def letters_of(words: str) -> str:
    """The letters and figures alone, a figure's own point kept: blanks and stops fall otherwise in a letter."""
    return re.sub(r"(?!(?<=\d)[.,](?=\d))[\W_]+", "", words).casefold()


def _without(reply: str, marked: list[tuple[int, int]]) -> str:
    for start, end in sorted(marked, reverse=True):
        reply = reply[:start] + reply[end:]
    return reply
