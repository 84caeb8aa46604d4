"""A chat service on 127.0.0.1 that answers as a test wants it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Service:
    """`content` is what the model says; `status`, `headers`, `pause` and `body` are how the server behaves."""

    def __init__(self) -> None:
        self.content: str = "{}"
        self.status = 200
        self.headers: dict[str, str] = {}
        self.pause = 0.0
        self.body: bytes | None = None
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.address = ""

    def say(self, **answer: Any) -> None:
        self.content = json.dumps(answer, ensure_ascii=False)

    @property
    def sent(self) -> str:
        """Everything that left the house, as one string."""
        return json.dumps(self.asked, ensure_ascii=False)


@contextmanager
def running() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            service.keys.append(self.headers["Authorization"])
            threading.Event().wait(service.pause)
            choices = {"choices": [{"message": {"role": "assistant", "content": service.content}}]}
            body = service.body if service.body is not None else json.dumps(choices).encode()
            self.send_response(service.status)
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
