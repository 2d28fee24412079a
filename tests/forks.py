"""Processes of `bellrock` that begin with its modules read, for tests that start many.

Reading them costs two seconds of a core each time, a fork of a process that has done so a tenth of
one. What runs is the same command in a process of its own: with its own arguments, environment,
folder, input and output, to be signalled and waited for. A server's reader of records is forked as
well, with the patterns of user agents compiled. A few tests start them the long way.

    python forks.py serve SOCKET        keep a process to fork from, until standard input ends
    python forks.py run SOCKET ARGS …   be `bellrock ARGS …`, run by the process at SOCKET
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

_MODULES = (
    "bellrock.cli.start",
    "bellrock.runtime.inside",
    "bellrock.runtime.remote",
    "bellrock.server.serve",
)
_READER = "bellrock.collect.apart"
_READY_S = 120.0


class Forked:
    """One process; what `subprocess.Popen` calls its methods.

    Args:
        files: Descriptors of its standard input, output and errors; they stay open here.
    """

    def __init__(
        self,
        words: Sequence[str],
        files: Sequence[int],
        *,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        address: str | None = None,
    ) -> None:
        self.returncode: int | None = None
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(address or nest())
        asked = {"words": [*words], "env": {**(env or os.environ)}, "cwd": cwd or str(Path.cwd())}
        body = json.dumps(asked).encode()
        socket.send_fds(self._line, [len(body).to_bytes(4, "big")], files)
        self._line.sendall(body)
        self.pid = int.from_bytes(self._line.recv(4, socket.MSG_WAITALL), "big")

    def poll(self) -> int | None:
        """Return its exit code (less than 0: the signal that ended it), None while it runs."""
        return self.wait(0) if self.returncode is None else self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until it has ended, `timeout` seconds at most, and return its exit code."""
        if self.returncode is None and select.select([self._line], [], [], timeout)[0]:
            self.returncode = int(self._line.recv(16))
            self._line.close()
        if self.returncode is None and timeout:
            raise subprocess.TimeoutExpired("bellrock", timeout)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to it, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def run(
    words: Sequence[str], *, stdin: str = "", timeout: float, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `bellrock` with `words` to its end and return what it said."""
    with (
        tempfile.TemporaryFile("w+") as typed,
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
    ):
        typed.write(stdin)
        typed.seek(0)
        child = Forked(words, [typed.fileno(), out.fileno(), err.fileno()], env=env)
        try:
            code = child.wait(timeout)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            raise
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess([*words], code or 0, out.read(), err.read())


@cache
def nest() -> str:
    """Return the address of this process's own process to fork from, started when first asked."""
    folder = tempfile.TemporaryDirectory(prefix="forks")
    address = str(Path(folder.name) / "s")
    process = subprocess.Popen([sys.executable, __file__, "serve", address], stdin=subprocess.PIPE)

    def end() -> None:
        process.communicate()
        folder.cleanup()

    atexit.register(end)
    until = time.monotonic() + _READY_S
    while not Path(address).exists():
        assert process.poll() is None and time.monotonic() < until, "nothing to fork from"
        time.sleep(0.05)
    return address


def _serve(address: str) -> None:
    """Fork for whoever asks; in the process that was asked for, run the command."""
    for module in _MODULES:
        import_module(module)
    reading = import_module(_READER)
    reading.open_enricher(reading.Told()).warm()
    gc.freeze()  # else each fork would walk, and so copy, all of it: four fifths of what it cost
    here = socket.socket(socket.AF_UNIX)
    here.bind(f"{address}.soon")
    here.listen(64)
    Path(f"{address}.soon").rename(address)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever waits for a process is its parent
    while True:
        ready, _, _ = select.select([here, sys.stdin], [], [])
        if sys.stdin in ready:
            return
        line, _ = here.accept()
        if os.fork() == 0:
            here.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _answer(line, address)
            return
        line.close()


class _Reader:
    """A server's reader, forked: the part of `subprocess.Popen` that the server uses."""

    def __init__(self, command: Sequence[str], address: str) -> None:
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
        files = [theirs_in, theirs_out, sys.stderr.fileno()]
        self._child = Forked([_READER, command[-1]], files, address=address)
        for theirs in (theirs_in, theirs_out):
            os.close(theirs)
        self.pid = self._child.pid
        self.stdin, self.stdout = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")

    @property
    def returncode(self) -> int | None:
        return self._child.returncode

    def kill(self) -> None:
        self._child.send_signal(signal.SIGKILL)

    def wait(self) -> int | None:
        return self._child.wait()


class _Forking:
    """What a forked server starts its reader by, instead of the module `subprocess`."""

    PIPE = subprocess.PIPE

    def __init__(self, address: str) -> None:
        self._address = address

    def Popen(self, command: Sequence[str], **_: object) -> _Reader:  # noqa: N802 -- its name there
        return _Reader(command, self._address)


def _answer(line: socket.socket, address: str) -> None:
    """Run what is asked for in a child, and tell its number and its exit code."""
    size, files, _, _ = socket.recv_fds(line, 4, 3)
    asked = json.loads(line.recv(int.from_bytes(size, "big"), socket.MSG_WAITALL))
    child = os.fork()
    if child:
        line.sendall(child.to_bytes(4, "big"))
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        line.sendall(str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    line.close()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = os.fdopen(0)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    first, *rest = asked["words"]
    if first == _READER:
        sys.argv = [first, *rest]
        import_module(_READER).main()
    else:
        vars(import_module("bellrock.collect.elsewhere"))["subprocess"] = _Forking(address)
        import_module(_MODULES[0]).main(asked["words"])


def _run(address: str, words: Sequence[str]) -> None:
    """Be the command: what it reads, writes, is sent and ends with."""
    child = Forked(words, [0, 1, 2], address=address)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: child.send_signal(number))
    code = child.wait()
    sys.exit(code if code is not None and code >= 0 else 128 - (code or 0))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        _serve(sys.argv[2])
    else:
        _run(sys.argv[2], sys.argv[3:])
