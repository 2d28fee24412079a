"""How is one of our own pages drawn? By a Chromium that reaches this server and nothing else.

It is driven over two pipes, so that no port is opened by which another could drive it. Whatever it
asks of any other address goes to a proxy that is not there. It has a fresh profile that is deleted
afterwards, and it ends when its time or memory is used up.

Source: the Chrome DevTools Protocol, `--remote-debugging-pipe`.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bellrock.core.errors import NotDrawn
from bellrock.core.time import stopwatch
from bellrock.runtime.config import ReportsConfig

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL = (
    "install Chromium (Debian and Ubuntu: apt-get install chromium; macOS: Google Chrome), or name "
    "one with reports.chromium in config.toml, then restart"
)
_APPS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
_FLAGS = (
    *("--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-default-apps", "--disable-extensions", "--disable-breakpad", "--disable-quic"),
    *("--no-default-browser-check", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-pings"),
    *("--password-store=basic", "--use-mock-keychain", "--force-color-profile=srgb"),
    *("--disable-features=Translate,MediaRouter,OptimizationHints", "--disable-domain-reliability"),
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=512",
)
_LOOK_S, _AGAIN_S, _CHUNK = 0.5, 0.1, 1 << 20
_LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True)
class Bounds:
    """How much one drawing may take."""

    seconds: float = 90.0
    memory_bytes: int = 1 << 30


_ENOUGH = Bounds()


def find_browser(told: ReportsConfig) -> str | None:
    """Return the path of the Chromium that draws; None where there is none."""
    if told.chromium:
        return shutil.which(told.chromium)
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in (*found, *_APPS) if path and Path(path).is_file()), None)


class Drawer:
    """A browser for one drawing, in which only the server at `only` (host:port) is reached."""

    def __init__(
        self, told: ReportsConfig, only: str, language: str, bounds: Bounds = _ENOUGH
    ) -> None:
        """Begin it.

        Raises:
            NotDrawn: there is no browser on this machine.
        """
        program = find_browser(told)
        if program is None:
            raise NotDrawn("there is no Chromium on this machine to draw with", hint=INSTALL)
        self._bounds, self._until = bounds, stopwatch() + bounds.seconds
        self._greedy = False
        self._buffer = bytearray()
        self._calls = 0
        self._folder = tempfile.TemporaryDirectory(prefix="bellrock-report-")
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        command = [
            *(sys.executable, "-I", "-S", str(_LAUNCH), str(theirs_in), str(theirs_out)),
            *(program, *_FLAGS, *_alone(only), f"--lang={language}", f"--accept-lang={language}"),
            *(f"--user-data-dir={self._folder.name}", "about:blank"),
        ]
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- our own words, and no shell
                command, pass_fds=(theirs_in, theirs_out), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={"HOME": self._folder.name, "PATH": os.defpath, "TMPDIR": self._folder.name},
            )  # fmt: skip
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self._done = threading.Event()
        self._watch = threading.Thread(
            target=self._watching, args=(bounds.memory_bytes,), name="drawing", daemon=True
        )
        self._watch.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, whatever it does, and delete all that it wrote."""
        self._done.set()
        self._kill()
        self._watch.join()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)
        self._folder.cleanup()

    def call(self, method: str, session: str = "", **given: Any) -> dict[str, Any]:
        """Return what the browser answers to a command.

        Raises:
            NotDrawn: it took too long or too much, it ended, or it refused.
        """
        self._calls += 1
        told = {"id": self._calls, "method": method, "params": given}
        self._send(json.dumps(told | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            heard = json.loads(self._message())
            if heard.get("id") == self._calls:
                if "error" in heard:
                    said = str(heard["error"].get("message", ""))
                    raise NotDrawn(f"the browser refused a command: {said}")
                found: dict[str, Any] = heard["result"]
                return found

    def open(self, url: str, width: int, height: int, scale: float) -> str:
        """Open a page of `width` × `height` in light colours and without motion; its session."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = str(
            self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        )
        still = [
            {"name": "prefers-color-scheme", "value": "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.call("Emulation.setEmulatedMedia", session, features=still)
        self.size(session, width, height, scale)
        self.call("Page.enable", session)
        self.call("Page.navigate", session, url=url)
        return session

    def size(self, session: str, width: int, height: int, scale: float) -> None:
        """Give the page another size; `scale` is how many dots a pixel has."""
        self.call(
            "Emulation.setDeviceMetricsOverride", session,
            width=width, height=height, deviceScaleFactor=scale, mobile=False,
        )  # fmt: skip

    def until(self, session: str, script: str) -> Any:
        """Return what `script` says in the page as soon as it says something."""
        while not (found := self.ask(session, script)):
            self._done.wait(_AGAIN_S)
        return found

    def ask(self, session: str, script: str) -> Any:
        """Return what `script` says in the page; a promise is waited for."""
        found = self.call(
            "Runtime.evaluate", session, expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in found:
            said = str(found["exceptionDetails"].get("text", ""))
            raise NotDrawn(f"the page failed: {said}")
        return found["result"].get("value")

    def bytes_of(self, method: str, session: str, **said: Any) -> bytes:
        """Return the file that a command makes: a picture, or a document."""
        return base64.b64decode(self.call(method, session, **said)["data"])

    def _send(self, message: bytes) -> None:
        try:
            os.write(self._to, message)
        except OSError as error:
            raise self._ended() from error

    def _message(self) -> bytes:
        while b"\0" not in self._buffer:
            left = self._until - stopwatch()
            ready = left > 0 and select.select([self._from], [], [], left)[0]
            if not ready:
                raise NotDrawn(
                    f"drawing took longer than {self._bounds.seconds:g} s",
                    hint="make the board smaller, or its questions quicker",
                )
            heard = os.read(self._from, _CHUNK)
            if not heard:
                raise self._ended()
            self._buffer += heard
        message, _, rest = self._buffer.partition(b"\0")
        self._buffer = bytearray(rest)
        return bytes(message)

    def _ended(self) -> NotDrawn:
        if self._greedy:
            return NotDrawn(
                f"Chromium needed more memory than {self._bounds.memory_bytes >> 20} MiB",
                hint="make the board smaller",
            )
        return NotDrawn(
            "Chromium ended before the page was drawn",
            hint="start it by hand to see what it lacks; as root it needs --no-sandbox",
        )

    def _watching(self, most: int) -> None:
        while not self._done.wait(_LOOK_S):
            if _taken(self._process.pid) > most:
                self._greedy = True
                self._kill()

    def _kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _alone(only: str) -> tuple[str, ...]:
    """Return the flags by which nothing but `only` is reached."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return (
        *("--proxy-server=http://127.0.0.1:9", f"--proxy-bypass-list=<-loopback>;{only}"),
        f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {only.rpartition(':')[0].strip('[]')}",
        *(("--no-sandbox",) if root else ()),  # Chromium's own cannot be had by root
    )


def _taken(group: int) -> int:
    """Return the bytes that a process group holds for itself; 0 where that cannot be known."""
    total, page = 0, 4096
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                _, resident, shared, *_ = map(int, (folder / "statm").read_text().split())
                total += (resident - shared) * page
    return total
