"""What does a heat map need beside its numbers? Pictures of pages, and passes to show it there."""

from __future__ import annotations

from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.heat_live import LivePasses
from bellrock.runtime.heat_pictures import HeatPictures
from bellrock.store.ledger import Ledger


class HeatDesk:
    """The pictures and passes of every project's pages."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self.pictures = HeatPictures(ledger, clock, audit)
        self.passes = LivePasses(clock)
