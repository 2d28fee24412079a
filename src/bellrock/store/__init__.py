"""The engines: the lake of events, the ledger of definitions, the spool in front of the lake."""

from bellrock.store.disk import Watermark
from bellrock.store.lake import Lake, Limits, Result
from bellrock.store.lake_schema import migrate
from bellrock.store.ledger import Ledger, upsert
from bellrock.store.ledger_schema import migrate_ledger
from bellrock.store.spool import Spool

__all__ = [
    "Lake",
    "Ledger",
    "Limits",
    "Result",
    "Spool",
    "Watermark",
    "migrate",
    "migrate_ledger",
    "upsert",
]
