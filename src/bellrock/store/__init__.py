"""The engines: the lake of events, the ledger of definitions, the spool in front of the lake."""

from bellrock.store.lake import Lake, Limits, Result
from bellrock.store.lake_schema import migrate

__all__ = ["Lake", "Limits", "Result", "migrate"]
