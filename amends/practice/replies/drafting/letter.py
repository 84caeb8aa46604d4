"""Puts a letter together: greeting, feeling, points, what happens by when, how to reach us."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amends.content.files import language_for, load
from amends.practice.replies.check.words import language_of
from amends.practice.replies.drafting.options import options_for
from amends.practice.replies.drafting.request import DraftRequest, Option
from amends.practice.replies.drafting.restate import restated_points

Parts = list[str]


class Letter:
    """One draft in the making: the request, its language's texts, and the values that fill them."""

    def __init__(self, request: DraftRequest) -> None:
        self.request = request
        self.language = language_for(request.language)
        self.texts: Mapping[str, Any] = load("letters", self.language)
        form = self.texts["form"]
        self.values = {
            # The letter speaks in the first person of whoever signs it.
            "owner": form["self"],
            "name": request.owner,
            "number": request.case_number,
            "phone": request.phone,
            "finding": _sentence(request.finding, self.language),
            "result": _sentence(request.result, self.language),
            "improvement": _sentence(request.improvement, self.language),
            "soon": self.date(request.moment("", 1)),
            "update": self.date(request.moment("update_by", 24)),
            "solution": self.date(request.moment("solution_by", 72)),
            "choose": self.date(request.moment("choose_by", 48)),
            "done": self.date(request.moment("done_by", 120)),
            "callback": self.date(request.moment("", 24)),
        }

    @property
    def short(self) -> bool:
        """An eagle reads results; someone led by demands is not comforted at length either."""
        return self.request.persona == "eagle"

    def say(self, *path: str) -> str:
        """One of the wordings at a place of the letters file, filled in."""
        node: Any = self.texts
        for key in path:
            node = node[key]
        wordings: Sequence[str] = [node] if isinstance(node, str) else node
        seed = f"{self.request.case_number}|{self.request.kind}|{'.'.join(path)}".encode()
        return wordings[(zlib.crc32(seed) + self.request.variation) % len(wordings)].format(**self.values)

    def date(self, moment: datetime) -> str:
        """A time written out so that nobody has to count: date, weekday and hour."""
        names = self.texts["time"]
        weekdays, months = names["weekdays"], names.get("months", "").split()
        return str(
            names["moment"].format(
                month=months[moment.month - 1] if months else moment.month,
                day=moment.day,
                weekday=(weekdays.split() if " " in weekdays else weekdays)[moment.weekday()],
                hour=f"{moment.hour:02d}",
                minute=f"{moment.minute:02d}",
            )
        )

    def steps(self) -> str:
        return self.say(
            "steps", self.request.category if self.request.category in self.texts["steps"] else "service"
        )


def suggested_options(request: DraftRequest) -> list[Option]:
    """The ways out that fit what was asked and what the matter is, in the customer's language, to start from."""
    return options_for(request, load("letters", language_for(request.language)))[0]


def draft_reply(request: DraftRequest) -> str:
    """A whole letter of the asked kind; raises ValueError for a kind that does not exist."""
    if request.kind not in BODIES:
        raise ValueError(f"unknown kind of reply: {request.kind}")
    letter = Letter(request)
    other = request.text_kind != "complaint" and request.kind in (
        "acknowledgement",
        "first_response",
        "holding",
    )
    body = _other_kind(letter) if other else BODIES[request.kind](letter)
    paragraphs = [_greeting(letter), *body, *_ending(letter)]
    return "\n\n".join(part.strip() for part in paragraphs if part.strip())


def _greeting(letter: Letter) -> str:
    name = " ".join(letter.request.customer_name.replace("{", "").replace("}", "").split())
    form = letter.texts["form"]
    return str(form["greeting_named"].format(name=name) if name else form["greeting"])


