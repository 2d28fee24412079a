"""The engines: the lake of events, the ledger of definitions, the spool in front of the lake."""

from bellrock.store.lake import Lake, Limits, Result
from bellrock.store.lake_schema import migrate
from bellrock.store.ledger import Ledger, upsert
from bellrock.store.ledger_schema import migrate_ledger

__all__ = ["Lake", "Ledger", "Limits", "Result", "migrate", "migrate_ledger", "upsert"]
