"""The command line: `bellrock serve`, `demo`, `import`, `ask`, …; each file is one command."""

from bellrock.cli.start import main

__all__ = ["main"]
