"""What does Bellrock cost? `make bench` prints three tables: questions, collector, app."""

from __future__ import annotations

from bench import app, collector, questions


def main() -> None:
    """Measure everything, the questions first."""
    questions.main()
    collector.main()
    app.main()


if __name__ == "__main__":
    main()
