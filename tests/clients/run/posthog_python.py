"""posthog for Python: every call. Arguments: address, key."""

import sys
from datetime import UTC, datetime
from uuid import UUID

from posthog import Posthog

url, key = sys.argv[1:]
failed = []
for packed in (False, True):
    client = Posthog(
        key,
        host=url,
        gzip=packed,
        max_retries=1,
        on_error=lambda error, _: failed.append(str(error)),
    )
    who = "posthog-python"
    client.capture(
        "Order Completed",
        distinct_id=who,
        properties={"price": 9.5, "packed": packed, "$set": {"email": "posthog@example.com"}},
        timestamp=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
        uuid=str(UUID(int=1 + packed)),
        groups={"company": "acme"},
    )
    client.set(distinct_id=who, properties={"plan": "pro"})
    client.set_once(distinct_id=who, properties={"first": "x"})
    client.group_identify("company", "acme", {"size": 3})
    client.alias(previous_id=f"{who}-old", distinct_id=who)
    client.capture("nobody", properties={"made": f"{who}-anonymous"})
    client.shutdown()
sys.exit("\n".join(failed) or 0)
