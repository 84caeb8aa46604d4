from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from amends.foundation.kernel import jobs
from amends.foundation.kernel.jobs.worker import THREADS


class Command(BaseCommand):
    help = "Runs the jobs that changes asked for, until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=THREADS, help="how many jobs run at a time")
        parser.add_argument("--once", action="store_true", help="stop when no job is due")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def ask_to_stop(signum: int, frame: FrameType | None) -> None:
            stop.set()
            jobs.wake.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        jobs.work(stop, threads=max(1, options["threads"]), once=options["once"])
