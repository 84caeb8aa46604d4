"""What the machine and the load generator can do at the moment: the figures that others are held against."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Callable

from . import loadgen

BODY = b"x" * 20_000
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY


class Constant(asyncio.Protocol):
    """Answers every request with the same 20 kB."""

    def connection_made(self, transport):
        self.transport, self.seen = transport, b""

    def data_received(self, data):
        self.seen += data
        if self.seen.endswith(b"\r\n\r\n"):
            self.seen = b""
            self.transport.write(ANSWER)


def serve(queue) -> None:
    async def forever():
        server = await asyncio.get_running_loop().create_server(Constant, "127.0.0.1", 0)
        queue.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


class Alone:
    """A system that does nothing, so that only the generator costs anything."""

    timeout, headers = 10, {}

    def __init__(self, port: int):
        self.base_url = f"http://127.0.0.1:{port}"

    def cpu(self):
        return {"app": 0.0, "db": 0.0}

    async def login(self, client, i):
        pass


class Get:
    async def fn(self, system, client, rng):
        return len(loadgen.expect(await client.get("/")).content)


async def generator_alone(clients: int, seconds: float) -> dict:
    """The generator against a constant answer from a bare server in a process of its own."""
    queue: multiprocessing.Queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=serve, args=(queue,), daemon=True)
    process.start()
    system = Alone(queue.get(timeout=10))
    connected = await loadgen.login_all(system, clients)
    try:
        return await loadgen.drive(system, Get(), connected, seconds=seconds)
    finally:
        for client in connected:
            await client.aclose()
        process.terminate()


def median_ms(act: Callable[[], object], times: int = 200) -> float:
    """The median duration of something done again and again, in milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return round(sorted(took)[times // 2] * 1e3, 3)
