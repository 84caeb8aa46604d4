"""The bell in the frame of the desk: how much is new for who looks at the page."""

from __future__ import annotations

from django import template
from django.http import HttpRequest

from amends.doors.desk.queries.notices import unseen_count

register = template.Library()


@register.simple_tag(takes_context=True)
def bell_count(context: template.Context) -> str:
    request: HttpRequest = context["request"]
    return unseen_count(request.user) if request.user.is_authenticated else ""
