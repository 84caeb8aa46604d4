"""How the portal tells customers days and times: the way one says them, not the way a log writes them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()


@register.filter
def day_time(value: datetime | None) -> str:
    """11月27日 14:05 or November 27, 14:05."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local)} {local:%H:%M}"


@register.filter
def day(value: date | None) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    # Chinese says 2月3日; Django's own format would write 02月03日.
    chinese = (get_language() or "").startswith("zh")
    return date_format(value, "n月j日" if chinese else "MONTH_DAY_FORMAT") if value else ""