def _ending(letter: Letter) -> Parts:
    request, form = letter.request, letter.texts["form"]
    number = letter.say("form", "number") if request.case_number else ""
    contact = letter.say("contact", "phone" if request.phone else "reply")
    joiner = " " if letter.language == "en" else ""
    sign = form["sign"].format(
        owner=request.owner, organisation=request.organisation or form["no_organisation"]
    )
    return [joiner.join(part for part in (number, contact) if part), sign]


def _feeling(letter: Letter) -> str:
    """Apology and acknowledgement in the order that fits: an eagle gets both in a breath."""
    request = letter.request
    emotion = request.emotion if request.emotion in letter.texts["empathy"] else "dissatisfied"
    joiner = " " if letter.language == "en" else ""
    if letter.short:
        return joiner.join((letter.say("apology", "short"), letter.say("empathy_short", emotion)))
    subject = request.category if request.category in letter.texts["apology"] else "service"
    # Where lawyers may read along, the apology is for what the customer went through, not for a cause.
    careful = {"legal", "fraud", "regulator"} & set(request.risks)
    apology = letter.say("apology", "legal" if careful else subject)
    brief = request.mode == "demand" and request.intensity < 2
    return joiner.join((apology, letter.say("empathy_short" if brief else "empathy", emotion)))


def _points(letter: Letter, *, confirm: bool = True) -> str:
    request, texts = letter.request, letter.texts
    points = restated_points(request.grievances, texts, letter.language, request.category)
    if len(points) == 1:
        letter.values["point"] = points[0]
        lines = [letter.say("points", "one")]
    else:
        lines = [letter.say("points", "many")]
        lines += [
            texts["form"]["list_line"].format(index=i, point=point) for i, point in enumerate(points, 1)
        ]
    if confirm and not letter.short:
        lines.append(letter.say("points", "confirm"))
    return "\n".join(lines)


def _introduction(letter: Letter) -> str:
    return letter.say("form", "introduction" if letter.request.owner else "introduction_unnamed")


def _personal(letter: Letter) -> str:
    persona = letter.request.persona
    grave = letter.request.severity in ("severe", "critical")
    if persona == "dove" or (persona == "peacock" and not grave):
        return letter.say("persona", persona)
    return ""


def _acknowledgement(letter: Letter) -> Parts:
    joiner = " " if letter.language == "en" else ""
    receipt = joiner.join((letter.say("acknowledgement", "received"), letter.say("acknowledgement", "plan")))
    return [receipt, _introduction(letter), _points(letter)]


def _first_response(letter: Letter) -> Parts:
    letter.values["steps"] = letter.steps()
    style = {"eagle": "plan_short", "owl": "plan_owl"}.get(letter.request.persona, "plan")
    fast = letter.say("first_response", "fast") if _needs_fast_word(letter) else ""
    plan = letter.say("first_response", style)
    return [_feeling(letter), _introduction(letter), _points(letter), plan, fast, _personal(letter)]


def _needs_fast_word(letter: Letter) -> bool:
    """Led by emotion or worried: the first word within the hour."""
    return not letter.short and (letter.request.mode == "emotion" or letter.request.emotion == "anxious")


def _holding(letter: Letter) -> Parts:
    letter.values["steps"] = letter.steps()
    sorry = letter.say("apology", "waiting")
    return [
        sorry,
        _introduction(letter),
        letter.say("holding", "status"),
        letter.say("holding", "plan_short" if letter.short else "plan"),
    ]


def _solution(letter: Letter) -> Parts:
    request = letter.request
    options, included = options_for(request, letter.texts)
    form = letter.texts["form"]
    letter.values["count"] = _count(len(options), letter.language)
    letter.values["included"] = form["join"].join(letter.texts["demand"][demand] for demand in included)
    lines, zone = [], ZoneInfo(request.timezone)
    for index, option in enumerate(options):
        letter.values |= {
            "option": form["option_name"].format(index=form["numerals"][index]),
            "title": option.title.rstrip("。.；; "),
            "pro": option.pro.rstrip("。.；; "),
            "con": option.con.rstrip("。.；; "),
            "ready": letter.date(option.done_by.astimezone(zone))
            if option.done_by
            else letter.values["done"],
        }
        lines.append(letter.say("solution", "option_short" if letter.short else "option"))
    prevention = (
        "" if letter.short else letter.say("prevention", _known(request.category, letter.texts["prevention"]))
    )
    return [
        _feeling(letter),
        _introduction(letter),
        _points(letter, confirm=False),
        letter.say("solution", "finding") if request.finding else "",
        *_listed(letter, lines),
        letter.say("form", "included") if included else "",
        letter.say("solution", "choose_short" if letter.short else "choose"),
        prevention,
        _personal(letter),
    ]


