from __future__ import annotations

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from amends.casework.knowledge.actions.loading import set_up_clauses
from amends.foundation.calendars.actions import set_up_mainland
from amends.foundation.organisation.queries import house_member, portal_member


class Command(BaseCommand):
    help = "Prepares an installation: secret key, database, static files. May be run again at any time."
    requires_system_checks = []  # noqa: RUF012 - as the base class has it

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        write_secret_key()
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        call_command("createcachetable", verbosity=0)
        set_up_mainland(by=house_member())
        portal_member()
        set_up_clauses(by=house_member())
        call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)


def write_secret_key() -> None:
    """Makes a secret key for this installation, readable by its owner only, if there is none."""
    if settings.SECRET_KEY_LENGTH:
        return
    key = secrets.token_urlsafe(48)
    with open(os.open(settings.SECRET_KEY_PATH, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
    settings.SECRET_KEY = key
