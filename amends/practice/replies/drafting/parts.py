"""The parts that letters share: apology and feeling, the points, the plan, how to reach us."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from amends.practice.replies.drafting.letter import TRAILING, Letter
from amends.practice.replies.drafting.matters import OPENED
from amends.practice.replies.drafting.request import EVENING
from amends.practice.replies.drafting.restate import says_the_same
from amends.practice.replies.drafting.spans import QUOTE_MARKS

Parts = list[str]
QUOTED = "you wrote “"
ENGLISH_MARKS = ("“", "”")
# A thing that somebody may still be using.
OF_A_THING = ("faulty", "repair", "field.goods", "field.car")
SOMETHING, MOST_WISHES = "action", 4


def greeting(letter: Letter) -> str:
    name = " ".join(letter.request.customer_name.replace("{", "").replace("}", "").split())
    form = letter.texts["form"]
    return str(form["greeting_named"].format(name=name) if name else form["greeting"])


def ending(letter: Letter) -> Parts:
    """How to reach us, who signs, and the number to name; an eagle finds all three in one block."""
    request, form = letter.request, letter.texts["form"]
    reference = ""
    if request.case_number:
        known = "reference_order" if request.order_number else "reference"
        reference = form[known].format(**letter.values)
    if letter.is_short:
        contact = form["contact_phone" if request.phone else "contact_reply"].format(**letter.values)
        lines = (request.owner or request.organisation or form["no_organisation"], contact, reference)
        return ["\n".join(one for one in lines if one)]
    contact = letter.say("contact", "phone" if request.phone else "reply")
    house = request.organisation or form["no_organisation"]
    sign = form["sign"].format(owner=request.owner, organisation=house).strip()
    return [contact, "\n".join(part for part in (sign, reference) if part)]


def apology(letter: Letter) -> str:
    """For the matter where it is known; for what the customer went through where lawyers may read along."""
    request = letter.request
    is_named = not letter.matter.key.startswith("plain.") or letter.matter.key == "plain.any"
    if is_named and not request.is_careful and request.kind != "phone":
        return letter.say("apology", "about", name=letter.matter.name)
    subject = request.category if request.category in letter.texts["apology"] else "service"
    return letter.say("apology", "legal" if request.is_careful else subject)


def emotion(letter: Letter) -> str:
    known = letter.texts["empathy"]
    return letter.request.emotion if letter.request.emotion in known else "dissatisfied"


def is_brief(letter: Letter) -> bool:
    """Someone led by demands is not comforted at length."""
    return letter.request.mode == "demand" and letter.request.intensity < 2


def feeling(letter: Letter) -> str:
    """Feelings before the matter: what anyone would feel, the person's own mood, and the apology."""
    request = letter.request
    if emotion(letter) == "calm" or is_brief(letter):
        return letter.join(apology(letter), letter.say("empathy_short", emotion(letter)), history(letter))
    own = request.intensity >= 3 or request.persona == "peacock" or emotion(letter) in ("anxious", "confused")
    return letter.join(
        letter.feel(),
        letter.say("empathy", emotion(letter)) if own else "",
        apology(letter),
        history(letter),
    )


def history(letter: Letter) -> str:
    """That they waited, or had to come again: said once, before the matter itself."""
    if letter.waited:
        return first_up(letter, letter.say("apology", "waited", waited=letter.waited))
    return letter.say("apology", "repeated") if letter.has_come_before else ""


def introduction(letter: Letter) -> str:
    """Who writes; not again to somebody who knows it from an earlier letter."""
    if letter.is_read(letter.request.owner):
        return ""
    return letter.say("form", "introduction" if letter.request.owner else "introduction_unnamed")


def points(letter: Letter, *, confirm: bool = True, wishes: bool = True) -> str:
    """The points said back; one alone in a sentence, several as a list, a bare subject as what it is about."""
    lines = [*said_back(letter)]
    after = letter.join(
        letter.say("points", "also", subjects=letter.list_of(letter.points.subjects))
        if letter.points.phrases and letter.points.subjects
        else "",
        wished(letter) if wishes else "",
        confirmed(letter) if confirm else "",
    )
    if len(lines) == 1:
        return letter.join(lines[0], after)
    return "\n".join(part for part in (*lines, after) if part)


def confirmed(letter: Letter) -> str:
    """Whether it was heard rightly; where nothing was said back, what matters most; where nothing was told that could be, what happened."""
    if letter.asks_for_more:
        return letter.say("points", "tell_more" if letter.wishes else "tell")
    return letter.say("points", "confirm" if letter.points.phrases else "first")


# What only says that something came later: of a point that stands by itself nobody knows after what.
LATER = re.compile(r"^(?:之[后後]|然[后後]|接[着著]|[随隨][后後])(?=[\u4e00-\u9fff]{4})")


def points_said(letter: Letter) -> list[str]:
    """The points as they can stand by themselves."""
    return [LATER.sub("", one.rstrip(TRAILING)) for one in letter.points.phrases]


def said_back(letter: Letter) -> Parts:
    phrases, form = points_said(letter), letter.texts["form"]
    if not phrases:
        return [letter.say("points", "about", subjects=letter.list_of(letter.points.subjects))]
    if len(phrases) == 1 and letter.language == "en" and phrases[0].startswith(QUOTED):
        return [f"{first_up(letter, phrases[0])}."]
    if len(phrases) == 1:
        return [letter.say("points", "one", point=phrases[0])]
    return [
        letter.say("points", "many", count=letter.count(len(phrases))),
        *(
            form["list_line"].format(index=at, point=first_up(letter, one))
            for at, one in enumerate(phrases, 1)
        ),
    ]


