"""The front door of events: every dialect's own paths, as plain ASGI."""

from bellrock.server.collector.door import CollectorDoor

__all__ = ["CollectorDoor"]
