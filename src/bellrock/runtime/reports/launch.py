"""How is a browser begun so that it cannot take the machine? In a process of its own, modestly.

Run as a script, with the pipes' numbers and the browser's command line: it hands the pipes over as
3 and 4, where the browser looks for them, is less urgent than the server, writes no dump of its
memory, and then becomes the browser.
"""

import fcntl
import os
import resource
import sys

FILE_BYTES, CPU_S = 256 << 20, 300


def become(read: int, write: int, command: list[str]) -> None:
    """Become the program `command`, which reads from `read` and writes to `write`."""
    apart = [fcntl.fcntl(one, fcntl.F_DUPFD, 50) for one in (read, write)]
    os.dup2(apart[0], 3)
    os.dup2(apart[1], 4)
    os.closerange(5, 200)
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    os.execv(command[0], command)  # noqa: S606 -- a fixed list of words, and no shell


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
