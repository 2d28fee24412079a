"""What is arriving right now? A bounded stream of accepted events that never slows the drain."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from threading import Condition, Lock
from typing import Any

from bellrock.collect.event import Event
from bellrock.core.ids import show_person

Item = dict[str, Any]


class Subscription:
    """One reader's place in the stream; holds the newest `size` events it has not yet read."""

    def __init__(self, live: Live, project: int, size: int) -> None:
        """Made by `Live.subscribe`."""
        self.project = project
        self.missed = 0
        """How many events were dropped because this reader was too slow."""
        self._live = live
        self._waiting: deque[Item] = deque(maxlen=size)
        self._changed = Condition()
        self._open = True

    def get(self, timeout_s: float) -> list[Item]:
        """Return the events that wait, oldest first; empty after `timeout_s` without any."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or not self._open, timeout_s)
            items = list(self._waiting)
            self._waiting.clear()
            return items

    def close(self) -> None:
        """Stop receiving; wakes a reader that waits."""
        self._live.leave(self)
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def offer(self, items: Sequence[Item]) -> None:
        """Add `items`, dropping the oldest unread ones where there is no room. Never waits long."""
        with self._changed:
            room = (self._waiting.maxlen or 0) - len(self._waiting)
            self.missed += max(0, len(items) - room)
            self._waiting.extend(items)
            self._changed.notify_all()


class Live:
    """The stream of accepted events, for any number of readers of any project."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._readers: dict[int, tuple[Subscription, ...]] = {}

    def subscribe(self, project: int, *, size: int = 1000) -> Subscription:
        """Start receiving the events of `project` that are stored from now on; close it later."""
        subscription = Subscription(self, project, size)
        with self._guard:
            self._readers[project] = (*self._readers.get(project, ()), subscription)
        return subscription

    def leave(self, subscription: Subscription) -> None:
        """Forget `subscription`; once more does nothing."""
        with self._guard:
            readers = self._readers.get(subscription.project, ())
            rest = tuple(one for one in readers if one is not subscription)
            if rest:
                self._readers[subscription.project] = rest
            else:
                self._readers.pop(subscription.project, None)

    def publish(self, events: Sequence[Event]) -> None:
        """Show newly stored `events` to whoever watches their projects; costs nothing if nobody."""
        readers = self._readers
        if not readers:
            return
        shown: dict[int, list[Item]] = {}
        for event in events:
            if event.project in readers:
                shown.setdefault(event.project, []).append(show(event))
        for project, items in shown.items():
            for subscription in readers.get(project, ()):
                subscription.offer(items)


def show(event: Event) -> Item:
    """Return what the stream says of an event; times are ISO 8601 in UTC.

    The same fields by which stored events are listed, so that a reader can show one as the other.
    """
    return {
        "position": str(event.position),
        "received": event.received.isoformat(),
        "ts": event.ts.isoformat(),
        "event": event.event,
        "kind": event.kind,
        "person": show_person(event.person),
        "user_id": event.user_id,
        "anonymous_id": event.anonymous_id,
        "url": event.url,
        "channel": event.channel,
        "country": event.country,
        "device": event.device,
        "browser": event.browser,
        "source": event.source,
        "dialect": event.dialect,
        "verdict": event.verdict,
        "warnings": list(event.warnings),
        "identity": event.identity,
        "bot": event.bot,
        "historical": event.historical,
    }
