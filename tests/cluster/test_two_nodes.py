"""`amends read --engine ray`: the same answers in the same order, on two nodes, also when a process is killed meanwhile."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amends.understanding.stream import read_stream

LINES = [
    json.dumps({"id": number, "text": f"等了{number}个小时还没送到，要求退款！"}).encode() + b"\n"
    for number in range(5_000)
]
LINES[700] = b"not json\n"
COMMAND = [sys.executable, "-m", "amends.cli", "read", "--jsonl", "--engine", "ray"]
# Ray leaves sockets and log files of its own to the collector.
pytestmark = [pytest.mark.ray, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def two_nodes() -> Iterator[Any]:
    """Two nodes of one CPU each, all of them on 127.0.0.1."""
    os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    node: dict[str, Any] = {
        "num_cpus": 1,
        "include_dashboard": False,
        "object_store_memory": 100 * 2**20,
    }
    cluster = Cluster(initialize_head=True, head_node_args=node)
    cluster.add_node(**node)
    yield cluster
    cluster.shutdown()


def _parents() -> dict[int, int]:
    """Each process of this machine and the one that started it."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found[int(folder.name)] = int((folder / "stat").read_text().rpartition(") ")[2].split()[1])
        except OSError:
            continue
    return found


def _descendants(pid: int) -> set[int]:
    parents, family = _parents(), {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _listening(pids: set[int]) -> list[str]:
    lines = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line.split()[3] for line in lines if any(f"pid={pid}," in line for pid in pids)]


def _readers(cluster: Any) -> list[int]:
    """The processes of the cluster that read."""
    raylets = {info.process.pid for node in cluster.list_all_nodes() for info in node.all_processes["raylet"]}
    return [
        pid
        for pid, parent in _parents().items()
        if parent in raylets and Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"ray::read_lines")
    ]


def test_a_killed_process_loses_nothing_and_the_order_stays(two_nodes: Any) -> None:
    from amends.understanding.cluster import read_over_cluster

    answers, killed = [], 0
    for answer in read_over_cluster(LINES, lang="en", address=two_nodes.address):
        answers.append(answer)
        if not killed and len(answers) > 300 and (readers := _readers(two_nodes)):
            os.kill(readers[0], signal.SIGKILL)
            killed = readers[0]
    assert killed
    assert answers == list(read_stream(LINES, lang="en"))


def test_only_a_few_portions_are_under_way(two_nodes: Any) -> None:
    from amends.understanding.cluster import PORTIONS_FOR_EACH_CPU, read_over_cluster
    from amends.understanding.stream import LINES_AT_ONCE

    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield LINES[0]

    answers = read_over_cluster(endless(), lang="en", address=two_nodes.address)
    for _ in range(1000):
        next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert taken <= 1000 + (2 * PORTIONS_FOR_EACH_CPU + 1) * LINES_AT_ONCE


def test_both_nodes_are_there(two_nodes: Any) -> None:
    import ray

    ray.init(address=two_nodes.address, log_to_driver=False, logging_level="error")
    try:
        assert [node["Resources"]["CPU"] for node in ray.nodes()] == [1, 1]
    finally:
        ray.shutdown()


def test_the_command_takes_its_address(two_nodes: Any) -> None:
    done = subprocess.run(
        [*COMMAND, "--lang", "en", "--address", two_nodes.address],
        input=b"".join(LINES[:300]),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines() == [
        answer.json for answer in read_stream(LINES[:300], lang="en")
    ]


def test_a_cluster_that_does_not_answer_is_said_so() -> None:
    done = subprocess.run(
        [*COMMAND, "--lang", "en", "--address", "127.0.0.1:9"], input=LINES[0], capture_output=True
    )
    assert done.returncode == 2
    assert b"RAY_ADDRESS" in done.stderr


def test_a_cluster_of_its_own_listens_on_this_machine_only() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    with subprocess.Popen(
        [*COMMAND, "--workers", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as reading:
        assert reading.stdin is not None
        assert reading.stdout is not None
        # More portions than may be under way, so that the first answers come while the cluster runs.
        reading.stdin.write(b"".join(LINES[:600]))
        reading.stdin.flush()
        first = json.loads(reading.stdout.readline())
        addresses = _listening(_descendants(reading.pid))
        reading.stdin.close()
        others = reading.stdout.read().splitlines()
    assert (first["id"], len(others), reading.returncode) == (0, 599, 0)
    assert addresses
    assert {address.rpartition(":")[0] for address in addresses} <= {
        "127.0.0.1",
        "[::ffff:127.0.0.1]",
    }
