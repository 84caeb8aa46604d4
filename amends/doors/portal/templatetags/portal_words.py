"""How the portal tells customers days and times: the way one says them, not the way a log writes them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day_time(value: datetime | None) -> str:
    """11月27日 14:05 or November 27, 14:05."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


@register.filter
def day(value: date | None) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return date_format(value, "MONTH_DAY_FORMAT") if value else ""
