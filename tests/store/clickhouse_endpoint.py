"""A ClickHouse server for tests: its HTTP interface in front of the engine in process.

`python clickhouse_endpoint.py FOLDER [PORT]` prints the port it listens on (loopback alone) and
serves until its standard input ends. It speaks what an unmodified driver needs: the statement in
the body or the URL, bound parameters, settings, compressed and chunked bodies, summaries, error
codes with their HTTP status, and Basic sign-in as `bellrock` with the password `sesame`.
"""

import gzip
import json
import re
import sys
import tempfile
import threading
import zlib
from base64 import b64encode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import chdb
import lz4.frame
import zstandard

SIGN_IN = "Basic " + b64encode(b"bellrock:sesame").decode()
TRANSPORT = {
    "buffer_size", "client_protocol_version", "compress", "database", "decompress",
    "enable_http_compression", "http_headers_progress_interval_ms", "query", "query_id",
    "quota_key", "role", "send_progress_in_http_headers", "session_check", "session_id",
    "session_timeout", "wait_end_of_query",
}  # fmt: skip
INSERT = re.compile(rb"\s*(insert\s+into\s[^\n]+?)\s+format\s+(\w+)\s*(?:\n|$)", re.IGNORECASE)
STATUS = {60: 404, 81: 404, 47: 400, 62: 400, 159: 408, 241: 500, 516: 403}
FOLDER = ""


@dataclass
class Ask:
    """One request, read: a statement, what it binds, and the rows that follow it."""

    statement: bytes
    database: str
    bound: dict[str, str]
    settings: dict[str, str]
    rows: bytes = b""
    format: str = ""
    into: bytes = field(default=b"", repr=False)

    @classmethod
    def read(cls, params: dict[str, str], body: bytes) -> "Ask":
        query = params.get("query", "").encode()
        ask = cls(
            query or body,
            params.get("database", "default"),
            {k[6:]: v for k, v in params.items() if k.startswith("param_")},
            {k: v for k, v in params.items() if k not in TRANSPORT and k[:6] != "param_"},
        )
        if found := INSERT.match(ask.statement):
            ask.into, ask.format = found.group(1), found.group(2).decode()
            ask.rows = body if query else body[found.end() :]
        return ask

    def run(self) -> Any:
        """Run it on a connection of its own, so that its settings stay its own."""
        connection = chdb.connect(FOLDER)
        try:
            connection.query(f"use `{self.database}`")
            if self.settings:
                pairs = (f"{k} = {_quoted(v)}" for k, v in self.settings.items())
                connection.query(f"set {', '.join(pairs)}")
            if not self.into:
                return connection.query(self.statement, "TabSeparated", params=self.bound)
            with tempfile.NamedTemporaryFile() as file:
                file.write(self.rows)
                file.flush()
                infile = f" from infile {_quoted(file.name)} format {self.format}"
                return connection.query(self.into + infile.encode(), "TabSeparated")
        finally:
            connection.close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer_query() if urlsplit(self.path).path != "/ping" else self._send(200, b"Ok.\n")

    def do_POST(self) -> None:
        self._answer_query()

    def log_message(self, *_: object) -> None:
        pass

    def _answer_query(self) -> None:
        body = self._body()
        if self.headers.get("Authorization") != SIGN_IN:
            self._fail(516, "Code: 516. DB::Exception: Authentication failed. (REQUIRED_PASSWORD)")
            return
        params = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        ask = Ask.read(params, body)
        try:
            result = ask.run()
        except Exception as error:
            self._fail(*_meaning(error))
            return
        rows, read = str(result.rows_read()), str(result.bytes_read())
        summary = {"read_rows": rows, "read_bytes": read}
        if ask.into:
            summary |= {"written_rows": rows, "written_bytes": read}
        headers = {"X-ClickHouse-Summary": json.dumps(summary), "X-ClickHouse-Timezone": "UTC"}
        if re.match(
            rb"\s*(/\*.*?\*/\s*)?(select|with|show|describe|exists)\b", ask.statement, re.I
        ):
            headers["X-ClickHouse-Format"] = "TabSeparated"
        self._send(200, result.bytes() or b"", headers, squeeze=params)

    def _fail(self, code: int, text: str) -> None:
        headers = {"X-ClickHouse-Exception-Code": str(code)}
        self._send(STATUS.get(code, 500), text.encode(), headers)

    def _send(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        squeeze: dict[str, str] | None = None,
    ) -> None:
        headers = dict(headers or {})
        wanted = self.headers.get("Accept-Encoding", "")
        if squeeze and squeeze.get("enable_http_compression") == "1" and "zstd" in wanted:
            body, headers["Content-Encoding"] = zstandard.compress(body), "zstd"
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            data = b"".join(iter(self._chunk, b""))
        else:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return _plain(data, self.headers.get("Content-Encoding", "identity"))

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline(), 16)
        data = self.rfile.read(size)
        self.rfile.readline()
        return data


def _plain(data: bytes, encoding: str) -> bytes:
    if encoding == "identity":
        return data
    if encoding == "gzip":
        return gzip.decompress(data)
    if encoding == "deflate":
        return zlib.decompress(data)
    if encoding == "lz4":
        return bytes(lz4.frame.decompress(data))
    if encoding == "zstd":
        return zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    raise ValueError(f"a body in {encoding} is not understood here")


def _meaning(error: Exception) -> tuple[int, str]:
    text = str(error)
    found = re.search(r"Code: (\d+)", text)
    return (int(found.group(1)) if found else 1002), text


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def main(folder: str, port: int) -> None:
    global FOLDER  # noqa: PLW0603 -- the engine in process is one a process, too
    FOLDER = folder
    kept = chdb.connect(folder)  # the engine lives as long as one connection does
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()
    server.server_close()
    kept.close()


if __name__ == "__main__":
    main(str(Path(sys.argv[1])), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