def _listed(letter: Letter, lines: Parts) -> Parts:
    lead = letter.say("solution", "lead")
    if letter.request.options_beside:
        return [_sentence(lead.rstrip("：: "), letter.language)]
    return [lead, *(["\n".join(lines)] if letter.short else lines)]


def _closing(letter: Letter) -> Parts:
    done = letter.say("closing", "done" if letter.request.result else "done_plain")
    thanks = letter.say("closing", "thanks")
    call_back = letter.say("closing", "call_back")
    answers = _answers(letter)
    if letter.short:
        return [*answers, done, call_back]
    return [thanks, *answers, done, call_back, letter.say("closing", "open_door")]


def _answers(letter: Letter) -> Parts:
    """Each point with what was found of it, why, and what is given for it; a reason in another language stays out."""
    found, texts = letter.request.found, letter.texts["finding"]
    if not found:
        return []
    joiner = " " if letter.language == "en" else ""
    lines = [letter.say("finding", "lead")]
    for index, one in enumerate(found, 1):
        name = restated_points((one.point,), letter.texts, letter.language, letter.request.category)[0]
        remedy = _sentence(_sayable(one.remedy, letter), letter.language)
        parts = {
            "verdict": texts.get(one.point.finding, ""),
            "reason": _sentence(_sayable(one.reason, letter), letter.language),
            "remedy": texts["remedy"].format(remedy=remedy) if remedy else "",
        }
        spaced = {key: joiner + text if text and key != "verdict" else text for key, text in parts.items()}
        lines.append(texts["line"].format(index=index, point=name, **spaced))
    return ["\n".join(lines)]


def _sayable(text: str, letter: Letter) -> str:
    return text if text and language_of(text) == letter.language else ""


def _follow_up(letter: Letter) -> Parts:
    improved = letter.say("follow_up", "improved") if letter.request.improvement else ""
    if letter.short:
        return [letter.say("follow_up", "ask_short"), improved]
    unsaid = letter.say("follow_up", "ask_unsaid") if letter.request.persona == "dove" else ""
    return [letter.say("follow_up", "ask"), unsaid, improved, letter.say("closing", "thanks")]


def _other_kind(letter: Letter) -> Parts:
    asked = letter.request.text_kind in ("enquiry", "suggestion") and letter.request.grievances
    return [
        _introduction(letter),
        _points(letter, confirm=False) if asked else "",
        letter.say("other_kind", _known(letter.request.text_kind, letter.texts["other_kind"], "other")),
    ]


def _known(key: str, table: Mapping[str, Any], otherwise: str = "service") -> str:
    return key if key in table else otherwise


def _count(number: int, language: str) -> str:
    if language == "en":
        return ("no", "one", "two", "three", "four")[number]
    return ("零", "一", "兩" if language == "zh-Hant" else "两", "三", "四")[number]


def _sentence(text: str, language: str) -> str:
    """What a colleague noted, as one closed sentence."""
    text = " ".join(text.split())
    return text if not text or text[-1] in "。！？.!?" else text + ("." if language == "en" else "。")


BODIES: dict[str, Callable[[Letter], Parts]] = {
    "acknowledgement": _acknowledgement,
    "first_response": _first_response,
    "holding": _holding,
    "solution": _solution,
    "closing": _closing,
    "follow_up": _follow_up,
}
