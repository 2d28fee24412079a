"""A process that works a spool until it is killed: `python spool_child.py FOLDER`.

Four threads append and print a line for each acknowledgement; a fifth drains into the file `lake`
beside the spool and moves the checkpoint, as a collector does.
"""

import os
import sys
import threading
from itertools import count
from pathlib import Path

from bellrock.core.time import SYSTEM_CLOCK
from bellrock.store import Spool


def main(folder: Path) -> None:
    spool = Spool(folder / "spool", clock=SYSTEM_CLOCK, segment_bytes=20_000)
    for caller in range(4):
        threading.Thread(target=acknowledge, args=(spool, caller), daemon=True).start()
    drain(spool, folder / "lake")


def acknowledge(spool: Spool, caller: int) -> None:
    for turn in count():
        text = f"{os.getpid()} {caller} {turn}"
        position = spool.append([text.encode() + b" " + b"x" * (turn % 400)])
        os.write(1, f"{position} {text}\n".encode())


def drain(spool: Spool, lake: Path) -> None:
    with lake.open("ab", buffering=0) as out:
        while spool.wait(spool.checkpointed, 60):
            found = spool.read(spool.checkpointed, max_records=50, max_bytes=10_000)
            for position, payload in found:
                out.write(b"%d %s\n" % (position, payload.rstrip(b"x").rstrip()))
            os.fsync(out.fileno())
            spool.checkpoint(found[-1][0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
