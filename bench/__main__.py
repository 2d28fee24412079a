"""What does Bellrock cost? `make bench` prints the questions' table, then the collector's."""

from __future__ import annotations

from bench import collector, questions


def main() -> None:
    """Measure everything, the questions first."""
    questions.main()
    collector.main()


if __name__ == "__main__":
    main()
