"""rudder-sdk-python: every call, with gzip as it is and without. Arguments: address, key."""

import sys

from rudderstack.analytics.client import Client

url, key = sys.argv[1:]
failed = []
for packed in (True, False):
    client = Client(
        key,
        host=url,
        gzip=packed,
        max_retries=1,
        on_error=lambda error, _: failed.append(str(error)),
    )
    who = "rudder-python"
    client.identify(who, {"email": "rudder@example.com"}, anonymous_id=f"{who}-a")
    client.track(who, "Order Completed", {"price": 9.5, "packed": packed})
    client.page(who, "Docs", "Python", {"url": "https://a.example/p"})
    client.screen(who, "Home")
    client.group(who, "acme", {"size": 3})
    client.alias(f"{who}-old", who)
    client.flush()
    client.join()
sys.exit("\n".join(failed) or 0)
