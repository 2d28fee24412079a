"""How much memory does this process hold?"""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass
from pathlib import Path

_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Memory:
    """In bytes. `anonymous` is the process's own, without mapped libraries; None where unknown."""

    resident: int
    anonymous: int | None


def memory() -> Memory:
    """Return what this process holds now; where there is no /proc, its peak."""
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return Memory(peak if sys.platform == "darwin" else peak * 1024, None)
    told = {
        line.split(":")[0]: line.split()[1]
        for line in lines
        if line.startswith(("VmRSS", "RssAnon"))
    }
    return Memory(int(told["VmRSS"]) * 1024, int(told["RssAnon"]) * 1024)
