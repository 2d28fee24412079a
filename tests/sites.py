"""A small site on this machine that notes what is asked of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """Where it listens, what it shows, and the paths that were asked for."""

    port: int = 0
    page: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Asked]:
    """Serve one page at every path while the block runs."""
    told = Asked()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(told.page.encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()
