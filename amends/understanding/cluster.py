"""The stream of `amends read` over a Ray cluster, for archives that outgrow one machine.

Ray is optional (`amends[ray]`) and known to this file only. Each machine of the cluster needs the same Amends installed.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from amends.understanding.stream import Line, in_order, read_lines, unread

PORTIONS_FOR_EACH_CPU: Final = 3
_RETRIES: Final = 3
_STORE_BYTES: Final = 200 * 2**20
_SECONDS_TO_ANSWER: Final = 5.0


class NoCluster(Exception):
    """Ray is not there; `code` says why: `not_installed` or `not_reached`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_over_cluster(
    lines: Iterable[bytes], *, lang: str, address: str | None = None, cpus: int | None = None
) -> Iterator[Line]:
    """The answers to all lines in their order, read on a given cluster or on one that is started here for it.

    Only a few portions for each CPU are under way at a time. What was read by a process that dies is read again.
    """
    where = address or os.environ.get("RAY_ADDRESS") or None
    with _connected(where, cpus) as ray:
        task = ray.remote(max_retries=_RETRIES)(read_lines)
        most = PORTIONS_FOR_EACH_CPU * max(1, int(ray.cluster_resources().get("CPU", 1)))
        yield from in_order(lambda portion: _answers(ray, task, portion, lang), lines, most)


def _answers(ray: Any, task: Any, portion: list[bytes], lang: str) -> Callable[[], list[Line]]:
    under_way = task.remote(portion, lang)

    def wait() -> list[Line]:
        try:
            return list(ray.get(under_way))
        except ray.exceptions.RayError:
            return [_alone(ray, task, line, lang) for line in portion]

    return wait


def _alone(ray: Any, task: Any, line: bytes, lang: str) -> Line:
    """A line out of a portion that could not be read, so that only the one that is to blame fails."""
    try:
        answer: Line = ray.get(task.remote([line], lang))[0]
    except ray.exceptions.RayError:
        return unread(line, lang)
    return answer


@contextmanager
def _connected(where: str | None, cpus: int | None) -> Iterator[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if where is None:
        # Ray reads this when it is imported: with it, every part of a cluster on one machine listens on 127.0.0.1 only.
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    try:
        import ray
    except ImportError as missing:
        raise NoCluster("not_installed") from missing
    if where is not None and not asyncio.run(_answers_at(where)):
        raise NoCluster("not_reached")
    with tempfile.TemporaryDirectory(prefix="amends-ray-", ignore_cleanup_errors=True) as folder:
        here: dict[str, Any] = {
            "address": "local",
            "num_cpus": cpus or os.cpu_count(),
            "object_store_memory": _STORE_BYTES,
            "include_dashboard": False,
            "_temp_dir": folder,
        }
        try:
            ray.init(
                **({"address": where} if where else here), log_to_driver=False, logging_level=logging.ERROR
            )
        except (ConnectionError, RuntimeError, ValueError) as failed:
            raise NoCluster("not_reached") from failed
        try:
            yield ray
        finally:
            ray.shutdown()


async def _answers_at(address: str) -> bool:
    """Whether somebody listens there: Ray itself would end this process if nobody does."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not port.isdigit():
        return True
    try:
        async with asyncio.timeout(_SECONDS_TO_ANSWER):
            _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
    except (OSError, ValueError):
        return False
    writer.close()
    return True
