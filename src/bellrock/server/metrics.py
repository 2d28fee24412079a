"""What does the server count? In a registry of its own, read at /metrics."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge

from bellrock.runtime.app import App
from bellrock.server.memory import memory


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "bellrock_collector_requests",
            "Requests to the collector by dialect and status",
            ["dialect", "status"],
            registry=self.registry,
        )
        self.bytes = Counter(
            "bellrock_collector_bytes", "Bytes accepted by the collector", registry=self.registry
        )
        self._children: dict[tuple[str, int], Counter] = {}
        self._lag = self._gauge("bellrock_spool_lag_records", "Records not yet in the lake")
        self._pending = self._gauge("bellrock_spool_pending_bytes", "Bytes not yet in the lake")
        self._resident = self._gauge("bellrock_memory_resident_bytes", "Resident memory")

    def answered(self, dialect: str, status: int) -> None:
        """Count one request to the collector."""
        child = self._children.get((dialect, status))
        if child is None:  # naming the labels each time would cost more than the counting
            child = self._children[dialect, status] = self.requests.labels(dialect, str(status))
        child.inc()

    def look(self, app: App) -> None:
        """Read the gauges."""
        self._lag.set(app.spool.pending_records)
        self._pending.set(app.spool.pending_bytes)
        self._resident.set(memory().resident)

    def _gauge(self, name: str, says: str) -> Gauge:
        return Gauge(name, says, registry=self.registry)
