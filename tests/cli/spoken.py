"""The command line inside the test process: quick, for commands that go through a server."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bellrock.cli.start import run

_MANY = """
import contextlib, io, json, sys
from bellrock.cli.start import run
told = {}
for name, words in json.load(sys.stdin).items():
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(words)
    told[name] = [code, out.getvalue()]
print(json.dumps(told))
"""


def spoken(*args: str, home: Path) -> Any:
    """Run one command with `--json` in this process and return what it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run([*args, "--json", "--home", str(home)])
    assert code == 0
    return json.loads(out.getvalue())


def spoken_apart(commands: Mapping[str, Sequence[str]], *, home: Path) -> dict[str, Any]:
    """Run commands with `--json`, one after the other, in one child process that opens `home`."""
    told = {name: [*args, "--json", "--home", str(home)] for name, args in commands.items()}
    done = subprocess.run(
        [sys.executable, "-c", _MANY],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {code for code, _ in found.values()} == {0}, done.stderr
    return {name: json.loads(text) for name, (_, text) in found.items()}
