"""The promises of a reply as items: each with its words and the time that stands with them, for the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amends.practice.replies.check.promises import promises_in
from amends.practice.replies.check.text import Span, Text
from amends.practice.replies.check.words import language_of, words_for

CLAUSE_END = re.compile(r"[，。！？；,!?;\n]|\.(?=\s|$)|[并並]?且|\band\b(?=\s+(?:we|i)\b)", re.I)
ANOTHER = re.compile(r"\band\b(?=\s+(?:we|i)\b)", re.I)
OURS = re.compile(
    r"我|本店|本公司|店里|店裡|客服|专员|專員|(?:[给給]|告[诉訴]|答[复覆]|回[复覆])您|\b(?:we|i|our)\b", re.I
)
# What the customer is asked for, or may do, is no promise of ours.
THEIRS = re.compile(
    r"请您|請您|麻烦您|麻煩您|请在|請在|您(?:可以|可|能|需要?)|(?:告[诉訴]|回[复覆]|通知|[发發寄交][给給])我(?![们們的])|\bplease\b|\byou (?:can|may|could)\b",
    re.I,
)
# What only the house can give or send binds it though nobody is named: "款项将于三个工作日内退回您的账户".
GIVEN = re.compile(
    r"(?:退[回还還款费費]|[补補][回发發寄]|寄[出达達到]|送[达達到]|到[账帳賬]|入[账帳賬]|[汇匯][给給入到]|[发發]出|重[寄发發])(?![的后後])"
    r"|\byou(?:['’]ll| will)\s+(?:have|get|receive|hear)\b(?!\s+\w+ed\b)",
    re.I,
)
TO_COME = re.compile(
    r"[将將会會]|[之以]?[内內前]|[今明][天日早晚]|[后後]天|[下本][个個]?[周週月]|\bwill\b|['’]ll\b", re.I
)
# What has been, what banks usually take, and what others do.
NO_WORD_OF_OURS = re.compile(r"[已曾]|通常|一般|往往|[银銀]行|[过過](?![了程])|您(?:寄|[发發]|[汇匯]|退)")
# "I am sorry for what happened on 3 November" looks back, unless something is to come as well.
LOOKS_BACK = re.compile(r"\b(?:sorry|apologi[sz]\w*|happened|was|were|had|did)\b", re.I)
AHEAD = re.compile(r"\b(?:will|shall|going to|by|within|until|before|from)\b|['’]ll\b", re.I)
# A length of time binds only as a limit: "within three days", not "three days ago".
LIMIT = re.compile(r"\s*(?:之|以)?[内內]|\s*[之以]?[后後]|\s*前")
LIMIT_BEFORE = re.compile(r"\b(?:within|in|after)\s+(?:the next\s+)?$", re.I)
SENTENCES_AFTER = 2
# A weekday and its date, or a day and its hour, are one time: only brackets, commas or so little stand between them.
BESIDE = re.compile(r"[\s,，、()（）]*(?:the\s+|at\s+|by\s+|before\s+|on\s+|即|就是)?", re.I)
WEEKDAY = re.compile(
    r"(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I
)
# "By Saturday at noon," says nothing by itself: what is promised comes after the comma.
ONLY_A_LIMIT = re.compile(
    r"(?:[\s（(）)]|最迟|最遲|在|于|於|[上下中]午|早上|晚上|\d{1,2}[:：]\d{2}|\d{1,2}[点點时時](?:半|\d{1,2}分)?|[之以]?[前内內])*"
)
COMMA = re.compile(r"[，,]\s*")
COLON = re.compile(r"：|:(?=\s)")
# "I will put the result of each check, together with the receipts, before you": the verb comes after the comma.
GOES_ON = re.compile(
    r"[，,]\s*(?=(?:连同|連同|一并|一併|一起|以及|附上|附带|附帶)|\b(?:together|along) with\b)", re.I
)
# "I will find out what happened, and call you": the same promise goes on, to the end of its sentence.
AND_THEN = re.compile(
    r"[，,]?\s*(?:[并並](?![非不没沒未无無])且?|且|同[时時]|然[后後]|\b(?:and|then)\b(?!\s+(?:we|i|you)\b))",
    re.I,
)
# What is said for courtesy at the end of a sentence is no part of it.
COURTESY = re.compile(
    r"[感谢謝][谢謝激]|[致道抱][歉谦]|歉意|希望|望您|[谅諒]解|\bthank|\bapologi|\bsorry\b|\bhope\b", re.I
)
# "You wrote: it came only on the 25th": what stands behind the colon is the customer's, to the end of the sentence.
THEIR_WORDS = re.compile(
    r"您(?:[^，。！？；：:\n]{0,4}(?:[写寫说說提讲講问問反]|告[诉訴]我|[来來]信)[^，。！？；：:\n]{0,6}|(?:希望|想要|要)的?是?)[：:]"
    r"|\byou(?:['’]ve| have)? (?:wrote|written|say|said|told us|told me|mention(?:ed)?|asked?(?: for)?|want(?:ed)?)\s*:",
    re.I,
)
A_DAY = len("2026-11-27")
Fact = Mapping[str, Any]


@dataclass(frozen=True)
class Pledge:
    """Words that bind us and the fact of time that stands nearest to them, if any does."""

    text: str
    time: Fact | None


def pledges_in(reply: str, facts: Iterable[Fact], complaint: str = "") -> list[Pledge]:
    """What a reply promises, in order: its promises, and what it says of us with a time; `facts` are those read in it.

    What it only notes of the customer's requests is no promise; that is seen where the `complaint` is known.
    """
    words, text = words_for(language_of(reply)), Text(reply, complaint)
    ours = (one for one in facts if not text.is_noted(one["start"], one["end"]))
    times = joined(reply, [one for one in ours if is_limit(reply, one)])
    found: list[tuple[Span, Fact | None]] = []
    for promise in promises_in(text, words):
        further = ANOTHER.search(reply, promise.start, promise.end)
        clause = clause_around(reply, promise.start, further.start() if further else promise.end)
        found.append((clause, nearest(text, clause, times)))
    taken = [(time["start"], time["end"]) for _clause, time in found if time is not None]
    for time in times:
        clause = with_what_is_done(text, clause_around(reply, time["start"], time["end"]), time)
        if (time["start"], time["end"]) not in taken and binds_us(text, clause):
            found.append((clause, time))
    found.sort(key=lambda one: one[0].start)
    return [Pledge(said(reply, found, number, times), time) for number, (_clause, time) in enumerate(found)]


def joined(reply: str, times: list[Fact]) -> list[Fact]:
    """The times in order; two that stand side by side and name one day are one: the date and its hour speak."""
    found: list[Fact] = []
    for time in sorted(times, key=lambda one: one["start"]):
        last = found[-1] if found else None
        if last is None or not _name_one_day(reply, last, time):
            found.append(time)
            continue
        speaks = last if len(str(last["value"])) > A_DAY or is_weekday(reply, time) else time
        found[-1] = {**speaks, "start": last["start"], "end": max(last["end"], time["end"])}
    return found


def _name_one_day(reply: str, one: Fact, other: Fact) -> bool:
    """The same day, or a weekday and what it falls on: which week and which year each was read in says nothing."""
    if one["kind"] != "date" or other["kind"] != "date":
        return False
    if BESIDE.fullmatch(reply, one["end"], other["start"]) is None and other["start"] >= one["end"]:
        return False
    same = str(one["value"])[:A_DAY] == str(other["value"])[:A_DAY]
    return same or is_weekday(reply, one) or is_weekday(reply, other)


def is_weekday(reply: str, time: Fact) -> bool:
    return WEEKDAY.search(reply, time["start"], time["end"]) is not None


def is_limit(reply: str, fact: Fact) -> bool:
    if fact["kind"] == "duration":
        before = reply[max(0, fact["start"] - 20) : fact["start"]]
        within = reply[fact["start"] : fact["end"]]
        return bool(
            LIMIT.match(reply, fact["end"])
            or LIMIT_BEFORE.search(before)
            or re.search(r"[内內]|within", within)
        )
    return bool(fact["kind"] == "date")


def binds_us(text: Text, clause: Span) -> bool:
    """Whether a clause with a time in it is about what we do."""
    sentence = text.sentences[text.sentence_index(clause.start)]
    words, before = (
        text.reply[clause.start : clause.end],
        text.reply[sentence.start : clause.end],
    )
    quoted = text.is_quoted(clause.start, clause.end)
    if THEIR_WORDS.search(before) or (LOOKS_BACK.search(words) and not AHEAD.search(words)):
        return False
    return (bool(OURS.search(before)) or is_ours_to_give(words)) and not THEIRS.search(words) and not quoted


def is_ours_to_give(words: str) -> bool:
    """Whether something is to be given, sent or paid back by a time, though the words do not say by whom."""
    return bool(GIVEN.search(words) and TO_COME.search(words)) and not NO_WORD_OF_OURS.search(words)


def clause_around(reply: str, start: int, end: int) -> Span:
    """From the mark before to the mark after; an hour such as 18:00 is no end of a clause."""
    before = [match.end() for match in CLAUSE_END.finditer(reply, 0, start)]
    after = CLAUSE_END.search(reply, end)
    return Span(before[-1] if before else 0, after.start() if after else len(reply))


def with_what_is_done(text: Text, clause: Span, time: Fact) -> Span:
    """A clause that holds a time and nothing else goes on to the end of the next one, or begins where we are named."""
    reply = text.reply
    start = max([clause.start, *(mark.end() for mark in COLON.finditer(reply, clause.start, time["start"]))])
    rest = reply[start : time["start"]] + reply[time["end"] : clause.end]
    if not ONLY_A_LIMIT.fullmatch(rest):
        return clause
    comma = COMMA.match(reply, clause.end)
    if comma is not None:
        return Span(start, clause_around(reply, comma.end(), comma.end()).end)
    sentence = text.sentences[text.sentence_index(clause.start)]
    ours = [match.start() for match in OURS.finditer(reply, sentence.start, clause.start)]
    return Span(clause_around(reply, ours[0], ours[0]).start, clause.end) if ours else clause


def nearest(text: Text, clause: Span, times: list[Fact]) -> Fact | None:
    """The time in the clause, else the last one before it in its sentence, else the first one shortly after it."""
    inside = [one for one in times if clause.start <= one["start"] < clause.end]
    if inside:
        return inside[0]
    spans, index = text.sentences, text.sentence_index(clause.start)
    before = [one for one in times if spans[index].start <= one["start"] < clause.start]
    if before:
        return before[-1]
    end = spans[min(index + SENTENCES_AFTER, len(spans)) - 1].end
    return next((one for one in times if clause.end <= one["start"] < end), None)


def said(reply: str, found: list[tuple[Span, Fact | None]], number: int, times: list[Fact]) -> str:
    """The clause where the time stands in it, else all from the one to the other, so that the item reads by itself."""
    (clause, time), others = found[number], [one for at, (one, _time) in enumerate(found) if at != number]
    start, end = clause.start, clause.end
    if time is not None:
        there = clause_around(reply, time["start"], time["end"])
        within = clause.start <= time["start"] < clause.end
        start, end = start if within else min(start, there.start), max(end, there.end)
    while comma := GOES_ON.match(reply, end):
        end = clause_around(reply, comma.end(), comma.end()).end
    taken = [(one.start, one.end) for one in others] + [(one["start"], one["end"]) for one in times]
    end = to_the_end(reply, end, taken)
    return " ".join(reply[start:end].split()).strip(" ，,、：:")


def to_the_end(reply: str, end: int, taken: list[tuple[int, int]]) -> int:
    """Where a promise that goes on with "and" ends: before what is another one, asks something, or is courtesy."""
    joint = AND_THEN.match(reply, end)
    while joint:
        after = clause_around(reply, joint.end(), joint.end()).end
        words = reply[joint.end() : after]
        if any(start < after and joint.end() < stop for start, stop in taken):
            break
        if not words.strip() or THEIRS.search(words) or COURTESY.search(words):
            break
        end = after
        joint = AND_THEN.match(reply, end) or COMMA.match(reply, end)
    return end
