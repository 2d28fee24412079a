"""May this caller ask again already? So many calls a minute, and as many at once, by caller."""

from __future__ import annotations

import math
from collections import OrderedDict
from threading import Lock

from bellrock.core.errors import TooMany
from bellrock.core.time import Clock

_REMEMBERED = 10_000


class Pace:
    """Lets each caller make `calls` within a minute; who waits gets them back one by one."""

    def __init__(self, calls: int, clock: Clock) -> None:
        self._calls = calls
        self._clock = clock
        self._lock = Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admit(self, caller: str) -> None:
        """Count one call of `caller`.

        Raises:
            TooMany: there were too many; `retry_after_s` says when the next is taken.
        """
        now = self._clock.monotonic()
        with self._lock:
            left, since = self._left.pop(caller, (float(self._calls), now))
            left = min(self._calls, left + (now - since) * self._calls / 60)
            self._left[caller] = (max(left - 1, 0.0) if left >= 1 else left, now)
            while len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
        if left < 1:
            wait = max(1, math.ceil((1 - left) * 60 / self._calls))
            raise TooMany("too many calls", hint="wait a little", retry_after_s=wait)
