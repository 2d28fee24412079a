"""The spool under real faults: a killed process, a second process, a disk that fills up."""

import random
import subprocess
import sys
from pathlib import Path

from structlog.testing import capture_logs

from bellrock.core.time import SYSTEM_CLOCK
from bellrock.store import Spool

CHILD = Path(__file__).with_name("spool_child.py")
FULL = """
import resource, signal, sys
from pathlib import Path
from bellrock.core.errors import StoreFull
from bellrock.core.time import SYSTEM_CLOCK
from bellrock.store import Spool

spool = Spool(Path(sys.argv[1]), clock=SYSTEM_CLOCK)
kept = [spool.append([b"x" * 1000]) for _ in range(3)]
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, resource.RLIM_INFINITY))
try:
    spool.append([b"y" * 500, b"y" * 1000])
except StoreFull as error:
    print(error.retry_after_s, error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
kept.append(spool.append([b"z"]))
found = spool.read(0, max_records=99, max_bytes=10**6)
print([p for p, _ in found] == kept, [len(r) for _, r in found])
"""
LOCKED = """
import sys
from pathlib import Path
from bellrock.core.errors import StoreLocked
from bellrock.core.time import SYSTEM_CLOCK
from bellrock.store import Spool

try:
    Spool(Path(sys.argv[1]), clock=SYSTEM_CLOCK)
except StoreLocked as error:
    print(error)
"""


def test_kill_9_at_any_moment_loses_no_acknowledged_record_and_doubles_none(tmp_path: Path) -> None:
    moments = random.Random(7)
    acknowledged: dict[int, str] = {}
    for _ in range(10):
        acknowledged |= _killed_after(moments.randrange(1, 400), tmp_path)
    with capture_logs():
        spool = Spool(tmp_path / "spool", clock=SYSTEM_CLOCK)
    waiting = spool.read(spool.checkpointed, max_records=10**6, max_bytes=1 << 30)
    spool.close()

    found = {position: payload.rstrip(b"x").strip().decode() for position, payload in waiting}
    drained = [
        line.split(" ", 1) for line in (tmp_path / "lake").read_text("utf-8").splitlines() if line
    ]
    for position, text in drained:
        # Drained twice is allowed to whoever deduplicates by position: it must be the same record.
        assert found.setdefault(int(position), text) == text
    assert acknowledged.items() <= found.items()
    assert len(set(found.values())) == len(found), "a record stands at two positions"
    assert len(acknowledged) > 500


def _killed_after(acknowledgements: int, folder: Path) -> dict[int, str]:
    child = subprocess.Popen([sys.executable, CHILD, folder], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    lines = [child.stdout.readline() for _ in range(acknowledgements)]
    child.kill()
    lines += [line for line in child.stdout.read().splitlines(keepends=True) if line[-1:] == "\n"]
    child.stdout.close()
    child.wait()
    said = [line.rstrip("\n").split(" ", 1) for line in lines]
    return {int(words[0]): words[1] for words in said if words[0].isdigit()}


def test_a_disk_that_fills_up_refuses_whole_submissions_and_recovers(tmp_path: Path) -> None:
    said = _python(FULL, tmp_path / "spool")

    assert said[0].startswith("30 the disk is full")
    assert said[1] == "True [1000, 1000, 1000, 1]"


def test_a_second_process_is_told_that_the_spool_is_taken(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", clock=SYSTEM_CLOCK)
    said = _python(LOCKED, tmp_path / "spool")
    spool.close()

    assert "another process has the spool open" in said[0]


def _python(program: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
