"""Configuration and wiring: the one place where the parts meet."""
