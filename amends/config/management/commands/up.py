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

from django.core.management.base import BaseCommand

from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

SHOWN_ROLES = ("handler", "lead", "quality", "legal", "manager", "trainer", "administrator")


class Command(BaseCommand):
    help = "Starts web server and worker together, and says where and how to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_free(options["host"], int(options["port"]))
        address = f"http://{options['host']}:{options['port']}"
        amends = [sys.executable, "-m", "amends"]
        serve = [*amends, "serve", "--host", options["host"], "--port", options["port"]]
        processes = [subprocess.Popen(serve), subprocess.Popen([*amends, "work"])]  # noqa: S603 - our own commands
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            if not answers(f"{address}/healthz", processes):
                raise SystemExit(f"Nothing answers at {address}; see the lines above.")
            self.stdout.write(welcome(address))
            self.stdout.flush()
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            raise SystemExit("A part of Amends has stopped; see the lines above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            stop(processes)


def ensure_free(host: str, port: int) -> None:
    """The server shares its port with others of its kind, so a second house there would not be noticed."""
    with socket.socket() as probe:
        try:
            probe.bind((host, port))
        except OSError:
            raise SystemExit(
                f"Port {port} is in use. Stop what runs there, or choose another: make run PORT=8010"
            ) from None


def answers(url: str, processes: list[subprocess.Popen[bytes]]) -> bool:
    """Waits until the address answers, as long as everything that was started runs."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _try in range(300):
        if any(process.poll() is not None for process in processes):
            return False
        try:
            opener.open(url, timeout=5)
            return True
        except OSError:
            time.sleep(0.1)
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


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
