"""Many commands in one child process: the same entry as `bellrock`, without a start for each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

_LISTEN = """
import contextlib, io, json, sys
from bellrock.cli.start import run
told = sys.stdin
for line in told:
    words, typed = json.loads(line)
    out, err, sys.stdin = io.StringIO(), io.StringIO(), io.StringIO(typed)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words)
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""


class Speaker:
    """A child process that runs commands as they are spoken; it holds no home between them."""

    def __enter__(self) -> Self:
        self._child = subprocess.Popen(
            [sys.executable, "-c", _LISTEN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._child.communicate(timeout=180)

    def run(self, *args: str, home: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command on `home` and return what it said."""
        words = [*args, "--home", str(home)]
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps([words, stdin]) + "\n")
        self._child.stdin.flush()
        code, out, err = json.loads(self._child.stdout.readline())
        return subprocess.CompletedProcess(words, code, out, err)

    def said(self, *args: str, home: Path) -> Any:
        """Run one command with `--json` and return what it printed, which must be a success."""
        done = self.run(*args, "--json", home=home)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
