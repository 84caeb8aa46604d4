"""Closed-loop load generator: N workers, one logged-in httpx client each."""

from __future__ import annotations

import asyncio
import os
import random
import time

import httpx

from . import procs


class Failed(Exception):
    pass


def expect(r: httpx.Response, status: int | tuple = 200, has: str | bytes | None = None) -> httpx.Response:
    ok = r.status_code in (status if isinstance(status, tuple) else (status,))
    if not ok:
        raise Failed(f"{r.request.method} {r.request.url} -> {r.status_code}: {r.text[:300]!r}")
    if has is not None:
        needle = has.encode() if isinstance(has, str) else has
        if needle not in r.content:
            raise Failed(
                f"{r.request.url}: {has!r} not in the answer ({len(r.content)} bytes): {r.text[:300]!r}"
            )
    return r


def pct(sorted_v: list[float], p: float) -> float:
    if not sorted_v:
        return float("nan")
    k = (len(sorted_v) - 1) * p / 100
    lo = int(k)
    hi = min(lo + 1, len(sorted_v) - 1)
    return sorted_v[lo] + (sorted_v[hi] - sorted_v[lo]) * (k - lo)


def new_client(system) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=system.base_url,
        timeout=httpx.Timeout(system.timeout),
        follow_redirects=False,
        trust_env=False,
        limits=httpx.Limits(max_connections=4, max_keepalive_connections=4),
        headers=system.headers,
    )


async def login_all(system, n: int) -> list[httpx.AsyncClient]:
    cs = []
    for i in range(n):
        c = new_client(system)
        await system.login(c, i)
        cs.append(c)
    return cs


async def drive(
    system,
    scenario,
    clients,
    *,
    seconds: float,
    max_req: int | None = None,
    min_req: int = 3,
    hard_s: float = 90.0,
    warm: int = 1,
    seed: int = 1,
    warm_s: float = 12.0,
) -> dict:
    """Runs `scenario.fn(system, client, rng)` in a closed loop on every client and returns the figures."""
    lat: list[float] = []
    nbytes = 0
    errors: list[str] = []
    rngs = [random.Random(seed * 1000 + i) for i in range(len(clients))]

    async def warmer(c, r):
        t = time.perf_counter()
        for _ in range(warm):
            try:
                await scenario.fn(system, c, r)
            except (Failed, httpx.HTTPError) as e:
                errors.append(f"warm: {type(e).__name__} {e}"[:400])
            if time.perf_counter() - t > warm_s:
                break

    if warm:
        await asyncio.gather(*(warmer(c, r) for c, r in zip(clients, rngs)))
    if len(errors) >= len(clients) * max(warm, 1):
        return {"n": 0, "errors": len(errors), "error": errors[0], "concurrency": len(clients)}
    errors.clear()
    before = system.cpu()
    me, all0 = os.times(), procs.machine_busy()
    t0 = time.perf_counter()
    soft, hard = t0 + seconds, t0 + hard_s

    async def worker(c, r):
        nonlocal nbytes
        while True:
            now = time.perf_counter()
            if (
                now >= hard
                or (now >= soft and len(lat) >= min_req)
                or (max_req and len(lat) >= max_req)
                or len(errors) > 20
            ):
                return
            t = time.perf_counter()
            try:
                got = await scenario.fn(system, c, r)
                nbytes += got or 0
                lat.append(time.perf_counter() - t)
            except (Failed, httpx.HTTPError) as e:
                errors.append(f"{type(e).__name__} {e}"[:400])

    await asyncio.gather(*(worker(c, r) for c, r in zip(clients, rngs)))
    wall = time.perf_counter() - t0
    me2, all1 = os.times(), procs.machine_busy()
    after = system.cpu()
    lat.sort()
    n = len(lat)
    ours = (
        after["app"]
        - before["app"]
        + after["db"]
        - before["db"]
        + me2.user
        + me2.system
        - me.user
        - me.system
    )
    out = {
        "concurrency": len(clients),
        "n": n,
        "errors": len(errors),
        "wall_s": round(wall, 2),
        "other_cores": round(max(0.0, all1 - all0 - ours) / wall, 2),
    }  # CPU that processes outside the test took meanwhile
    if errors:
        out["error"] = errors[0]
    if n:
        out |= {
            "rps": round(n / wall, 2),
            "p50_ms": round(pct(lat, 50) * 1e3, 2),
            "p95_ms": round(pct(lat, 95) * 1e3, 2),
            "p99_ms": round(pct(lat, 99) * 1e3, 2),
            "max_ms": round(lat[-1] * 1e3, 2),
            "mean_ms": round(sum(lat) / n * 1e3, 2),
            "kb": round(nbytes / n / 1024, 1),
            "app_cpu_ms": round((after["app"] - before["app"]) / n * 1e3, 2),
            "db_cpu_ms": round((after["db"] - before["db"]) / n * 1e3, 2),
            "client_cpu_ms": round((me2.user + me2.system - me.user - me.system) / n * 1e3, 2),
        }
    return out
