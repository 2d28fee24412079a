"""Every example in the README and the guide runs, in order, as a reader would run it.

A page is one script: `sh` blocks as they stand, `python` and `js` blocks by their interpreters.
A block under `<!-- prints: TEXT -->` must print TEXT. Blocks of the kind `text` are output.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import forks
from clients.node import modules, program
from serving import free_port

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
END_WHAT_RUNS = "trap 'run=$(jobs -p); kill $run 2>/dev/null && wait $run || true' EXIT"
BLOCK = re.compile(
    r"(?:<!-- prints: (?P<prints>.+?) -->\n)?```(?P<kind>sh|python|js)\n(?P<code>.*?)```", re.S
)


@dataclass(frozen=True)
class Block:
    """One example: its language, its text, and what its output must contain."""

    kind: str
    code: str
    prints: str | None


def blocks(page: Path) -> list[Block]:
    """Return a page's examples, in order."""
    return [
        Block(m["kind"], m["code"], m["prints"]) for m in BLOCK.finditer(page.read_text("utf-8"))
    ]


def script(page: Path, port: int) -> str:
    """Return a page as one bash script that ends at the first failure."""
    parts = [
        "set -euo pipefail",
        END_WHAT_RUNS,
    ]
    for number, block in enumerate(blocks(page)):
        code = block.code.replace("8420", str(port))
        if block.kind != "sh":
            runner = "python" if block.kind == "python" else "node --input-type=module"
            code = f"{runner} - <<'END_OF_EXAMPLE'\n{code}END_OF_EXAMPLE\n"
        parts.append(f"echo '=== {page.name} {number}'")
        parts.append(f"{{\n{code}}} > >(tee out-{number}.txt)" if block.prints else code)
        if block.prints:
            parts.append(f"sleep 0.2; grep -qF -- {_quoted(block.prints)} out-{number}.txt")
    return "\n".join(parts)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path) -> None:
    if not blocks(page):
        pytest.fail(f"{page.name} holds no example that can be run")
    if any(block.kind == "js" for block in blocks(page)):
        (tmp_path / "node_modules").symlink_to(modules())
    (tmp_path / "Makefile").write_text(
        f"%:\n\t@$(MAKE) -C {ROOT} $@ DEMO_HOME={tmp_path}/demo-home ARGS='$(ARGS)'\n"
    )
    (tmp_path / "page.sh").write_text(script(page, free_port()))
    done = subprocess.run(
        ["bash", "page.sh"],
        cwd=tmp_path,
        env={**_environment(tmp_path / "bin"), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def _environment(commands: Path) -> dict[str, str]:
    """Where commands are found; `bellrock` is one that need not read its modules first."""
    commands.mkdir()
    (commands / "bellrock").write_text(
        f'#!/bin/sh\nexec {sys.executable} -IS {forks.__file__} run {forks.nest()} "$@"\n'
    )
    (commands / "bellrock").chmod(0o755)
    bin_folder = str(Path(sys.executable).parent)
    path = f"{commands}:{bin_folder}:{os.environ['PATH']}:{Path(program('node')).parent}"
    return {**os.environ, "PATH": path, "NO_COLOR": "1"}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def test_bash_is_there_to_run_them() -> None:
    assert shutil.which("bash")
