"""Whatever is torn, flipped or restarted: every record the disk still holds is read, once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bellrock.core.time import FixedClock
from bellrock.store import Spool

HEADER = 24
APPEND = st.tuples(st.just("append"), st.lists(st.binary(max_size=90), min_size=1, max_size=4))
SHARE = st.floats(0, 1)
STEPS = st.lists(
    st.one_of(
        APPEND,
        st.tuples(st.just("restart"), st.none()),
        st.tuples(st.just("checkpoint"), SHARE),
        st.tuples(st.just("tear"), st.binary(min_size=1, max_size=60)),
        st.tuples(st.just("cut"), SHARE),
        st.tuples(st.just("flip"), st.tuples(SHARE, SHARE)),
    ),
    max_size=25,
)


@dataclass
class Disk:
    """What must be in the folder: per file, its records with their place, and which are whole."""

    folder: Path
    files: dict[Path, list[tuple[int, int, int]]] = field(default_factory=dict)
    records: dict[int, bytes] = field(default_factory=dict)
    flipped: set[tuple[Path, int]] = field(default_factory=set)

    def append(self, position: int, payloads: list[bytes]) -> None:
        newest = max(self.folder.glob("*.log"))
        layout = self.files.setdefault(newest, [])
        for i, payload in enumerate(payloads):
            start = layout[-1][2] if layout else 0
            layout.append((position + i, start, start + HEADER + len(payload)))
            self.records[position + i] = payload

    def tear(self, junk: bytes) -> None:
        if newest := max(self.folder.glob("*.log"), default=None):
            with newest.open("ab") as file:
                file.write(junk)

    def cut(self, share: float) -> None:
        if newest := max(self.folder.glob("*.log"), default=None):
            size = int(newest.stat().st_size * share)
            newest.write_bytes(newest.read_bytes()[:size])
            self._lose([p for p, _, end in self.files.get(newest, []) if end > size])

    def flip(self, place: tuple[float, float]) -> None:
        which, where = place
        paths = sorted(self.folder.glob("*.log"))
        path = paths[int(which * (len(paths) - 1))] if paths else None
        data = bytearray(path.read_bytes() if path else b"")
        at = int(where * (len(data) - 1))
        if path is None or not data or (path, at) in self.flipped:
            return
        self.flipped.add((path, at))
        data[at] ^= 0x41
        path.write_bytes(data)
        self._lose([p for p, start, end in self.files.get(path, []) if start <= at < end])

    def _lose(self, positions: list[int]) -> None:
        for position in positions:
            self.records.pop(position, None)


class World:
    """A spool on a disk that fails between its runs."""

    def __init__(self, folder: Path) -> None:
        self.disk = Disk(folder)
        self.clock = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
        self.given = 0
        self.spool = self._open()

    def append(self, payloads: list[bytes]) -> None:
        position = self.spool.append(payloads)
        assert position > self.given, "a position was given twice"
        self.given = position + len(payloads) - 1
        self.disk.append(position, payloads)

    def checkpoint(self, share: float) -> None:
        waiting = self.spool.last - self.spool.checkpointed
        self.spool.checkpoint(self.spool.checkpointed + int(waiting * share))

    def restart(self, fault: Callable[[], None]) -> None:
        before = self.spool.checkpointed
        self.spool.close()
        fault()
        self.clock.tick(timedelta(seconds=1))
        self.spool = self._open()
        assert self.spool.checkpointed >= before

    def agrees(self) -> None:
        after = self.spool.checkpointed
        found = self.spool.read(after, max_records=10_000, max_bytes=1 << 30)
        assert found == sorted((p, r) for p, r in self.disk.records.items() if p > after)

    def _open(self) -> Spool:
        return Spool(self.disk.folder, clock=self.clock, segment_bytes=200)


@settings(max_examples=120, deadline=None)
@given(steps=STEPS)
def test_every_record_the_disk_still_holds_is_read_once(steps: list[tuple[str, Any]]) -> None:
    with TemporaryDirectory() as name, capture_logs():
        world = World(Path(name))
        faults: dict[str, Callable[..., None]] = {
            "restart": lambda _: None,
            "tear": world.disk.tear,
            "cut": world.disk.cut,
            "flip": world.disk.flip,
        }
        for step, what in steps:
            if step in faults:
                world.restart(partial(faults[step], what))
            else:
                getattr(world, step)(what)
            world.agrees()
        world.spool.close()
