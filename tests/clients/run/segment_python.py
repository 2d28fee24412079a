"""segment-analytics-python: every call, without and with gzip. Arguments: address, key."""

import sys
from datetime import UTC, datetime

from segment.analytics.client import Client

url, key = sys.argv[1:]
failed = []
for packed in (False, True):
    client = Client(
        key,
        host=url,
        gzip=packed,
        max_retries=1,
        on_error=lambda error, _: failed.append(str(error)),
    )
    who = "segment-python"
    client.identify(who, {"email": "Segment@Example.com", "plan": "pro"}, anonymous_id=f"{who}-a")
    when = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    client.track(who, "Order Completed", {"price": 9.5, "packed": packed}, timestamp=when)
    client.page(who, "Docs", "Python", {"url": "https://a.example/p?utm_source=news"})
    client.screen(who, "Home")
    client.group(who, "acme", {"size": 3})
    client.alias(f"{who}-old", who)
    client.flush()
    client.join()
sys.exit("\n".join(failed) or 0)
