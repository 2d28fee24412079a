"""How commands begin and end: help at once, failures in a sentence, telling exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bellrock.cli.start import run
from serving import bellrock

ENGINES = ("chdb", "clickhouse_connect", "pyarrow", "sqlalchemy", "fastapi", "httpx", "numpy")
PROMISED = {
    "serve": ["--home", "--port", "--json"],
    "key create": ["--kind", "--project", "--json", "--home"],
    "user create": ["--email", "--password-stdin", "--json", "--home"],
    "doctor": ["--json", "--home"],
    "import": ["--user", "--event", "--time", "--prop", "--map", "--dry-run", "--json", "--home"],
    "demo": ["--home", "--people", "--days", "--seed", "--no-serve"],
    "person": ["--json", "--home"],
    "ask trend": [
        *("--event", "--from", "--to", "--every", "--by", "--where", "--zone", "--json", "--home"),
    ],
    "ask funnel": ["--step", "--within", "--order", "--by", "--where", "--zone", "--json"],
    "ask retention": ["--start", "--return", "--kind", "--mode", "--every", "--json"],
    "ask paths": ["--start", "--end", "--max-steps", "--json"],
}


def _run(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bellrock.cli", *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=180)


def test_help_loads_no_engine() -> None:
    script = (
        "import sys; from bellrock.cli.start import run; run(['--help']);"
        f"sys.exit(', '.join(m for m in {ENGINES!r} if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert (done.stderr, done.returncode) == ("", 0) or done.stderr == "\n"
    assert "growth engine" in done.stdout


def test_the_installed_command_is_the_module() -> None:
    command = Path(sys.executable).parent / "bellrock"
    done = subprocess.run([str(command), "--version"], capture_output=True, text=True)

    assert done.stdout == _run("--version").stdout
    assert done.stdout.startswith("bellrock ")


@pytest.mark.parametrize("command", PROMISED)
def test_a_command_has_the_options_it_promises(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run([*command.split(), "--help"])
    shown = capsys.readouterr().out

    assert code == 0
    assert [option for option in PROMISED[command] if option not in shown] == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["sreve"], "sreve"),
        (["ask", "trend", "--evnt", "x"], "--event"),
        (["ask", "trend"], "events"),
        (["ask", "trend", "--event", "x", "--every", "fortnight"], "every"),
        (["ask", "trend", "--event", "x", "--where", "price >"], "filter"),
        (["ask", "trend", "--event", "x", "--zone", "Mars/Base"], "Mars/Base"),
        (["ask", "funnel", "--step", "x"], "2 to 20 steps"),
        (["ask", "funnel", "--step", "x", "--step", "y", "--within", "soon"], "soon"),
        (["ask", "retention", "--kind", "third"], "kind"),
        (["key", "create"], "--kind"),
    ],
)
def test_bad_input_is_refused_in_a_sentence_with_exit_code_2(
    args: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(args)
    told = capsys.readouterr()

    assert (code, told.out) == (2, "")
    error, *rest = told.err.splitlines()
    assert error.startswith("error: ")
    assert says in error
    assert [line[:6] for line in rest] == ["hint: "]


def test_a_failure_is_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    done = bellrock("person", "ann", home=tmp_path / "nowhere")

    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no Bellrock home" in done.stderr
    assert "Traceback" not in done.stderr


def test_debug_shows_where_it_failed(tmp_path: Path) -> None:
    done = bellrock("--debug", "person", "ann", home=tmp_path / "nowhere")

    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_an_unwritable_home_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = bellrock("key", "create", "--kind", "write", home=tmp_path / "file" / "home")

    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "--home" in done.stderr


def test_a_wrong_setting_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[lake]\nsecnds = 3\n")
    done = bellrock("key", "create", "--kind", "write", home=tmp_path)

    assert done.returncode == 2
    assert "lake.seconds" in done.stderr


def test_a_reader_that_goes_away_is_no_failure() -> None:
    command = f"{sys.executable} -m bellrock.cli ask trend --help | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)

    assert done.stderr == ""
