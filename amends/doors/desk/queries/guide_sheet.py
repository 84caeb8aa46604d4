"""The guide of a case on its own sheet: the next step, what to do with its ticks, what to say, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handles
from amends.casework.cases.queries import records_of
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.queries import clocks_of
from amends.casework.clocks.rules.lights import share_used
from amends.doors.desk.queries.guide_words import Resting, quotes_in
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.words import label_name
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.playbook.queries import Guide, book, guide_for
from amends.practice.playbook.rules import ESCALATIONS, Line, Step
from amends.practice.playbook.rules.advice import step_in
from amends.practice.playbook.rules.labels import FAMILIES
from amends.practice.playbook.rules.ticks import Tick, tick_of
from amends.practice.playbook.text import MEDIUM_NAMES

TEMPO = (ClockKind.DIRECTION, ClockKind.PROGRESS)
# In which group of things to do a line stands, by the first label it rests on; the groups in the order of the page.
GROUPS = {
    "stage": ("stage",),
    "person": ("emotion", "mode", "motive", "persona", "need"),
    "matter": ("risk", "severity", "category", "origin", "expectation", "kind"),
    "talk": ("medium",),
}
ORDER = [family for families in GROUPS.values() for family in families]


def guide_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why."""
    language = interface_language()
    guide = guide_for(case, records_of(case), language)
    advice, quotes, entered = guide.advice, quotes_in(case), entered or QueryDict()
    rests, said = Resting(quotes), Resting(quotes)
    todo = [
        todo_row(line, tick_of(line, guide.ticks, guide.here), rests) for line in shown_first(advice.todo)
    ]
    return {
        **sheet(case, "case_guide"),
        "works": handles(member, case) and case.is_open,
        "read": bool(case.kind),
        "step": advice.step,
        "steps": [step_row(step, guide) for step in steps_to_pass_on(guide)],
        "todo": grouped(todo),
        "ticked": sum(row["tick"] is not None for row in todo),
        "asked": len(todo),
        "earlier": earlier_ticks(guide, {row["key"] for row in todo}),
        "say": [said_row(line, said) for line in advice.say],
        "never": [said_row(line, said) for line in advice.never],
        "why": [{"text": one.text, "on": Resting(quotes)(one.labels)} for one in advice.why],
        "strategy": advice.strategy,
        "tempo": advice.tempo,
        "tempo_clocks": tempo_clocks(case),
        "demands": [label_name("demands", one) for one in advice.demand_order],
        "scripts": scripts(guide, language),
        "edition": guide.edition,
        "entered": entered,
        "entered_key": entered.get("key", ""),
        "wrong": wrong,
    }


def shown_first(lines: tuple[Line, ...]) -> list[Line]:
    """In the order of the groups, so that the words behind a label stand where it is read first."""
    return sorted(lines, key=lambda line: ORDER.index(line.labels[0].partition(":")[0]))


def steps_to_pass_on(guide: Guide) -> list[Step]:
    """What has to be passed on, done or not; the ones that were ticked stay to be seen."""
    texts = book(guide.situation.language, guide.edition)
    ids = {step.id: step for step in guide.advice.escalations}
    done = [key.removeprefix("step:") for key in guide.ticks if key.startswith("step:")]
    for step_id in done:
        if step_id in ESCALATIONS.values():
            ids.setdefault(step_id, step_in(texts, step_id))
    return list(ids.values())


def step_row(step: Step, guide: Guide) -> dict[str, Any]:
    return {
        "name": step.title,
        "title": step.title,
        "how": step.how,
        "key": step.tick,
        "tick": guide.ticks.get(step.tick),
    }


def todo_row(line: Line, tick: Tick | None, rests: Resting) -> dict[str, Any]:
    return {**said_row(line, rests), "key": line.tick, "tick": tick}


def said_row(line: Line, rests: Resting) -> dict[str, Any]:
    return {
        "name": line.text,
        "text": line.text,
        "on": rests(line.labels),
        "own": line.own,
        "family": line.labels[0].partition(":")[0],
    }


def grouped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The things to do under what they are about; this stage comes first."""
    titles = {
        "stage": _("In this stage"),
        "person": _("For the person"),
        "matter": _("For the matter"),
        "talk": pgettext("playbook", "How one talks"),
    }
    found = []
    for group, title in titles.items():
        within = [row for row in rows if row["family"] in GROUPS[group]]
        if within:
            open_rows = sum(row["tick"] is None for row in within)
            found.append({"title": title, "rows": within, "left": open_rows})
    return found


def earlier_ticks(guide: Guide, shown: Iterable[str]) -> list[Tick]:
    """What was ticked and is not asked for any more, because the reading or the stage is another now."""
    shown = set(shown)
    rest = [one for one in guide.ticks.values() if one.key not in shown and not one.key.startswith("step:")]
    return sorted(rest, key=lambda one: one.at, reverse=True)


def tempo_clocks(case: Case) -> list[dict[str, Any]]:
    """The clocks that keep the tempo, as far as they run."""
    now = clock.now()
    return [
        {
            "label": one.get_kind_display(),
            "due_at": one.due_at,
            "share": round(share_used(one.started_at, one.due_at, one.paused_since or now), 3),
        }
        for one in clocks_of(case)
        if one.kind in TEMPO and one.stopped_at is None
    ]


def scripts(guide: Guide, language: str) -> list[dict[str, Any]]:
    """What one says in which order, by phone, face to face, online and in writing; that of this case first."""
    texts, here = book(language, guide.edition), guide.situation.medium
    media = sorted(FAMILIES["medium"], key=lambda one: one != here)
    return [
        {"name": MEDIUM_NAMES[one], "here": one == here, "lines": texts["medium"][one]["script"]}
        for one in media
    ]
