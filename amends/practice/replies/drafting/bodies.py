"""What each kind of letter says between greeting and ending."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from amends.practice.replies.check.words import language_of
from amends.practice.replies.drafting import parts
from amends.practice.replies.drafting.letter import Letter
from amends.practice.replies.drafting.options import options_for
from amends.practice.replies.drafting.parts import Parts
from amends.practice.replies.drafting.request import FoundPoint, Option

NEVER_REFUSED = ("apology", "explanation")


def acknowledgement(letter: Letter) -> Parts:
    if letter.is_short:
        return [letter.join(parts.inline_points(letter), letter.say("acknowledgement", "plan"))]
    return [
        letter.join(letter.say("acknowledgement", "received"), parts.introduction(letter)),
        parts.urgent(letter),
        parts.points(letter),
        letter.say("acknowledgement", "plan"),
    ]


def first_response(letter: Letter) -> Parts:
    if letter.is_short:
        sorry = letter.join(
            letter.say("apology", "short"), letter.say("empathy_short", parts.emotion(letter))
        )
        plan = letter.say("first_response", "plan_short", steps=_started(letter, "plan_short"))
        return [letter.join(parts.inline_points(letter), sorry), parts.urgent(letter), plan]
    style = "plan_owl" if letter.request.persona == "owl" else "plan"
    request = letter.request
    is_pressing = request.mode == "emotion" or request.emotion == "anxious"
    fast = is_pressing and request.moment("", 1) < request.update_before_solution()
    return [
        parts.feeling(letter),
        parts.urgent(letter),
        _introduced_points(letter),
        _checked(letter),
        letter.join(
            letter.say("first_response", style, steps=parts.steps(letter), bare=letter.matter.step),
            letter.say("first_response", "fast") if fast else "",
        ),
        parts.care(letter),
        parts.personal(letter),
    ]


def _started(letter: Letter, _style: str) -> str:
    """The first step as the beginning of a sentence that is "I" already in Chinese."""
    step = parts.steps(letter)
    return step if letter.language != "en" else step[0].upper() + step[1:]


def _introduced_points(letter: Letter, *, confirm: bool = True, wishes: bool = True) -> str:
    said = parts.points(letter, confirm=confirm, wishes=wishes)
    intro = parts.introduction(letter)
    return (
        letter.join(intro, said)
        if "\n" not in said
        else f"{letter.join(intro, said.split(chr(10), 1)[0])}\n{said.split(chr(10), 1)[1]}"
    )


def _checked(letter: Letter) -> str:
    """An owl reads the facts that everything is checked against, each in the words around it."""
    facts = letter.checked() if letter.request.persona == "owl" else []
    return letter.say("points", "facts", facts=parts.quoted(letter, facts)) if len(facts) > 1 else ""


def holding(letter: Letter) -> Parts:
    sorry = letter.say("apology", "waiting")
    plan = letter.say("holding", "plan_short" if letter.is_short else "plan")
    matter = letter.matter
    status = letter.say("holding", "status", name=matter.name, step=matter.step, doing=matter.doing)
    if letter.is_short:
        return [letter.join(sorry, plan)]
    return [letter.join(sorry, parts.introduction(letter)), _up(letter, status), plan, parts.care(letter)]


def solution(letter: Letter) -> Parts:
    request = letter.request
    options, included = options_for(request, letter.texts, letter.matters)
    return [
        _solution_opening(letter),
        letter.say("solution", "finding", finding=letter.sentence(request.finding, begins=False))
        if request.finding
        else "",
        *_listed(letter, options),
        letter.join(
            letter.say(
                "form", "included", included=letter.list_of([letter.texts["given"][one] for one in included])
            )
            if included
            else "",
            letter.say("solution", "choose_short" if letter.is_short else "choose"),
        ),
        "" if letter.is_short or request.is_careful else _prevention(letter),
        parts.care(letter),
        "" if letter.is_short else parts.personal(letter),
    ]


def _solution_opening(letter: Letter) -> str:
    mood = letter.say("empathy_short", parts.emotion(letter))
    if letter.is_short:
        return letter.join(parts.inline_points(letter), letter.say("apology", "short"), mood)
    opening = letter.say("solution", "opening") if letter.request.earlier else ""
    said = _introduced_points(letter, confirm=False, wishes=not letter.request.options)
    return f"{letter.join(opening, parts.apology(letter), mood)}\n\n{said}"


def _listed(letter: Letter, options: list[Option]) -> Parts:
    lead = letter.say("solution", "lead", count=letter.count(len(options)))
    if letter.request.options_beside:
        between = "; " if letter.language == "en" else "；"
        names = letter.texts["form"]
        mark = ": " if letter.language == "en" else "："
        titles = between.join(
            f"{names['option_name'].format(index=names['numerals'][at])}{mark}{option.title.rstrip('。.；; ')}"
            for at, option in enumerate(options)
        )
        return [letter.join(lead, letter.sentence(titles))]
    lines, form = [], letter.texts["form"]
    zone = ZoneInfo(letter.request.timezone)
    for index, option in enumerate(options):
        lines.append(
            form_of_option(letter).format(
                **{
                    **letter.values,
                    "option": form["option_name"].format(index=form["numerals"][index]),
                    "title": option.title.rstrip("。.；; "),
                    "pro": option.pro.rstrip("。.；; "),
                    "con": option.con.rstrip("。.；; "),
                    "ready": letter.date(option.done_by.astimezone(zone))
                    if option.done_by
                    else letter.values["done"],
                }
            )
        )
    return [lead, *(["\n".join(lines)] if letter.is_short else lines)]


def form_of_option(letter: Letter) -> str:
    return str(letter.texts["solution"]["option_short" if letter.is_short else "option"])


def _prevention(letter: Letter) -> str:
    return letter.say("prevention", "line", prevent=letter.matter.prevent)


def refusal(letter: Letter) -> Parts:
    """An honest no: what was asked, the result, its grounds, what can be done instead, and where to turn."""
    request, asked = letter.request, letter.texts["asked"]
    refused = [asked[one] for one in request.demands if one in asked and one not in NEVER_REFUSED]
    wishes = letter.list_of(list(dict.fromkeys(refused))[:2] or [asked["any"]])
    options = instead_of(letter)
    reason = letter.sentence(sayable(request.finding, letter), begins=False)
    grounds = (
        letter.say("refusal", "reason", reason=reason) if reason else letter.say("refusal", "reason_later")
    )
    answer = letter.join(_up(letter, letter.say("refusal", "answer", wishes=wishes)), grounds)
    sorry = letter.join(parts.apology(letter), letter.say("empathy_short", parts.emotion(letter)))
    lead = letter.say("refusal", "lead", count=letter.count(len(options)))
    offered = (
        [lead, *_listed(letter, options)[1:]] if not request.options_beside else _listed(letter, options)
    )
    if letter.is_short:
        again = letter.say("refusal", "again_short")
        return [letter.join(parts.inline_points(letter), sorry), answer, *offered, again]
    return [
        letter.join(letter.say("refusal", "opening"), sorry),
        _introduced_points(letter, confirm=False, wishes=False),
        answer,
        *offered,
        letter.join(letter.say("solution", "choose"), letter.say("refusal", "again")),
    ]


def instead_of(letter: Letter) -> list[Option]:
    """Ways that do something else than what was just refused."""
    request = letter.request
    if len(request.options) >= 2:
        return list(request.options[:3])
    hours = {"explanation": 48, "review": 120}
    return [Option(**letter.texts["option"][name], done_by=request.moment("", hours[name])) for name in hours]


def apology_letter(letter: Letter) -> Parts:
    """An apology that stands by itself: named, felt, followed by a deed, asking for nothing."""
    mood = letter.say("empathy", parts.emotion(letter))
    deed = letter.say("apology_letter", "deed", prevent=letter.matter.prevent)
    if letter.is_short:
        short = letter.say("empathy_short", parts.emotion(letter))
        return [letter.join(parts.inline_points(letter), parts.apology(letter), short), deed]
    return [
        letter.say("apology_letter", "opening"),
        parts.urgent(letter),
        _introduced_points(letter, confirm=False, wishes=False),
        letter.join(
            "" if letter.request.is_careful else letter.say("apology_letter", "regret"),
            letter.feel(),
            mood,
            parts.apology(letter),
            parts.history(letter),
        ),
        letter.join(deed, letter.say("apology_letter", "ask")),
        parts.care(letter),
        parts.personal(letter),
    ]


def closing(letter: Letter) -> Parts:
    result = letter.sentence(letter.request.result, begins=False)
    done = letter.say("closing", "done_plain") if letter.request.all_done else ""
    if result:
        done = letter.say("closing", "done", result=result)
    back = letter.say("closing", "call_back")
    if letter.is_short:
        return [*answers(letter), letter.join(done, back)]
    return [
        letter.say("closing", "thanks"),
        *answers(letter),
        done,
        letter.join(back, letter.say("closing", "open_door")),
    ]


def answers(letter: Letter) -> Parts:
    """Each point with what was found of it, why, and what is given for it; a reason in another language stays out."""
    found, texts = letter.request.found, letter.texts["finding"]
    if not found:
        return []
    lines = [
        letter.say("finding", "lead"),
        *(_answer(letter, index, one) for index, one in enumerate(found, 1)),
    ]
    return ["\n".join(lines)] if texts else []


def _answer(letter: Letter, index: int, one: FoundPoint) -> str:
    texts, space = letter.texts["finding"], " " if letter.language == "en" else ""
    said = letter.points_alone(one.point)
    name = (
        parts.first_up(letter, said.phrases[0])
        if said.phrases
        else letter.texts["form"]["subject"].format(subject=said.subjects[0])
    )
    reason = letter.sentence(sayable(one.reason, letter))
    remedy = letter.sentence(sayable(one.remedy, letter), begins=False)
    return str(
        texts["line"].format(
            index=index,
            point=name,
            verdict=texts.get(one.point.finding, ""),
            reason=f"{space}{reason}" if reason else "",
            remedy=f"{space}{texts['remedy'].format(remedy=remedy)}" if remedy else "",
        )
    )


def sayable(text: str, letter: Letter) -> str:
    """A colleague's note only where it is in the customer's language."""
    return text if text and language_of(text) == letter.language else ""


def follow_up(letter: Letter) -> Parts:
    improved = (
        letter.say(
            "follow_up", "improved", improvement=letter.sentence(letter.request.improvement, begins=False)
        )
        if letter.request.improvement
        else ""
    )
    if letter.is_short:
        return [letter.join(letter.say("follow_up", "ask_short"), improved)]
    unsaid = letter.say("follow_up", "ask_unsaid") if letter.request.persona == "dove" else ""
    return [letter.join(letter.say("follow_up", "ask"), unsaid), improved, letter.say("closing", "thanks")]


def other_kind(letter: Letter) -> Parts:
    """A question, an idea, a word of praise: no apology, no comfort."""
    known = letter.texts["other_kind"]
    kind = letter.request.text_kind if letter.request.text_kind in known else "other"
    asked = kind in ("enquiry", "suggestion") and letter.request.grievances
    return [
        parts.introduction(letter) if kind != "praise" else "",
        parts.points(letter, confirm=False, wishes=False) if asked else "",
        letter.say("other_kind", kind),
    ]


def _up(letter: Letter, sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:] if letter.language == "en" else sentence


BODIES: dict[str, Callable[[Letter], Parts]] = {
    "acknowledgement": acknowledgement,
    "first_response": first_response,
    "holding": holding,
    "solution": solution,
    "refusal": refusal,
    "apology": apology_letter,
    "closing": closing,
    "follow_up": follow_up,
}
