"""How the operating commands speak: in the terminal's language, with a bar where there is somebody to see it."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation


class TerminalCommand(BaseCommand):
    """A command that speaks the language of the person at the terminal."""

    requires_system_checks = []  # noqa: RUF012 - as the base class has it

    def execute(self, *args: Any, **options: Any) -> str | None:
        with translation.override(terminal_language()):
            return super().execute(*args, **options)


def terminal_language() -> str:
    """The language the terminal is set to, or the installation's own if it is set to none of ours."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((one for one in names if one), "").lower().replace("-", "_")
    if name.startswith(("zh_tw", "zh_hk", "zh_mo", "zh_hant")):
        return "zh-hant"
    if name.startswith("zh"):
        return "zh-hans"
    return "en" if name.startswith("en") else settings.LANGUAGE_CODE


def readable(size: int) -> str:
    """A number of bytes as people say it."""
    amount = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
