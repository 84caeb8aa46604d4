"""How the desk's pages say labels, moments and time that is left."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.casework.cases.choices import Channel, Outcome, Stage
from amends.casework.readings.choices import MULTIPLE, SINGLE
from amends.foundation.kernel import clock

register = template.Library()

WORDS = {field: dict(choices.choices) for field, choices in {**SINGLE, **MULTIPLE}.items()} | {
    "stage": dict(Stage.choices),
    "channel": dict(Channel.choices),
    "outcome": dict(Outcome.choices),
}
# In a list's narrow column a stage is one word.
SHORT_STAGES = {
    Stage.LISTEN: gettext_lazy("Listen"),
    Stage.CONFIRM: gettext_lazy("Confirm"),
    Stage.INVESTIGATE: gettext_lazy("Investigate"),
    Stage.PROPOSE: gettext_lazy("Propose"),
    Stage.CARRY_OUT: gettext_lazy("Carry out"),
    Stage.REVIEW: gettext_lazy("Review"),
}


@register.filter
def label(value: str | None, field: str) -> str:
    """The name on screen of one of the closed words, e.g. `case.emotion|label:"emotion"`."""
    return str(WORDS[field].get(value or "", value or ""))


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
    """The time until, or since, a deadline in its two largest units."""
    if due_at is None:
        return ""
    seconds = (due_at - clock.now()).total_seconds()
    text = span(abs(seconds))
    return (_("{time} left") if seconds >= 0 else _("{time} overdue")).format(time=text)


def span(seconds: float) -> str:
    minutes = int(seconds // 60)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes % 60)
    return _("{minutes} min").format(minutes=minutes)


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
def initial(name: str | None) -> str:
    """What stands in a person's round picture: the family name's character, or the first letter."""
    return (name or "?").strip()[:1].upper() or "?"


@register.filter
def percent(share: float | None) -> int:
    return round(100 * min(max(share or 0.0, 0.0), 1.0))
