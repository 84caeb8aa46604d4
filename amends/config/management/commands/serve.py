from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Serves the pages. Any number of processes may run, here or on other machines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument("--workers", default="1", help="processes")
        parser.add_argument("--threads", default="4", help="threads in each process")

    def handle(self, *args: Any, **options: Any) -> None:
        os.execv(  # noqa: S606 - becomes the web server
            sys.executable,
            [sys.executable, "-m", "granian", *granian(options), "amends.config.wsgi:application"],
        )


def granian(options: dict[str, Any]) -> list[str]:
    return [
        *("--interface", "wsgi"),
        *("--host", str(options["host"])),
        *("--port", str(options["port"])),
        *("--workers", str(options["workers"])),
        *("--blocking-threads", str(options["threads"])),
        *("--backpressure", "256"),
        *("--log-level", "warning"),
        # A process told to stop twice may wait for itself; after this time it is ended.
        *("--workers-kill-timeout", "5"),
        "--no-ws",
    ]
