"""The one definition language: questions in, SQL out; nothing here touches an engine."""

from bellrock.query.sql import Sql

__all__ = ["Sql"]
