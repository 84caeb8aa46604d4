"""What every page needs to know about the interface itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from amends.doors.desk.access import where_to_go_on
from amends.foundation.kernel.languages import interface_language


def interface(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in {"light", "dark"} else "",
        "html_language": interface_language(),
        "page_address": where_to_go_on(request),
        "public_phone": settings.AMENDS_PUBLIC_PHONE,
    }
