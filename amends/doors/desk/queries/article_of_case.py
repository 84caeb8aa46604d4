"""The beginning of an article made of a solved case: what is known of it in neutral words, without what names anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Direction, Stage
from amends.casework.cases.models import Case, Grievance
from amends.casework.customers.queries import customers_named_in
from amends.casework.knowledge.choices import Language
from amends.casework.knowledge.rules.masking import masked
from amends.casework.knowledge.rules.pictures import without_pictures
from amends.casework.knowledge.rules.sentences import without_marks
from amends.casework.readings.actions import preview
from amends.doors.desk.words import label_name, outcome_name
from amends.foundation.organisation.models import Member
from amends.oversight.improvement.models import CauseRecord
from amends.oversight.improvement.rules import cause_name
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.given import CARRIED_OUT
from amends.practice.remedies.queries.grants import chosen_option

THING_LENGTH = 24
INTERFACE = {Language.ZH_HANS: "zh-hans", Language.ZH_HANT: "zh-hant", Language.EN: "en"}


def written_in(case: Case) -> Language:
    return Language(case.language) if case.language in Language.values else Language.ZH_HANS


def article_words(case: Case, member: Member) -> dict[str, str]:
    """Of the customer's own words nothing is taken but what the thing is called: they may hold threats and names."""
    names = people_in(case, member)
    with translation.override(INTERFACE[written_in(case)]):
        points = list(case.grievances.all())
        (thing,) = hidden([thing_in(case)], names)
        parts = (happened(case, points, thing), found(case), done(case), learned(case))
        body = "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))
        return {
            "title": title_of(case, thing),
            "asked": "\n".join(asked_for(case, points, thing)),
            "body": "\n".join(hidden(body.split("\n"), names)),
        }


def about(case: Case) -> str:
    return label_name("category", case.category or "service")


def title_of(case: Case, thing: str) -> str:
    said = _("%(category)s: what we do about %(thing)s") if thing else _("%(category)s: what we do")
    return said % {"category": about(case), "thing": thing}


def asked_for(case: Case, points: Iterable[Grievance], thing: str) -> Iterator[str]:
    """What people who look for it may enter: the thing with each category and wish, no sentence of this customer."""
    kinds = dict.fromkeys([case.category or "service", *(one.category for one in points if one.category)])
    names = [label_name("category", kind) for kind in kinds]
    names += [label_name("demands", wish) for wish in case.demands]
    for name in names:
        yield f"{thing} {name}".strip()


def thing_in(case: Case) -> str:
    """What the complaint calls the thing that it is about; empty where it names none."""
    facts: list[dict[str, Any]] = (case.reading.data.get("facts") if case.reading else None) or []
    named = (str(one.get("value") or "") for one in facts if one.get("kind") == "product")
    return next((in_line(one) for one in named if 0 < len(in_line(one)) <= THING_LENGTH), "")


def happened(case: Case, points: Iterable[Grievance], thing: str) -> Iterator[str]:
    category = about(case)
    said = (
        _("%(category)s, concerning %(thing)s") % {"category": category, "thing": thing}
        if thing
        else category
    )
    yield _("What happened: %(words)s.") % {"words": said}
    if words := recorded(case, Stage.CONFIRM):
        yield ""
        yield _("What was understood: %(words)s") % {"words": words}
    for point in points:
        if point.finding:
            yield f"- {point_line(point)}"


def point_line(point: Grievance) -> str:
    told = {
        "about": label_name("category", point.category or "service"),
        "finding": point.get_finding_display(),
    }
    line = _("%(about)s: %(finding)s.") % told
    for words in (point.reason, point.remedy):
        line += f" {in_line(words)}" if words else ""
    return line


def found(case: Case) -> Iterator[str]:
    if words := recorded(case, Stage.INVESTIGATE):
        yield _("What was found: %(words)s") % {"words": words}


def done(case: Case) -> Iterator[str]:
    option = chosen_option(case)
    if option is not None:
        words = in_line(". ".join(one for one in (option.title, option.description) if one))
        yield _("What was agreed: %(words)s") % {"words": words}
    granted = Grant.objects.filter(case=case, state__in=CARRIED_OUT).order_by("pk")
    if kinds := dict.fromkeys(grant.get_kind_display() for grant in granted):
        yield ""
        yield _("What was given: %(words)s.") % {"words": _(", ").join(kinds)}
    if case.outcome:
        yield ""
        yield _("How it ended: %(words)s.") % {"words": outcome_name(case.outcome)}


def learned(case: Case) -> Iterator[str]:
    record = CauseRecord.objects.filter(case=case).first()
    if record is None:
        return
    language = written_in(case).value
    yield _("Why it happened: %(words)s.") % {"words": cause_name(record.cause, language)}
    if record.lesson:
        yield f"- {_('What we learned: %(words)s') % {'words': in_line(record.lesson)}}"
    if record.measure:
        yield f"- {_('So that it does not happen again: %(words)s') % {'words': in_line(record.measure)}}"


def recorded(case: Case, stage: Stage) -> str:
    """What a handler wrote on record when the stage was last left."""
    row = case.stage_records.filter(stage=stage).exclude(record="").order_by("-pk").first()
    return in_line(row.record) if row else ""


def in_line(words: str) -> str:
    """On one line, and without marks that only an article's writer sets."""
    return " ".join(without_marks(without_pictures(words)).split())


def hidden(lines: Sequence[str], names: Iterable[str]) -> list[str]:
    """Lines without these names, those of customers in any of them, and what else names somebody."""
    people = [*names, *customers_named_in(*lines)]
    return [masked(line, preview(line)["facts"], people) if line else line for line in lines]


def people_in(case: Case, member: Member) -> list[str]:
    """Whose names may stand in the words: the customer, those involved, and colleagues who wrote."""
    parties = case.parties.values_list("name", flat=True)
    authors = case.messages.filter(direction=Direction.OUT).values_list("author__display_name", flat=True)
    owner = [case.owner.display_name] if case.owner else []
    return [case.customer.name, *parties, *authors, *owner, member.display_name]
