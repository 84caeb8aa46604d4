"""What the jobs of these tests do; named by dotted path, as every job is."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from amends.foundation.kernel import clock, events, jobs
from amends.foundation.kernel.periodic import periodic

HERE = __name__
heard: list[object] = []


@dataclass(frozen=True)
class Rang(events.Event):
    number: int
    at: datetime
    amounts: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Echoed(events.Event):
    number: int


def hear(event: Rang) -> None:
    heard.append(event)


def hear_too(event: Rang) -> None:
    heard.append(("too", event.number))


def echo(event: Echoed) -> None:
    heard.append(event.number)
    events.publish(Echoed(event.number + 1))


def note(word: str, **more: object) -> None:
    heard.append((word, more) if more else word)


@jobs.nobody_waits
def tidy(word: str) -> None:
    heard.append(f"tidied {word}")


def fail(word: str = "no") -> None:
    heard.append("failed")
    raise ValueError(f"it does not work: {word}")


def fail_once(word: str) -> None:
    heard.append(word)
    if heard.count(word) == 1:
        raise ValueError("not yet")


def follow(count: int) -> None:
    heard.append(count)
    if count:
        jobs.enqueue(f"{HERE}.follow", {"count": count - 1})


def wait_for(count: int) -> None:
    """Asks for itself once a second until it has waited often enough."""
    heard.append(count)
    if count:
        jobs.enqueue(f"{HERE}.wait_for", {"count": count - 1}, run_at=clock.now() + timedelta(seconds=1))


def write_line(path: str, line: str, pause: float = 0.0) -> None:
    """Appends one line; a single small write in append mode is not torn apart by other processes."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    time.sleep(pause)


def die(path: str) -> None:
    """Kills its own process the hard way the first time it runs, as a power cut would."""
    first = not Path(path).exists()
    write_line(path, "ran")
    if first:
        os.kill(os.getpid(), signal.SIGKILL)


def always_die(path: str) -> None:
    write_line(path, "ran")
    os.kill(os.getpid(), signal.SIGKILL)


@periodic(every=timedelta(minutes=5))
def tick() -> None:
    heard.append("tick")


def unmarked() -> None:
    heard.append("unmarked")
