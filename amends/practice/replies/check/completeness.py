"""Whether every point of the customer is answered, point by point."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from amends.content.files import load
from amends.practice.replies.check.acts import HAN, Acts
from amends.practice.replies.check.content import content_of
from amends.practice.replies.check.context import CheckContext, Grievance
from amends.practice.replies.check.features import folded
from amends.practice.replies.check.missing import offers_a_way, refusals_in, required
from amends.practice.replies.check.phrases import Hit
from amends.practice.replies.check.words import Words, language_of, words_for

CLAUSE = re.compile(r"[^，。！？；,!?;\n]+")
DEMAND_TOPICS = {
    "refund": {"refund", "fee"},
    "replace": {"replace"},
    "repair": {"repair", "replace"},
    "compensation": {"compensation", "refund"},
    "apology": {"apology"},
    "explanation": {"explanation"},
    "discipline": {"discipline", "improvement", "attitude"},
    "improvement": {"improvement"},
}
POINT_LENGTH = 24
# The same letters in another order ("the phone was hung up") name a point as well.
LEAST_NAMED, MOST = 4, 0.5
# Letters with other words between them ("the tooth", "the sum of 43"), speak of a point as well: a third of those
# that carry its matter, two at least, or one where a point has hardly any.
SHARE, LEAST, FEW = 0.34, 2, 3
OF_ANY_MATTER = frozenset(
    "的了是我你您他她它们这那不没有在到就也都还要说去来给把被让为和与或但又很太再才只个一二三四五六七八九十两几天次年月日时分点上下里中前后"
    "大小多少什么怎吗呢吧啊呀人家自己可以能会得地着过从向对跟请问事情样等及而且所因此如果"
)
# A sum that both name is the point itself; a day or an hour may be alike by chance.
SUM = re.compile(
    r"(?<!\d)(\d{1,12}(?:\.\d{1,4})?)\s{0,3}[元块塊圓圆]|[¥￥$£€]\s{0,3}(\d{1,12}(?:\.\d{1,4})?)"
)
SHORTEST_NAME = 3  # characters of a plain name that are sure to be said of this
# Quotation marks inside quotation marks.
INNER = str.maketrans("「」“”", "『』‘’")


def unanswered_hits(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Each point left out, with the opening of a sentence that would answer it."""
    if "not_answered" not in required(context) or not text.complaint.strip():
        return
    points = context.grievances or tuple(points_in(text.complaint))
    if not context.grievances and len(points) == 1 and speaks_of_it(text, words, context):
        return  # Nobody has taken the points down; where something is done, only a reader can tell for what.
    for point in dict.fromkeys(points):
        short = quotable(point.text)
        says_something = content_of(point.text) or words_for(language_of(point.text)).topics_in(point.text)
        if short and says_something and not answered(text.reply, words, point, context):
            yield remark_on_point(point, text, words)


def leaves_out(reply: str, complaint: str, context: CheckContext) -> bool:
    """Whether a reply misses a point by the strict rule that a draft of the house is held to, whatever other signs say."""
    return any(unanswered_hits(Acts(reply, complaint), words_for(language_of(reply)), context))


def remark_on_point(point: Grievance, text: Acts, words: Words) -> Hit:
    """The remark that a point is left out, with the opening of a sentence that would answer it."""
    better = words.suggestions["not_answered"].format(point=quotable(point.text))
    return "not_answered", text.end, text.end, better


@dataclass(frozen=True)
class Answer:
    """What a reply says to one point: by its rule, by its letters, by name, by topic."""

    point: Grievance
    answered: bool
    touched: bool
    named: bool
    topic: bool
    asks: bool
    """It asks for something of which the reply does not speak."""
    shared: float
    """The share of what carries its matter that stands in the reply."""

    @property
    def weight(self) -> float:
        return self.answered + self.named + self.shared


def answers_to(text: Acts, words: Words, context: CheckContext) -> list[Answer]:
    """Each point with what is said to it; a complaint without points is one itself."""
    points = context.grievances or tuple(points_in(text.complaint)) or (Grievance(text.complaint[:400]),)
    said = words.topics_in(text.reply)
    return [_answer_to(point, text, words, said, context) for point in dict.fromkeys(points)]


def _answer_to(
    point: Grievance, text: Acts, words: Words, said: Collection[str], context: CheckContext
) -> Answer:
    asked = words_for(language_of(point.text)).topics_in(point.text)
    matter, there = _matter_of(point.text), folded(text.reply)
    held = frozenset(there) if all(len(one) == 1 for one in matter) else content_of(text.reply)
    return Answer(
        point,
        answered(text.reply, words, point, context),
        touches(text.reply, point),
        names(text.reply, point),
        bool(asked & set(said)),
        bool(asked - set(said)),
        len(matter & held) / max(len(matter), 1),
    )


def _matter_of(point: str) -> frozenset[str]:
    """The letters that carry the matter of a point; of an English one its words."""
    return (frozenset(HAN.findall(folded(point))) - OF_ANY_MATTER) or frozenset(content_of(point))


