"""Play a town in a process of its own: requests to standard output, truth into a folder."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from bellrock.town.pipe import write_frames
from bellrock.town.plan import Plan
from bellrock.town.world import Town


def main(words: list[str] | None = None) -> None:
    """Write the town that the arguments name; `--truth` is written when the last day is over."""
    parser = argparse.ArgumentParser(prog="bellrock.town")
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--days", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--end", type=date.fromisoformat, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    told = parser.parse_args(words)
    town = Town(Plan(end=told.end, people=told.people, days=told.days, seed=told.seed))
    write_frames(sys.stdout.buffer, town.requests())
    town.truth.write(told.truth, town.people)


if __name__ == "__main__":
    main()
