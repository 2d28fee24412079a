"""A load generator of its own process: prepared requests over keep-alive connections."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import time
from dataclasses import asdict, dataclass


@dataclass
class Load:
    """What to send: `connections` in parallel, `requests` each, of `batch` events a request.

    `per_second` spreads all requests evenly (open loop); 0 sends as fast as answers come.
    """

    host: str
    port: int
    key: str
    name: str
    connections: int
    requests: int
    batch: int
    per_second: float = 0.0


@dataclass
class Seen:
    """What came back: seconds from first to last, and each request's wait in milliseconds."""

    seconds: float
    requests: int
    events: int
    refused: int
    p50_ms: float
    p99_ms: float


USER_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/141.0.0.0 Safari/537.36"
)


def event(name: str, number: int) -> dict[str, object]:
    """Return a web event of ordinary size, about 700 bytes."""
    return {
        "type": "track",
        "event": ("Product Viewed", "Product Added", "Checkout Started", "Order Completed")[
            number % 4
        ],
        "messageId": f"{name}-{number}",
        "anonymousId": f"anon-{number % 20_000}",
        "timestamp": "2026-03-01T12:00:00.000Z",
        "properties": {
            "product_id": f"p{number % 500}",
            "price": (number % 900) / 10,
            "category": f"c{number % 12}",
            "position": number % 40,
            "currency": "EUR",
        },
        "context": {
            "userAgent": USER_AGENT,
            "locale": "de-DE",
            "timezone": "Europe/Berlin",
            "page": {
                "url": f"https://shop.example/p/{number % 500}?utm_source=news&utm_medium=email",
                "path": f"/p/{number % 500}",
                "title": "A product",
                "referrer": "https://search.example/",
            },
            "library": {"name": "analytics.js", "version": "2.1.0"},
        },
    }


def request(load: Load, connection: int, number: int) -> bytes:
    """Return one whole HTTP request."""
    first = (connection * load.requests + number) * load.batch
    events = [event(load.name, first + i) for i in range(load.batch)]
    path = "/v1/track" if load.batch == 1 else "/v1/batch"
    body = json.dumps(events[0] if load.batch == 1 else {"batch": events}).encode()
    auth = base64.b64encode(f"{load.key}:".encode()).decode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {load.host}\r\nAuthorization: Basic {auth}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> bool:
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    await reader.readexactly(length)
    return head.startswith(b"HTTP/1.1 200")


async def _connection(load: Load, mine: int, prepared: list[bytes], waits: list[float]) -> int:
    reader, writer = await asyncio.open_connection(load.host, load.port)
    gap = load.connections / load.per_second if load.per_second else 0.0
    due = time.perf_counter() + (gap * mine / load.connections if gap else 0.0)
    refused = 0
    for raw in prepared:
        if gap:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        began = due if gap else time.perf_counter()  # a late start counts as waiting
        writer.write(raw)
        refused += not await _answer(reader)
        waits.append((time.perf_counter() - began) * 1000)
        due += gap
    writer.close()
    return refused


async def run(load: Load) -> Seen:
    """Send all of `load` and say what came back."""
    waits: list[float] = []
    prepared = [
        [request(load, c, n) for n in range(load.requests)] for c in range(load.connections)
    ]
    began = time.perf_counter()
    refused = sum(
        await asyncio.gather(*(_connection(load, c, p, waits) for c, p in enumerate(prepared)))
    )
    seconds = time.perf_counter() - began
    waits.sort()
    sent = len(waits)
    return Seen(
        seconds, sent, sent * load.batch, refused, waits[sent // 2], waits[int(sent * 0.99)]
    )


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(run(Load(**json.loads(sys.argv[1])))))))