def answered(reply: str, words: Words, point: Grievance, context: CheckContext) -> bool:
    """A closing letter names what it reports on: a remedy or an apology that stands in it may belong to another point.

    A point added late is held to it like the others, though nothing was found of it yet.
    """
    if context.kind != "closing" or not any(one.finding for one in context.grievances):
        return answers(reply, words, point, context.category) or touches(reply, point)
    alike = [one for one in context.grievances if one.category == point.category]
    return names(reply, point) or (len(alike) == 1 and names_subject(reply, words, point, context.category))


def speaks_of_it(text: Acts, words: Words, context: CheckContext) -> bool:
    """Whether a reply has something to do with the complaint as a whole: by an act, by a refusal, or by its words."""
    if offers_a_way(text, words, context) or any(refusals_in(text, words)):
        return True
    return bool(content_of(text.reply) & content_of(text.complaint))


def answers(reply: str, words: Words, point: Grievance, category: str = "") -> bool:
    """Whether a reply speaks of a point: by its demand, its topic, its subject, or its own words."""
    said = words.topics_in(reply)
    asked = words_for(language_of(point.text)).topics_in(point.text)
    wanted = DEMAND_TOPICS.get(point.demand, set())
    if (asked | wanted) & said:
        return True
    return names_subject(reply, words, point, category) or names(reply, point)


# Points that may be named by what was used: the room and the stay, the meal, the app.
OF_A_FIELD = ("quality", "service", "policy")


def names_subject(reply: str, words: Words, point: Grievance, category: str) -> bool:
    """What cannot be repeated politely, an insult for example, is answered by naming its subject."""
    subject = load("letters", words.language)["point"].get(point.category or category)
    if subject and subject in reply:
        return True
    fields = load("fields", words.language).values() if (point.category or category) in OF_A_FIELD else ()
    return any(one["subject"] in reply for one in fields if isinstance(one, Mapping))


def names(reply: str, point: Grievance) -> bool:
    """Whether a reply speaks of a point in its own words."""
    content = content_of(point.text)
    if len(content & content_of(reply)) >= (1 if len(content) <= 4 else 2):
        return True
    if names_plainly(reply, point.text):
        return True
    letters = frozenset(HAN.findall(folded(point.text)))
    return len(letters) >= LEAST_NAMED and len(letters & frozenset(folded(reply))) > len(letters) * MOST


def touches(reply: str, point: Grievance) -> bool:
    """Whether enough of a point's letters stand in a reply that speaks of it in words of its own; a closing letter must name it."""
    if sums_in(point.text) & sums_in(reply):
        return True
    letters = frozenset(HAN.findall(folded(point.text))) - OF_ANY_MATTER
    shared = len(letters & frozenset(folded(reply)))
    return shared > 0 if len(letters) <= FEW else shared >= max(LEAST, len(letters) * SHARE)


def sums_in(text: str) -> frozenset[str]:
    """The figures of the sums of money in a text."""
    return frozenset(found[1] or found[2] for found in SUM.finditer(text))


def names_plainly(reply: str, point: str) -> bool:
    """Spoken Cantonese is answered in written Chinese: what the table of meals hears in a point and tells stands in the reply."""
    told = (
        name
        for heard, one in plain_names()
        if heard.search(point)
        for name in (one.get("told", ""), one["alone"])
    )
    return any(name in reply for name in told if len(name) >= SHORTEST_NAME and "{" not in name)


@cache
def plain_names() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    return tuple((re.compile(one["heard"]), one) for one in load("meals", "zh-Hant")["row"])


def points_in(complaint: str) -> Iterator[Grievance]:
    """The customer's points where nobody has read them yet: a numbered list, else the clauses that ask for something."""
    words = words_for(language_of(complaint))
    starts = [match.start() for match in words.lexicon["numbered"].finditer(complaint)]
    if len(starts) >= 2:
        for start, end in zip(starts, [*starts[1:], len(complaint)], strict=True):
            item = re.sub(r"^[\s\W\d]+", "", complaint[start:end])[:80]
            if len(content_of(item)) >= 2:
                yield Grievance(item)
        return
    demands = [
        Grievance(clause.group().strip())
        for clause in CLAUSE.finditer(complaint)
        if words.has("want", clause.group()) and words.topics_in(clause.group()) & DEMAND_TOPICS.keys()
    ]
    yield from demands[:6]
    if not demands and len(content_of(complaint)) >= 4:
        yield Grievance(complaint[:400])


def quotable(point: str) -> str:
    """A point as it stands between quotation marks."""
    return shortened(point).translate(INNER)


def shortened(point: str) -> str:
    """A point short enough to name, without breaking off inside a clause where that can be helped."""
    clean = re.sub(r"\s+", " ", point).strip(" ，。！？；、,.!?;:：")
    limit = POINT_LENGTH if language_of(clean) != "en" else 60
    if len(clean) <= limit:
        return clean
    clauses = [match.group().strip() for match in CLAUSE.finditer(clean)]
    first = next((clause for clause in clauses if len(clause) >= 4), clean)
    return first if len(first) <= limit else first[:limit].rstrip() + "…"
