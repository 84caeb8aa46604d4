"""How far a criterion was done, as a pill."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amends.doors.desk.queries.review_words import step_name, step_tone
from amends.doors.desk.templatetags.desk_words import pill

register = template.Library()


@register.simple_tag
def step(points: int | None) -> SafeString:
    if points is None:
        return format_html('<span class="quiet">{}</span>', step_name(None))
    tone, icon = step_tone(points)
    return pill(tone=tone, icon=icon, text=step_name(points))
