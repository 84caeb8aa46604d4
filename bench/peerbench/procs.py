"""CPU time and memory of process trees, read from /proc (Linux)."""

from __future__ import annotations

import os
import threading
import time

TICK = os.sysconf("SC_CLK_TCK")


def _stat(pid: int):
    with open(f"/proc/{pid}/stat", "rb") as f:
        s = f.read()
    rest = s[s.rindex(b")") + 2 :].split()
    return rest  # rest[1]=ppid, rest[11..14]=utime stime cutime cstime


def tree(roots: list[int]) -> list[int]:
    kids: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                kids.setdefault(int(_stat(int(name))[1]), []).append(int(name))
            except OSError:
                pass
    out, todo = [], [p for p in roots if os.path.exists(f"/proc/{p}")]
    while todo:
        p = todo.pop()
        if p not in out:
            out.append(p)
            todo += kids.get(p, [])
    return out


def cpu_seconds(roots: list[int]) -> float:
    """user+system seconds of the living tree plus of the children it has already reaped"""
    t = 0
    for p in tree(roots):
        try:
            s = _stat(p)
            t += sum(int(x) for x in s[11:15])
        except OSError:
            pass
    return t / TICK


def memory_mb(roots: list[int]) -> dict:
    pss = rss = n = 0
    for p in tree(roots):
        try:
            with open(f"/proc/{p}/smaps_rollup") as f:
                d = {ln.split(":")[0]: int(ln.split()[1]) for ln in f if ln.endswith("kB\n")}
            pss += d.get("Pss", 0)
            rss += d.get("Rss", 0)
            n += 1
        except OSError:
            pass
    return {"pss_mb": round(pss / 1024, 1), "rss_mb": round(rss / 1024, 1), "procs": n}


class PeakMemory(threading.Thread):
    """Samples PSS of a process tree every `every` seconds until stopped."""

    def __init__(self, roots, every=0.7):
        super().__init__(daemon=True)
        self.roots, self.every, self.peak, self._halt = (
            roots,
            every,
            {"pss_mb": 0, "rss_mb": 0, "procs": 0},
            threading.Event(),
        )

    def run(self):
        while not self._halt.wait(self.every):
            m = memory_mb(self.roots)
            if m["pss_mb"] > self.peak["pss_mb"]:
                self.peak = m

    def stop(self) -> dict:
        self._halt.set()
        self.join()
        m = memory_mb(self.roots)
        return max(self.peak, m, key=lambda x: x["pss_mb"])


def machine_busy() -> float:
    """core-seconds this machine has spent not idle since boot"""
    with open("/proc/stat") as f:
        v = [int(x) for x in f.readline().split()[1:9]]
    return (sum(v) - v[3] - v[4]) / TICK


def wait_idle(limit=0.25, timeout=4.0):
    """Wait a little for other work on this machine to fall below `limit` cores; returns what was seen last."""
    t0 = time.time()
    while True:
        a = machine_busy()
        time.sleep(1)
        busy = machine_busy() - a
        if busy < limit or time.time() - t0 > timeout:
            return round(busy, 2)


def renice(roots: list[int], nice: int) -> None:
    """Gives a whole process tree a priority (root only for negative values); later children inherit it.
    Where the kernel groups tasks by session (sched_autogroup) the group's own nice value is what counts."""
    for p in tree(roots):
        try:
            with open(f"/proc/{p}/autogroup", "w") as f:
                f.write(str(nice))
        except OSError:
            pass
        for tid in os.listdir(f"/proc/{p}/task"):
            try:
                os.setpriority(os.PRIO_PROCESS, int(tid), nice)
            except OSError:
                pass


def realtime(roots: list[int], on: bool = True) -> bool:
    """SCHED_RR for a process tree, so that its wake-ups preempt other work on a shared machine (root only).
    A page of 80 SQL round trips has 160 wake-ups; with plain `nice` each may wait a time slice of the others."""
    ok = True
    for p in tree(roots):
        try:
            for tid in os.listdir(f"/proc/{p}/task"):
                os.sched_setscheduler(
                    int(tid), os.SCHED_RR if on else os.SCHED_OTHER, os.sched_param(1 if on else 0)
                )
        except OSError:
            ok = False
    return ok
