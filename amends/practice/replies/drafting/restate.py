"""The customer's points in polite indirect words: cut cleanly, never an insult or a shout repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from amends.practice.replies.check.completeness import CLAUSE, answers
from amends.practice.replies.check.context import Grievance
from amends.practice.replies.check.phrases import marked_anywhere
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words, language_of, words_for

LIMIT = {"en": 110, "zh-Hans": 44, "zh-Hant": 44}
SHORTEST = {"en": 20, "zh-Hans": 5, "zh-Hant": 5}
MOST_POINTS = 12
NOISE = re.compile(
    r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u200b-\u200f\u202a-\u202e\ufeff#*_<>{}\[\]【】|\\^`“”「」『』\"]+|https?://\S+|[@#][A-Za-z]\w+"
)
# What a letter must not repeat: whole numbers of phones, cards and papers, and masked names.
LONG_NUMBER = re.compile(r"\d{9,}|X{4,}|\*{3,}|\[[^\]]+\]", re.I)
SALUTATION = re.compile(
    r"^(?:尊敬的|敬爱的|敬愛的|亲爱的|親愛的|各位|领导|領導)|(?:您好|你好|领导|領導|书记|書記|局长|局長)$"
)
UNFINISHED = re.compile(
    r"(?:[下时時]|之?后|之?後|时候|時候|为了|為了|因为|因為|由于|由於|虽然|雖然|如果|以及|并且|一直|或者|[和与與及把被对對向给給在的])$"
)
DEMANDING = {
    "en": re.compile(
        r"^(?:(?:i |we )?(?:demand|want|need|insist|request|hope)|please|return|delete|remove|fix|send|give|stop|conduct|refund|any idea|\d)\b",
        re.I,
    ),
    "zh": re.compile(
        r"^(?:强烈|強烈)?(?:要求|必须|必須|马上|馬上|立刻|立即|赶紧|趕緊|赶快|趕快|给我|給我|请求|請求|希望|还我|還我)"
    ),
}


def restated_points(
    grievances: tuple[Grievance, ...], texts: Mapping[str, Any], language: str, category: str
) -> list[str]:
    """Each point once, in order; one that cannot be repeated politely is named by its subject."""
    points: list[str] = []
    for grievance in grievances:
        phrase = restated(grievance.text, texts, language)
        if not phrase or not answers(phrase, words_for(language), grievance):
            phrase = texts["point"].get(grievance.category or category)
        wish = texts["demand"].get(grievance.demand, "")
        point = (phrase or texts["point"]["service"]) + (
            texts["form"]["demand_note"].format(demand=wish) if wish else ""
        )
        if point not in points:
            points.append(point)
    if not points:
        points.append(texts["point"].get(category, texts["point"]["service"]))
    return points[:MOST_POINTS]


def restated(text: str, texts: Mapping[str, Any], language: str) -> str:
    """A span as the letter may say it, or "" when nothing of it can be repeated."""
    rules = texts["restate"]
    words = words_for(language)
    if language_of(text) != language or LONG_NUMBER.search(text):
        return ""
    kept: list[str] = []
    for match in CLAUSE.finditer(NOISE.sub(" ", text)):
        clause = _tidy(_calmed(match.group()) if language == "en" else match.group(), rules)
        polite = _turned(clause, rules, language) if _is_sayable(clause, rules, language) else ""
        if not polite or _would_be_flagged(polite, words):
            if kept:
                break
            continue
        if kept and len("".join(kept)) + len(polite) > LIMIT[language]:
            break
        kept.append(polite)
    while kept and UNFINISHED.search(kept[-1]):
        kept.pop()
    phrase = (", " if language == "en" else "，").join(kept)
    if language == "en" and phrase:
        phrase = phrase[0].lower() + phrase[1:] if not phrase[:2].isupper() else phrase
    return phrase if len(phrase) >= SHORTEST[language] and len(phrase) <= LIMIT[language] * 1.5 else ""


def _calmed(clause: str) -> str:
    """Capitals throughout are how some people write; said quietly the words can be repeated."""
    if _is_shouted(clause):
        return re.sub(r"\bi\b", "I", clause.lower())
    return clause


def _is_shouted(clause: str) -> bool:
    letters = [char for char in clause if char.isalpha() and char.isascii()]
    return len(letters) > 8 and sum(char.isupper() for char in letters) > len(letters) / 2


def _tidy(clause: str, rules: Mapping[str, Any]) -> str:
    clause = re.sub(r"\s+", " ", clause).strip()
    clause = re.sub(rules["connectors"], "", clause)
    clause = re.sub(rules["tails"], "", clause).strip(" ，。、,.:：-—…~～")
    return re.sub(r"\s*[：:]\s*\d*$", "", clause)


def _is_sayable(clause: str, rules: Mapping[str, Any], language: str) -> bool:
    if len(clause) < 2 or re.search(rules["insults"], clause) or re.search(rules["rhetoric"], clause):
        return False
    shouted = language == "en" and _is_shouted(clause)
    demanding = DEMANDING["en" if language == "en" else "zh"].search(clause)
    balanced = all(clause.count(a) == clause.count(b) for a, b in ("()", "（）"))
    return not shouted and not demanding and balanced and not SALUTATION.search(clause)


def _turned(clause: str, rules: Mapping[str, Any], language: str) -> str:
    """From the customer's mouth into ours: "my order" becomes "your order"."""
    if language == "en":
        if re.search(r"\b(?:you|your|yours|we|us|our)\b", clause, re.I):
            return ""
        for pattern, replacement in rules["pronouns"]:
            clause = re.sub(pattern, replacement, clause)
        # Where "I" became "you" at the beginning of a sentence inside the clause.
        return re.sub(r"([.!?] )([a-z])", lambda start: start[1] + start[2].upper(), clause)
    # One pass, so that what was just turned is not turned back.
    (ours, ours_to), (theirs, theirs_to) = rules["pronouns"]
    both = re.compile(f"(?P<ours>{ours})|(?P<theirs>{theirs})")
    return both.sub(lambda match: ours_to if match["ours"] else theirs_to, clause)


def _would_be_flagged(phrase: str, words: Words) -> bool:
    """Whether our own check would stop over these words in our mouth."""
    if marked_anywhere(words, phrase) or words.has("gift", phrase) or words.has("waiting", phrase):
        return True
    return any(not match.group().isspace() for match in words.lexicon["promise"].finditer(Text(phrase).reply))
