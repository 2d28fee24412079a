"""Whose pages do visitors look at? Sites of other hosts, which serve what a test gives them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HTML, SCRIPT, STYLE = "text/html; charset=utf-8", "text/javascript; charset=utf-8", "text/css"
_KINDS = {".html": HTML, ".js": SCRIPT, ".css": STYLE, ".svg": "image/svg+xml"}


@dataclass
class Site:
    """Pages by their path; `policy` is what they may load, as a content security policy."""

    port: int
    policy: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def url(self, path: str = "/", host: str = "www.site.test") -> str:
        """Return the address of a page, on one of the hosts that the browser finds here."""
        return f"http://{host}:{self.port}{path}"

    def add(self, path: str, text: str | bytes, kind: str = HTML) -> None:
        """Serve `text` at `path`."""
        self.pages[path] = (kind, text.encode() if isinstance(text, str) else text)

    def add_folder(self, folder: Path, at: str) -> None:
        """Serve the files of a folder under `at`; its `index.html` stands for the folder."""
        for file in folder.rglob("*"):
            if file.suffix in _KINDS:
                name = str(file.relative_to(folder)).removesuffix("index.html")
                self.add(at + name, file.read_bytes(), _KINDS[file.suffix])


@contextmanager
def serving() -> Iterator[Site]:
    """Serve a site, empty at first, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.pages.get(self.path.partition("?")[0])
            kind, body = found or (HTML, b"nothing here")
            self.send_response(200 if found else 404)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            if site.policy:
                self.send_header("content-security-policy", site.policy)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    site.add("/favicon.ico", b"", "image/x-icon")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
