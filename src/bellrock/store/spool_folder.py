"""What stands in the spool's folder? A lock, a checkpoint and numbered files."""

from __future__ import annotations

import fcntl
import os
import re
from pathlib import Path

import structlog

from bellrock.core.bucket import digest64
from bellrock.core.errors import StoreLocked
from bellrock.store.disk import disk_error, write_durably
from bellrock.store.spool_segment import Segment

_NAME = re.compile(r"\d{20}-[0-9a-f]{8}\.log")
_log = structlog.get_logger(__name__)


def lock(folder: Path) -> int:
    """Take `folder`, creating it if need be; return the open file whose closing gives it free.

    Raises:
        StoreLocked: another process has it.
        StoreUnwritable: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        taken = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise disk_error(error, folder) from error
    try:
        fcntl.flock(taken, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(taken)
        raise StoreLocked(
            f"another process has the spool open: {folder}",
            hint="another bellrock runs on this home: stop it, or talk to it over HTTP",
        ) from error
    return taken


def load(folder: Path) -> list[Segment]:
    """Return the segments of `folder`, lowest position first, the newest mended."""
    paths = sorted(path for path in folder.glob("*.log") if _NAME.fullmatch(path.name))
    return [Segment.load(path, newest=path == paths[-1]) for path in paths]


def read_checkpoint(folder: Path) -> int:
    """Return the position in the checkpoint file; 0 where there is none or it is damaged."""
    path = folder / "checkpoint"
    try:
        position, digest = path.read_text("ascii").split()
        if digest == _digest(position):
            return int(position)
    except FileNotFoundError:
        return 0
    except ValueError:
        pass
    _log.error(
        "spool.checkpoint_unreadable",
        file=str(path),
        meaning="every record still here is drained again; the lake drops those it has",
    )
    return 0


def write_checkpoint(folder: Path, position: int) -> None:
    """Replace the checkpoint file; durable on return."""
    write_durably(folder / "checkpoint", f"{position} {_digest(str(position))}\n".encode())


def _digest(position: str) -> str:
    return f"{digest64('checkpoint', position):016x}"
