"""Bellrock: a self-hosted growth engine."""

__version__ = "0.1.0"
