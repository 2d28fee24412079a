"""The spool: acknowledged is durable, in order, once; damage is loud and stops nothing."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from copy import copy
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from bellrock.core.errors import StoreError, StoreFull, StoreLocked, StoreUnwritable
from bellrock.core.time import EPOCH, FixedClock
from bellrock.store import Spool, Watermark

Open = Callable[..., Spool]
ALL = {"max_records": 1000, "max_bytes": 1 << 30}


@pytest.fixture
def open_spool(tmp_path: Path, clock: FixedClock) -> Iterator[Open]:
    """Opens the spool of this test, closing the one before."""
    opened: list[Spool] = []

    def reopen(**options: object) -> Spool:
        while opened:
            opened.pop().close()
        opened.append(Spool(tmp_path / "spool", clock=clock, **options))  # type: ignore[arg-type]  # any option
        return opened[-1]

    yield reopen
    while opened:
        opened.pop().close()


def payloads(spool: Spool, after: int = 0) -> list[bytes]:
    return [payload for _, payload in spool.read(after, **ALL)]


def segments(spool: Spool) -> list[Path]:
    return sorted(spool.folder.glob("*.log"))


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def test_what_was_appended_is_read_in_order_after_a_restart(open_spool: Open) -> None:
    first = open_spool().append([b"one", b"two"])
    open_spool().append([b"", b"three"])

    assert open_spool().read(first, **ALL) == [
        (first + 1, b"two"),
        (first + 2, b""),
        (first + 3, b"three"),
    ]


def test_a_reader_gets_no_more_than_it_asked_for_but_always_something(open_spool: Open) -> None:
    spool = open_spool()
    spool.append([b"x" * 100] * 3)

    assert len(spool.read(0, max_records=2, max_bytes=1000)) == 2
    assert len(spool.read(0, max_records=9, max_bytes=250)) == 2
    assert len(spool.read(0, max_records=9, max_bytes=1)) == 1


def test_positions_grow_and_are_never_given_twice(open_spool: Open) -> None:
    spool = open_spool()
    given = [spool.append([b"a"]), spool.append([b"b", b"c"]), spool.append([b"d"])]
    spool.checkpoint(spool.last)
    given.append(open_spool().append([b"e"]))

    assert given == [given[0], given[0] + 1, given[0] + 3, given[0] + 4]


def test_a_file_that_lost_its_end_without_trace_gives_none_of_its_positions_again(
    open_spool: Open, clock: FixedClock
) -> None:
    spool = open_spool()
    spool.append([b"kept"])
    size = segments(spool)[0].stat().st_size
    lost = spool.append([b"lost"])
    spool.close()
    os.truncate(segments(spool)[0], size)
    clock.tick(timedelta(seconds=1))

    assert open_spool().append([b"next"]) > lost


def test_a_folder_begun_anew_gives_no_position_of_the_old_one(
    tmp_path: Path, clock: FixedClock
) -> None:
    with closing(Spool(tmp_path / "old", clock=clock)) as old:
        old.append([b"x"] * 500)
    clock.at += (clock.at - EPOCH) / 10**7  # some minutes later
    with closing(Spool(tmp_path / "new", clock=clock)) as new:
        assert new.append([b"x"]) > old.last


def test_a_checkpoint_survives_and_deletes_what_is_drained(open_spool: Open) -> None:
    spool = open_spool(segment_bytes=100)
    for letter in b"abcdef":
        spool.append([bytes([letter]) * 100])
    fourth = spool.read(0, **ALL)[3][0]
    spool.checkpoint(fourth)

    assert len(segments(spool)) == 2
    spool = open_spool()
    assert spool.checkpointed == fourth
    assert payloads(spool, spool.checkpointed) == [b"e" * 100, b"f" * 100]


def test_a_checkpoint_never_goes_back(open_spool: Open) -> None:
    spool = open_spool()
    first = spool.append([b"a", b"b"])
    spool.checkpoint(first + 1)
    spool.checkpoint(first)

    assert open_spool().checkpointed == first + 1


def test_what_is_pending_is_counted(open_spool: Open, clock: FixedClock) -> None:
    spool = open_spool()
    assert (spool.pending_records, spool.pending_bytes) == (0, 0)
    first = spool.append([b"x" * 500] * 3)
    assert spool.pending_records == 3
    assert spool.pending_bytes > 1500
    spool.checkpoint(first)
    clock.tick(timedelta(hours=1))
    spool = open_spool()
    spool.append([b"x"])
    assert spool.pending_records == 3
    spool.checkpoint(spool.last)
    assert (spool.pending_records, spool.pending_bytes) == (0, 0)


def test_a_damaged_checkpoint_is_loud_and_drains_again(open_spool: Open) -> None:
    spool = open_spool()
    spool.append([b"a", b"b"])
    spool.checkpoint(spool.last)
    flip(spool.folder / "checkpoint", 3)
    with capture_logs() as logs:
        spool = open_spool()

    assert [log["event"] for log in logs] == ["spool.checkpoint_unreadable"]
    assert payloads(spool, spool.checkpointed) == [b"a", b"b"]


def test_a_torn_tail_is_cut_and_the_next_record_takes_a_new_position(open_spool: Open) -> None:
    spool = open_spool()
    first = spool.append([b"kept", b"torn by the crash"])
    (path,) = segments(spool)
    spool.close()
    path.write_bytes(path.read_bytes()[:-3])
    with capture_logs() as logs:
        spool = open_spool()

    assert [(log["event"], log["log_level"]) for log in logs] == [
        ("spool.torn_tail_cut", "warning")
    ]
    assert spool.append([b"next"]) > first + 1
    assert payloads(open_spool()) == [b"kept", b"next"]


def test_damage_in_the_middle_is_loud_costs_one_record_and_is_set_aside(open_spool: Open) -> None:
    spool = open_spool(segment_bytes=300)
    for letter in b"abcdefghi":
        spool.append([bytes([letter]) * 100])
    damaged = segments(spool)[1]
    spool.close()
    flip(damaged, damaged.stat().st_size // 2)
    with capture_logs() as logs:
        spool = open_spool()

    assert [(log["event"], log["log_level"]) for log in logs] == [
        ("spool.corrupt_segment", "error")
    ]
    assert [p[:1] for p in payloads(spool)] == [b"a", b"b", b"c", b"d", b"f", b"g", b"h", b"i"]
    spool.append([b"goes on"])
    spool.checkpoint(spool.last)
    assert not damaged.exists()
    assert damaged.with_suffix(".corrupt").exists()


def test_a_file_of_which_nothing_is_left_is_set_aside_at_once(open_spool: Open) -> None:
    spool = open_spool(segment_bytes=100)
    for letter in b"abc":
        spool.append([bytes([letter]) * 100])
    lost = segments(spool)[1]
    spool.close()
    lost.write_bytes(b"\0" * lost.stat().st_size)
    spool = open_spool()

    assert payloads(spool) == [b"a" * 100, b"c" * 100]
    assert lost.with_suffix(".corrupt").exists()


def test_damage_after_opening_is_met_while_reading(open_spool: Open) -> None:
    spool = open_spool()
    spool.append([b"a" * 50, b"b" * 50, b"c" * 50])
    flip(segments(spool)[0], 100)
    with capture_logs() as logs:
        assert payloads(spool) == [b"a" * 50, b"c" * 50]

    assert [log["event"] for log in logs] == ["spool.corrupt_segment"]


def test_a_payload_that_looks_like_a_record_is_never_taken_for_one(open_spool: Open) -> None:
    spool = open_spool()
    spool.append([b"inner"])
    forged = segments(spool)[0].read_bytes()
    spool = open_spool()
    spool.append([b"before", forged, b"after"])
    path = segments(spool)[-1]
    spool.close()
    flip(path, path.read_bytes().index(forged) - 1)  # the forged record's own header

    assert payloads(open_spool()) == [b"inner", b"before", b"after"]


def test_a_second_spool_on_the_folder_is_refused(open_spool: Open, clock: FixedClock) -> None:
    spool = open_spool()
    with pytest.raises(StoreLocked) as caught:
        Spool(spool.folder, clock=clock)

    assert "HTTP" in caught.value.hint


@pytest.mark.parametrize("folder", ["taken", "taken/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_said_so(
    tmp_path: Path, clock: FixedClock, folder: str
) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreUnwritable) as caught:
        Spool(tmp_path / folder, clock=clock)

    assert "--home" in caught.value.hint


def test_a_disk_at_its_watermark_refuses_and_says_when_to_retry(open_spool: Open) -> None:
    disk = SimpleNamespace(free=600)
    watermark = Watermark(Path("/"), free_bytes=500, usage=lambda _: disk)
    spool = open_spool(watermark=watermark)
    spool.append([b"x" * 100])
    disk.free = 599
    with pytest.raises(StoreFull) as caught:
        spool.submit([b"x" * 100])

    assert caught.value.retry_after_s == 30
    assert len(payloads(spool)) == 1


def test_an_answer_of_the_disk_holds_a_while_and_what_is_wanted_meanwhile_is_counted(
    clock: FixedClock,
) -> None:
    asked: list[Path] = []
    disk = SimpleNamespace(free=600)

    def usage(folder: Path) -> SimpleNamespace:
        asked.append(folder)
        return copy(disk)

    watermark = Watermark(Path("/"), free_bytes=500, usage=usage, fresh_s=1, clock=clock)
    watermark.check(60)
    disk.free = 10_000
    with pytest.raises(StoreFull) as caught:
        watermark.check(41)  # the disk was not asked again
    assert (caught.value.facts["free_bytes"], len(asked)) == (540, 1)

    watermark.check(60)  # a refusal is never given twice by the same answer
    assert len(asked) == 2
    clock.tick(timedelta(seconds=1))
    disk.free = 0
    with pytest.raises(StoreFull):
        watermark.check()


def test_a_watermark_is_asked_by_many_threads_at_once() -> None:
    disk = SimpleNamespace(free=0)
    watermark = Watermark(Path("/"), free_bytes=500, usage=lambda _: disk, fresh_s=60)

    def ask(_: int) -> int:
        with pytest.raises(StoreFull):
            watermark.check()
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(4000))) == 4000


def test_a_caller_who_went_away_is_not_waited_for(open_spool: Open) -> None:
    spool = open_spool()
    futures = [spool.submit([b"x"]) for _ in range(50)]
    gone = {future for future in futures if future.cancel()}

    assert all(future.result() > 0 for future in futures if future not in gone)
    assert len(payloads(spool)) == 50 - len(gone)


def test_a_closed_spool_refuses(open_spool: Open) -> None:
    spool = open_spool()
    spool.close()
    with pytest.raises(StoreError, match="closed"):
        spool.append([b"x"])
    spool.close()


def test_a_waiting_reader_is_woken(open_spool: Open) -> None:
    spool = open_spool()
    seen: list[bool] = []
    reader = threading.Thread(target=lambda: seen.append(spool.wait(spool.last, 60)))
    reader.start()
    spool.append([b"x"])
    reader.join()

    assert seen == [True]
    assert not spool.wait(spool.last, 0)


def test_many_callers_get_positions_of_their_own_that_hold_their_records(open_spool: Open) -> None:
    spool = open_spool(segment_bytes=2000)
    given: dict[int, bytes] = {}

    def call(caller: int) -> None:
        for turn in range(20):
            records = [b"%d %d %d" % (caller, turn, i) for i in range(1 + turn % 3)]
            position = spool.append(records)
            given.update({position + i: record for i, record in enumerate(records)})

    callers = [threading.Thread(target=call, args=(n,)) for n in range(16)]
    for thread in callers:
        thread.start()
    for thread in callers:
        thread.join()

    assert dict(open_spool().read(0, **ALL)) == given
    assert len(given) == 16 * (7 + 7 * 2 + 6 * 3)
