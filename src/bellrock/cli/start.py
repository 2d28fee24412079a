"""How does a command begin, and how does it end? The entry, and failures in a sentence.

Exit codes: 0 done, 1 failed, 2 asked for something that cannot be, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence

import typer

from bellrock.cli.commands import app
from bellrock.core.errors import BellrockError, InvalidDefinition, InvalidEvent
from bellrock.runtime.config import LogConfig
from bellrock.runtime.log import configure

_BAD_INPUT = (InvalidDefinition, InvalidEvent)
_SELDOM = (50_000, 20, 100)
"""How often a command looks for garbage. Most of what it makes are its modules, which are none: at
Python's own pace, and at the end once more, it would spend a quarter of its start on them."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command that `args` (or the process's own arguments) ask for, and exit."""
    configure(LogConfig(level="warning"))  # else libraries would write on standard output
    gc.set_threshold(*_SELDOM)
    words = list(sys.argv[1:] if args is None else args)
    debug = "--debug" in words
    code = run([word for word in words if word != "--debug"], debug=debug)
    gc.freeze()  # else the interpreter would look through all of it as it ends
    sys.exit(code)


def run(words: Sequence[str], *, debug: bool = False) -> int:
    """Run one command and return its exit code; failures are told on stderr.

    Args:
        debug: Whether the traceback of a failure is shown.
    """
    try:
        code = app(list(words) or ["--help"], prog_name="bellrock", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; what is left in the buffer must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except Exception as error:
        if debug:
            raise
        return _tell(error)
    return code if isinstance(code, int) else 0


def _tell(error: Exception) -> int:
    """Say what failed in one sentence, with the fix, and return the exit code."""
    if isinstance(error, BellrockError):
        _say(error.message, error.hint)
        return 2 if isinstance(error, _BAD_INPUT) else 1
    if isinstance(error, typer.TyperException):
        if not error.format_message():  # the help was shown instead
            return error.exit_code
        command = getattr(getattr(error, "ctx", None), "command_path", "bellrock")
        _say(error.format_message(), f"see {command} --help")
        return error.exit_code
    if isinstance(error, typer.Abort):
        _say("stopped", "")
        return 130
    _say(
        f"something went wrong inside: {type(error).__name__}: {error}",
        "run the command again with --debug for the details, and report it",
    )
    return 1


def _say(message: str, hint: str) -> None:
    sys.stderr.write(f"error: {message}\n")
    if hint:
        sys.stderr.write(f"hint: {hint}\n")
