from __future__ import annotations

from django.apps import AppConfig


class Wiring(AppConfig):
    """The wiring: settings, addresses, who reacts to what, and the commands that need to know everything."""

    name = "amends.config"
    label = "config"

    def ready(self) -> None:
        from amends.config import checks, reactions

        checks.register_all()
        reactions.connect()
