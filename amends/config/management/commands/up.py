from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from amends.config.demonstration import company
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

SHOWN_ROLES = (
    "handler",
    "lead",
    "quality",
    "legal",
    "manager",
    "trainer",
    "administrator",
    "warehouse",
    "finance",
)
PATIENCE_SECONDS = 15
# A busy or small machine takes its time to start; a process that ended is noticed at once.
BETWEEN_SECONDS = 0.1


class Command(BaseCommand):
    help = "Starts web server and worker together, and says where and how to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first set up, and load the demonstration if nothing is there",
        )

    requires_system_checks = []  # noqa: RUF012 - as the base class has it; both processes check for themselves

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_free(options["host"], int(options["port"]))
        if options["prepare"]:
            # Here rather than by commands of their own: each would load the whole house again.
            call_command("setup")
            call_command("demo", if_empty=True, stdout=self.stdout)
        if company.works_here():
            for name, words in company.letterhead().items():
                os.environ.setdefault(name, words)
        address = f"http://{options['host']}:{options['port']}"
        amends = [sys.executable, "-m", "amends"]
        serve = [*amends, "serve", "--host", options["host"], "--port", options["port"]]
        processes = [start(serve), start([*amends, "work"])]
        for one in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, lambda *_: sys.exit(0))
        try:
            if not answers(f"{address}/healthz", processes):
                raise SystemExit(f"Nothing answers at {address}; see the lines above.")
            self.stdout.write(welcome(address))
            self.stdout.flush()
            connections.close_all()
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            raise SystemExit("A part of Amends has stopped; see the lines above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            # `make` passes on the signal that everybody in its group has had already; a second one must not cut this short.
            for one in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(one, signal.SIG_IGN)
            stop(processes)


def ensure_free(host: str, port: int) -> None:
    """The server shares its port with others of its kind, so a second house there would not be noticed."""
    with socket.socket() as probe:
        # Connections that the house before this one closed linger for a minute; only a listener is in the way.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise SystemExit(
                f"Port {port} is in use. Stop what runs there, or choose another: make run PORT=8010"
            ) from None


def answers(url: str, processes: list[subprocess.Popen[bytes]]) -> bool:
    """Waits until the address answers, as long as everything that was started runs."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while all(process.poll() is None for process in processes):
        try:
            opener.open(url, timeout=5)
            return True
        except OSError:
            time.sleep(BETWEEN_SECONDS)
    return False


def welcome(address: str) -> str:
    names = dict(Member.objects.filter(username__in=SHOWN_ROLES).values_list("username", "display_name"))
    rows = [f"    {role:<15}{Role(role).label}  {names[role]}" for role in SHOWN_ROLES if role in names]
    lines = [
        "",
        "  Amends 修好 is running.",
        f"    For customers  顾客入口   {address}/",
        f"    For staff      工作台     {address}/desk/",
        "",
    ]
    if rows:
        lines += ["  Demonstration sign-ins 演示账号 (password 密码: Amends-2026!)", *rows, ""]
    return "\n".join([*lines, "  Stop with Ctrl+C 按 Ctrl+C 停止", ""])


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Each in a group of its own: Ctrl+C reaches this process only, which then asks each of them once."""
    return subprocess.Popen(command, process_group=0)  # noqa: S603 - our own commands


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            # With all that it started, or its own children would go on alone.
            os.killpg(process.pid, signal.SIGKILL)
