"""What is the least a funnel can cost? A compiled loop over arrays sorted by person and time."""

from __future__ import annotations

from pathlib import Path

import numba
import numpy as np
import numpy.typing as npt
import polars as pl

from bench.engines import END, START, STEPS, WINDOW_MICROS

Ints = npt.NDArray[np.uint64]


def sorted_arrays(place: Path) -> tuple[Ints, npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return all events' moments and steps (255: none), and where each person begins."""
    code = pl.col("event").replace_strict({s: i for i, s in enumerate(STEPS)}, default=255)
    frame = (
        pl.scan_parquet(place / "events.parquet")
        .filter((pl.col("bot") == "") & (pl.col("ts") >= START))
        .select(
            "person",
            (pl.col("ts").dt.epoch("us").cast(pl.UInt64) * 8192 + pl.col("tie")).alias("at"),
            code.cast(pl.UInt8).alias("code"),
        )
        .sort("person", "at")
        .collect()
    )
    people = frame["person"].to_numpy()
    begins = np.flatnonzero(np.concatenate(([True], people[1:] != people[:-1], [True])))
    return frame["at"].to_numpy(), frame["code"].to_numpy(), begins.astype(np.int64)


@numba.njit(parallel=True, cache=True)
def climb(
    at: Ints, code: npt.NDArray[np.uint8], begins: npt.NDArray[np.int64], end: int, window: int
) -> npt.NDArray[np.int64]:
    """Count the people of the four steps; `end` and `window` in the units of `at`."""
    threads = 64
    counts = np.zeros((threads, 8), dtype=np.int64)
    people = begins.shape[0] - 1
    for part in numba.prange(threads):
        for person in range(people * part // threads, people * (part + 1) // threads):
            step = 0
            last = np.uint64(0)
            until = np.uint64(0)
            for i in range(begins[person], begins[person + 1]):
                if code[i] != step or at[i] <= last:
                    continue
                if step == 0:
                    if at[i] >= end:
                        break
                    until = (at[i] // np.uint64(8192)) * np.uint64(8192) + np.uint64(window + 8191)
                elif at[i] > until:
                    break
                last = at[i]
                counts[part, step] += 1
                step += 1
                if step == 4:
                    break
    return counts.sum(axis=0)[:4]


def funnel(arrays: tuple[Ints, npt.NDArray[np.uint8], npt.NDArray[np.int64]]) -> list[int]:
    """Return the people of the four steps."""
    end = np.uint64((END - START.replace(year=1970)).total_seconds() * 1e6) * np.uint64(8192)
    return [int(n) for n in climb(*arrays, end, WINDOW_MICROS * 8192)]