def first_up(letter: Letter, point: str) -> str:
    return point[:1].upper() + point[1:] if letter.language == "en" else point


def wished(letter: Letter) -> str:
    """What the customer wants: as they ask for it, and as far as it can be named; that "something" be done is said by the steps."""
    table, request = letter.texts["demand"], letter.request
    quotes = "，".join(letter.wishes)
    told = letter.say("points", "wishes_quoted", wishes=quoted(letter, letter.wishes)) if quotes else ""
    asked = [one for one in request.asked if not is_worded(one, quotes, letter)] if quotes else request.asked
    read = () if quotes else [one for one in request.demands if is_said(one, letter)]
    names = [table[one] for one in dict.fromkeys([*asked, *read]) if one in table and one != SOMETHING]
    wishes = letter.list_of(names[:MOST_WISHES])
    return letter.join(told, letter.say("points", "wishes", wishes=wishes) if wishes else "")


def quoted(letter: Letter, words: Sequence[str]) -> str:
    """The customer's own words one after another, in the marks of the language."""
    left, right = QUOTE_MARKS.get(letter.language, ENGLISH_MARKS)
    return letter.list_of([f"{left}{one}{right}" for one in words])


def is_said(demand: str, letter: Letter) -> bool:
    """Whether words of the complaint ask for it, where it is often read between the lines; of a case without its words nothing is doubted."""
    return not letter.request.complaint or is_worded(demand, letter.request.complaint, letter)


def is_worded(demand: str, words: str, letter: Letter) -> bool:
    """Whether these words ask for it; what is never read between the lines needs none."""
    asking = letter.texts["wish_said"].get(demand)
    return not asking or re.search(asking, words, re.I) is not None


def inline_points(letter: Letter) -> str:
    """Everything in one breath, for somebody who reads results."""
    phrases = points_said(letter)
    if not phrases:
        about = letter.say("points", "about", subjects=letter.list_of(letter.points.subjects))
        return letter.join(about, letter.say("points", "tell") if letter.asks_for_more else "")
    if letter.language == "en":
        if any("“" in one for one in phrases):
            return f"{first_up(letter, ' and '.join(phrases))}."
        joined = " and that ".join(phrases)
    else:
        joined = letter.texts["form"]["pause"].join(phrases)
    also = letter.say("points", "also", subjects=letter.list_of(letter.points.subjects))
    more = letter.say("points", "tell") if letter.asks_for_more else ""
    return letter.join(
        letter.say("points", "one", point=joined), also if letter.points.subjects else "", more
    )


def steps(letter: Letter) -> str:
    """What is done first, of one or two matters."""
    first = letter.say("step", "late" if is_late(letter) else "first", step=letter.matter.step)
    if (
        len(letter.matters) < 2
        or letter.is_short
        or says_the_same(letter.matters[1].step, letter.matter.step)
    ):
        return first
    also = letter.say("step", "also", step=letter.matters[1].step)
    return (
        letter.texts["form"]["pause"].join((first, also)) if letter.language != "en" else f"{first}; {also}"
    )


def is_late(letter: Letter) -> bool:
    """In the evening nobody begins today any more."""
    return letter.request.now.astimezone(ZoneInfo(letter.request.timezone)).hour >= EVENING


def urgent(letter: Letter) -> str:
    """What comes before everything else: health, money that still flows, a life in danger."""
    risks = letter.request.risks
    if "violence" in risks and is_in_danger(letter):
        return letter.say("urgent", "violence")
    if letter.matter.key in ("illness", "foreign") and (
        "safety" in risks or letter.request.category == "safety"
    ):
        return letter.say("urgent", "safety")
    hurt = "safety" in (*risks, letter.request.category) and is_hurt(letter)
    asked = letter.say("urgent", "hurt") if hurt else ""
    kinds = (letter.request.category, *(one.category for one in letter.request.grievances), *risks)
    if letter.matter.key in OF_A_THING and "safety" in kinds:
        return letter.join(asked, letter.say("urgent", "danger_too" if asked else "danger"))
    if asked:
        return asked
    is_money_gone = letter.matter.key == "stolen" and letter.matter.kind != OPENED
    return letter.say("urgent", "fraud") if is_money_gone else ""


def is_in_danger(letter: Letter) -> bool:
    """Whether words of the complaint speak of somebody's life or body; of a case without its words nothing is doubted."""
    said = letter.request.complaint
    return not said or re.search(letter.texts["urgent"]["violence_said"], said, re.I) is not None


def is_hurt(letter: Letter) -> bool:
    """Whether words of the complaint tell of an injury, and not only of one that was near."""
    told = letter.texts["urgent"]
    return re.search(told["hurt_said"], re.sub(told["hurt_not"], "", letter.request.complaint)) is not None


def care(letter: Letter) -> str:
    """What the risks ask for besides: somebody to look after, everything in writing."""
    risks = letter.request.risks
    lines = [letter.say("urgent", "vulnerable")] if "vulnerable" in risks else []
    lines += [letter.say("urgent", "legal")] if {"legal", "regulator"} & set(risks) else []
    return letter.join(*lines)


def personal(letter: Letter) -> str:
    persona = letter.request.persona
    if persona == "dove" or (persona == "peacock" and not letter.request.is_grave):
        return letter.say("persona", persona)
    return ""
