"""One letter in the making: the case, its language's texts, the matters, and what this customer has read before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from amends.content.files import language_for, load
from amends.practice.replies.check.context import Grievance
from amends.practice.replies.drafting.details import facts_to_check, has_come_before, waited
from amends.practice.replies.drafting.fields import HOME, field_of, texts_of
from amends.practice.replies.drafting.matters import FIELD, PLAIN, Matter, matters_of
from amends.practice.replies.drafting.request import DraftRequest
from amends.practice.replies.drafting.restate import FREELY, Points, points_of, says_the_same
from amends.practice.replies.drafting.whole import beginning_of
from amends.practice.replies.drafting.wishes import wishes_of
from amends.practice.replies.drafting.wording import Wordings

OF_EVERYBODY = frozenset({"field.public", "public", "transit"})
# Where nothing is handed over, how it went is all there is.
ALL_OF_IT = frozenset({"bank", "online", "journey"})
LISTENED_TO = 1_200  # so much of a complaint is heard for what its points leave out
FULL_STOPS = "。！？.!?"
TRAILING = "。.；;，, "


class Letter:
    """Values fill the places of the texts; a person's words are never taken for places."""

    def __init__(
        self,
        request: DraftRequest,
        *,
        turn: int = 0,
        strictness: int = FREELY,
        avoid: Collection[str] = (),
        marked: Sequence[str] = (),
        sums: bool = True,
    ) -> None:
        """`avoid` are points and `marked` sentences over which the check stumbled in an earlier attempt."""
        self.request = request
        self.strictness = strictness
        self.avoid = avoid
        self.sums = sums
        self.language = language_for(request.language)
        self.texts: Mapping[str, Any] = load("letters", self.language)
        self.wordings = Wordings(
            f"{request.case_number}|{request.kind}", request.variation + turn, (*request.earlier, *marked)
        )
        self.values: dict[str, str] = {
            "owner": self.texts["form"]["self"],
            "name": request.owner,
            "number": request.case_number,
            "order": request.order_number,
            "phone": request.phone,
            "soon": self.date(request.moment("", 1)),
            "update": self.date(request.update_before_solution()),
            "solution": self.date(request.moment("solution_by", 72)),
            "choose": self.date(request.moment("choose_by", 48)),
            "done": self.date(request.moment("done_by", 120)),
            "callback": self.date(request.moment("", 24)),
        }

    @property
    def is_short(self) -> bool:
        """An eagle reads results."""
        return self.request.persona == "eagle"

    @cached_property
    def matters(self) -> list[Matter]:
        return matters_of(self.request, self.language)

    @property
    def matter(self) -> Matter:
        return self.matters[0]

    @cached_property
    def points(self) -> Points:
        request = self.request
        whole = (
            (Grievance(beginning_of(request.complaint, 400), request.category),) if request.complaint else ()
        )
        points = points_of(
            request.grievances or whole,
            self.texts,
            self.language,
            request.category,
            terse=self.is_short,
            strictness=self.strictness,
            avoid=self.avoid,
            sums=self.sums,
            things=[fact.words for fact in request.facts if fact.kind == "product"],
            whole=beginning_of(request.complaint, LISTENED_TO),
            subjects=self.subjects,
        )
        if points.phrases or self.strictness != FREELY:
            return points
        return Points((), (self.subject or points.subjects[0],), points.tells)

    @cached_property
    def wishes(self) -> list[str]:
        """What the customer asks for outright and the points do not say."""
        told = wishes_of(self.request.complaint, self.texts["restate"], self.language, self.avoid)
        return [one for one in told if not any(says_the_same(one, said) for said in self.points.phrases)]

    @property
    def asks_for_more(self) -> bool:
        """Whether nobody could know from these words what happened."""
        return not self.points.tells and self.matter.key.startswith(PLAIN)

    @property
    def subject(self) -> str:
        """What it is about where nothing can be said back: the matter, else what was used."""
        if not self.matter.key.startswith((PLAIN, FIELD)):
            return self.matter.name
        return self.subjects.get("quality", "")

    @cached_property
    def subjects(self) -> dict[str, str]:
        """What was used is called by its field: the room, the meal; a thing that was bought only where that is known."""
        key = self.matter.key
        name = field_of(self.request, self.language) or HOME.get(key, "")
        field = texts_of(name, self.language)
        is_all = key in OF_EVERYBODY or name in ALL_OF_IT
        of_field = ("quality", "service", "policy") if is_all else ("quality",)
        return dict.fromkeys(of_field, str(field["subject"])) if field else {}

    def points_alone(self, point: Grievance) -> Points:
        """One point for itself, as an answer to it names it."""
        return points_of(
            (point,),
            self.texts,
            self.language,
            self.request.category,
            strictness=self.strictness,
            avoid=self.avoid,
            sums=self.sums,
            subjects=self.subjects,
        )

    @property
    def phrases(self) -> set[str]:
        """Everything that this letter may have said in the customer's words."""
        found = (phrase for one in self.request.found for phrase in self.points_alone(one.point).phrases)
        return {*self.points.phrases, *self.wishes, *found}

    def say(self, *path: str, **values: str) -> str:
        """One of the wordings at a place of the letters, filled in."""
        node: Any = self.texts
        for key in path:
            node = node[key]
        return str(self.wordings.choose(".".join(path), node).format(**{**self.values, **values}))

    def feel(self, place: int = 0) -> str:
        """What anyone would feel about the matter."""
        matter = self.matters[min(place, len(self.matters) - 1)]
        return self.wordings.choose(f"feel.{matter.key}", matter.feel)

    def join(self, *parts: str) -> str:
        """Sentences one after another, as the language sets them."""
        return (" " if self.language == "en" else "").join(part.strip() for part in parts if part.strip())

    def list_of(self, words: Sequence[str]) -> str:
        """A, B and C."""
        form = self.texts["form"]
        if self.language != "en" or len(words) < 3:
            return str(form["join"].join(words))
        return f"{', '.join(words[:-1])}{form['join']}{words[-1]}"

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

    def count(self, number: int) -> str:
        if self.language == "en":
            return ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")[number]
        two = "兩" if self.language == "zh-Hant" else "两"
        return f"零一{two}三四五六七八"[number]

    def sentence(self, text: str, *, begins: bool = True) -> str:
        """What a colleague noted, as one closed sentence, or as its end."""
        text = " ".join(text.split())
        text = text[:1].upper() + text[1:] if begins and self.language == "en" else text
        return text if not text or text[-1] in FULL_STOPS else text + ("." if self.language == "en" else "。")

    @cached_property
    def waited(self) -> str:
        return waited(self.request)

    @property
    def has_come_before(self) -> bool:
        return has_come_before(self.request)

    def checked(self) -> list[str]:
        return facts_to_check(self.request, self.points.phrases)

    def is_read(self, words: str) -> bool:
        """Whether an earlier letter says this already."""
        return bool(words) and any(words in one for one in self.request.earlier)
