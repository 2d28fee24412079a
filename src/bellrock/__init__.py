"""Bellrock: a self-hosted growth engine."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bellrock.runtime.door import Bellrock

__version__ = "0.1.0"
__all__ = ["Bellrock", "__version__"]


def __getattr__(name: str) -> Any:
    """Load the Python door, and with it the engine, only once somebody asks for it."""
    if name == "Bellrock":
        return import_module("bellrock.runtime.door").Bellrock
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
