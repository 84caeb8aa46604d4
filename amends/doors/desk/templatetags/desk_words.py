"""How the desk's pages say labels, moments and time that is left."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.choices import Channel, Confirmed, Outcome, Rounds, Stage
from amends.casework.readings.choices import MULTIPLE, SINGLE, FactKind
from amends.content.sources import source_name
from amends.doors.desk import words
from amends.doors.desk.queries.listing import Row
from amends.doors.desk.queries.task_words import for_reader
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language

register = template.Library()

WORDS = {field: dict(choices.choices) for field, choices in {**SINGLE, **MULTIPLE}.items()} | {
    "stage": dict(Stage.choices),
    "channel": dict(Channel.choices),
    "outcome": dict(Outcome.choices),
    "rounds": dict(Rounds.choices),
    "confirmed": dict(Confirmed.choices),
    "facts": dict(FactKind.choices),
}
# The kinds of labels that have a picture for each of their words.
PICTURED = frozenset({"emotion", "severity", "risk", "stage", "category", "persona"})
RISKS_SHOWN = 4
SELECTED = SafeString(" selected")
# In a list's narrow column a stage is one word.
SHORT_STAGES = {
    Stage.LISTEN: pgettext_lazy("stage", "Listen"),
    Stage.CONFIRM: pgettext_lazy("stage", "Confirm"),
    Stage.INVESTIGATE: pgettext_lazy("stage", "Investigate"),
    Stage.PROPOSE: pgettext_lazy("stage", "Propose"),
    Stage.CARRY_OUT: pgettext_lazy("stage", "Carry out"),
    Stage.REVIEW: pgettext_lazy("stage", "Review"),
}
# The forms that words.time_left says, for the script that lets the time run on in an open page.
TIME_WORDS = (
    ("days", "left", "%(n)s day left", "%(n)s days left"),
    ("hours", "left", "%(n)s hour left", "%(n)s hours left"),
    ("minutes", "left", "%(n)s minute left", "%(n)s minutes left"),
    ("days", "overdue", "%(n)s day overdue", "%(n)s days overdue"),
    ("hours", "overdue", "%(n)s hour overdue", "%(n)s hours overdue"),
    ("minutes", "overdue", "%(n)s minute overdue", "%(n)s minutes overdue"),
)
LAST_MINUTE = {"left": _("less than a minute left"), "overdue": _("less than a minute overdue")}


@register.filter
def label(value: str | None, field: str) -> str:
    """The name on screen of one of the closed words, e.g. `case.emotion|label:"emotion"`."""
    return str(WORDS[field].get(value or "", value or ""))


@register.filter
def source_words(written: str | None) -> str:
    """What the reader calls the law or standard that a table rests on."""
    return source_name(written or "", interface_language())


@register.filter
def short_stage(value: str) -> str:
    return str(SHORT_STAGES.get(Stage(value), value)) if value in Stage.values else str(value or "")


@register.filter
def clock_state(share: float | None) -> str:
    """Green to half of the time, yellow to three quarters, orange to 99 %, red after."""
    if share is None:
        return "none"
    return "green" if share <= 0.5 else "yellow" if share <= 0.75 else "orange" if share <= 0.99 else "red"


@register.filter
def time_left(due_at: datetime | None) -> str:
    return words.time_left(due_at, clock.now()) if due_at else ""


@register.simple_tag
def clock_words() -> str:
    """The forms of "5 hours left" as data attributes, so that a script can let the time run on."""
    counted = [
        (unit, tense, number, message.replace("%(n)s", "{n}"))
        for unit, tense, one, many in TIME_WORDS
        for number, message in (("one", ngettext(one, many, 1)), ("many", ngettext(one, many, 2)))
    ]
    last = [("minutes", tense, "none", words) for tense, words in LAST_MINUTE.items()]
    return format_html_join("", ' data-{}-{}-{}="{}"', [*counted, *last])


# Stand in a drawing that is kept for what differs from one page to the next.
_OF_THE_PAGE = {"csrf_token": "~csrf~", "confirm_url": "~confirm~", "correct_url": "~correct~"}


@register.simple_tag(takes_context=True)
def judging(context: template.Context, read: dict[str, Any]) -> SafeString:
    """The forms in which a label is found right or put right."""
    is_open = context["request"].GET.get("open") == read["field"]
    drawn = drawn_judging(
        tuple((name, read[name]) for name in ("field", "label", "right", "seen", "seen_as", "chosen")),
        is_open,
        get_language() or "",
    )
    for name, mark in _OF_THE_PAGE.items():
        drawn = drawn.replace(mark, str(context[name]))
    return SafeString(drawn)


# The same few values come on every page, and a page has eleven labels.
@lru_cache(maxsize=4000)
def drawn_judging(read: tuple[tuple[str, Any], ...], is_open: bool, language: str) -> str:
    parts = {"read": dict(read), "is_open": is_open, **_OF_THE_PAGE}
    return render_to_string("desk/case/_judging.html", parts)


@register.simple_tag
def choices_of(field: str, chosen: tuple[str, ...]) -> SafeString:
    """The words of a closed list as words to press; those that hold already look pressed."""
    return drawn_choices(field, chosen, get_language() or "")


# A case page holds some eighty of them, which is why they are put together once for each choice and language.
@lru_cache(maxsize=2000)
def drawn_choices(field: str, chosen: tuple[str, ...], language: str) -> SafeString:
    tick = drawn_picture("check")
    several = field in MULTIPLE
    return format_html_join(
        "",
        '<button class="relabel" name="{}" value="{}" aria-pressed="{}">{}{}</button>',
        (
            (
                ("drop" if value in chosen else "add") if several else "value",
                value,
                "true" if value in chosen else "false",
                tick if value in chosen else "",
                name,
            )
            for value, name in choices(field)
        ),
    )


def choices(field: str) -> list[tuple[str, str]]:
    if field == "intensity":
        return [(str(value), words.label_name(field, value)) for value in range(4)]
    return [(value, str(name)) for value, name in WORDS[field].items()]


@register.simple_tag
def options_of(field: str, chosen: tuple[str, ...]) -> SafeString:
    """The words of a closed list as the options of a select."""
    return drawn_options(field, chosen, get_language() or "")


@lru_cache(maxsize=2000)
def drawn_options(field: str, chosen: tuple[str, ...], language: str) -> SafeString:
    rows = ((value, SELECTED if value in chosen else "", name) for value, name in WORDS[field].items())
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag
def word_cells(case: Row) -> SafeString:
    """The cells of a line of the list that hold closed words only: emotion, severity, risks and stage."""
    risks = tuple(risk for risk, _word in case.risks[:RISKS_SHOWN])
    return drawn_cells(case.emotion, case.intensity, case.severity, risks, case.stage, get_language() or "")


# Many lines have the same words, so the cells are put together once for each set of them in each language.
@lru_cache(maxsize=8000)
def drawn_cells(
    emotion: str, intensity: int, severity: str, risks: tuple[str, ...], stage: str, language: str
) -> SafeString:
    marks = format_html_join(
        "",
        '<span title="{}"><svg class="icon" role="img" aria-label="{}"><use href="{}#risk-{}"/></svg></span>',
        ((label(risk, "risks"), label(risk, "risks"), static("sprite.svg"), risk) for risk in risks),
    )
    return format_html(
        '<td class="c-emotion">{}</td><td class="c-severity">{}</td><td class="c-risks">{}</td>'
        '<td class="c-stage"><span class="stage-cell">{}{}</span></td>',
        drawn_pill("emotion", emotion, "", "", "", intensity, False, language) if emotion else "",
        severity_cell(severity) if severity else "",
        format_html('<span class="risk-icons">{}</span>', marks) if risks else "",
        drawn_picture(f"stage-{stage}"),
        short_stage(stage),
    )


def severity_cell(severity: str) -> SafeString:
    name = label(severity, "severity")
    shape = '<span class="pill severity-{}" title="{}">{}<span class="long">{}</span></span>'
    return format_html(shape, severity, name, drawn_picture(f"severity-{severity}"), name)


@register.simple_tag
def pill(
    kind: str = "",
    value: str = "",
    *,
    text: str = "",
    tone: str = "",
    icon: str = "",
    intensity: int = 0,
    line: int = 0,
) -> SafeString:
    """A label as icon and word: `kind` and `value` for the closed words, else `tone`, `icon` and `text`."""
    return drawn_pill(
        kind, value or "", str(text), tone, icon, intensity or 0, bool(line), get_language() or ""
    )


# Nearly all are closed words, so each is put together once in each language.
@lru_cache(maxsize=4000)
def drawn_pill(
    kind: str, value: str, text: str, tone: str, icon: str, intensity: int, line: bool, language: str
) -> SafeString:
    look = "risk" if kind == "risk" else f"{kind}-{value}" if kind else f"tone-{tone}" if tone else ""
    picture = f"{kind}-{value}" if kind in PICTURED else icon
    words_of = "risks" if kind == "risk" else kind
    return format_html(
        '<span class="pill {}{}">{}{}{}</span>',
        look,
        " pill-line" if line else "",
        drawn_picture(picture) if picture else "",
        text or (label(value, words_of) if kind else ""),
        drawn_intensity(intensity) if intensity else "",
    )


def drawn_picture(name: str) -> SafeString:
    """What the tag `icon` draws, for a pill that is put together here."""
    shape = '<svg class="icon " aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    return format_html(shape, static("sprite.svg"), name)


def drawn_intensity(intensity: int) -> SafeString:
    says = f"{gettext('Intensity')} {intensity}/3"
    shape = '<span class="intensity" data-value="{}" title="{}" aria-label="{}" role="img"><i></i><i></i><i></i></span>'
    return format_html(shape, intensity, says, says)


@register.simple_tag
def all_words(field: str) -> list[tuple[str, str]]:
    """Every word of one closed list with its name, for the page of components."""
    return [(value, str(name)) for value, name in WORDS[field].items()]


@register.filter
def minutes_seconds(seconds: int) -> str:
    """75 → 1:15."""
    return f"{seconds // 60}:{seconds % 60:02}"


register.filter("file_kind", words.file_kind)
register.filter("for_reader", for_reader)


@register.filter
def moment(value: datetime | None) -> str:
    """Today as a time, this year without its year: a list needs no more."""
    if value is None:
        return ""
    local, today = timezone.localtime(value), timezone.localtime(clock.now())
    if local.date() == today.date():
        return local.strftime("%H:%M")
    return local.strftime("%m-%d %H:%M" if local.year == today.year else "%Y-%m-%d")


@register.filter
def until(start: datetime, end: datetime | None) -> str:
    """From when to when: an hour stands alone only beside another one of the same day."""
    if end is None:
        return f"{moment(start)} – {gettext('now')}"
    one, other = timezone.localtime(start), timezone.localtime(end)
    if one.date() == other.date():
        return f"{moment(start)} – {other:%H:%M}"
    years = "" if one.year == other.year else "%Y-"
    return f"{one:{years}%m-%d %H:%M} – {other:{years}%m-%d %H:%M}"


@register.filter
def last_day(value: datetime) -> str:
    """Until when something holds: a midnight is the end of the day before it, which is what was chosen."""
    local = timezone.localtime(value)
    if local.time() == time.min:
        return f"{local - timedelta(days=1):%Y-%m-%d}"
    return f"{local:%Y-%m-%d %H:%M}"


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else words.money_text(amount, currency)


@register.filter
def initial(name: str | None) -> str:
    """What stands in a person's round picture: the family name's character, or the first letter."""
    return (name or "?").strip()[:1].upper() or "?"


@register.filter
def percent(share: float | None) -> int:
    return round(100 * min(max(share or 0.0, 0.0), 1.0))
