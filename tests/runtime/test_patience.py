"""A store that is full or busy is asked again as it wishes, and not for ever."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from bellrock.core.errors import BellrockError, NotFound, StoreFull, TooMany
from bellrock.runtime import remote_import
from bellrock.runtime.patience import PATIENCE_S, patiently
from bellrock.runtime.remote import Remote
from bellrock.runtime.remote_import import RemoteImport

IMPORT = "0123456789abcdef"


def refusing(*errors: BellrockError) -> Callable[[], str]:
    """Return something that is refused with `errors`, one after the other, and then works."""
    left = list(errors)

    def attempt() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return attempt


def test_it_waits_as_long_as_it_is_asked_to() -> None:
    waited: list[float] = []
    full, busy = StoreFull("full", retry_after_s=30), TooMany("busy", retry_after_s=2)

    assert patiently(refusing(full, busy, full), waited.append) == "done"
    assert waited == [30, 2, 30]


def test_patience_ends_with_what_was_wrong_for_how_long_and_the_fix() -> None:
    waited: list[float] = []
    full = StoreFull("the disk is full", hint="free space", retry_after_s=30)

    with pytest.raises(StoreFull) as refused:
        patiently(refusing(*[full] * 100), waited.append, hint="then run it again")

    assert sum(waited) == PATIENCE_S
    assert str(refused.value) == (
        "the disk is full, and was so for 300 seconds (free space; then run it again)"
    )


@pytest.mark.parametrize("error", [TooMany("too large"), StoreFull("no"), NotFound("gone")])
def test_what_waiting_does_not_mend_is_raised_at_once(error: BellrockError) -> None:
    with pytest.raises(type(error)) as refused:
        patiently(refusing(error), lambda _: pytest.fail("it waited"))

    assert refused.value is error


def full_times(count: int) -> tuple[Remote, list[bytes]]:
    """Return a server whose disk is full `count` times, and the rows that it took."""
    taken: list[bytes] = []
    left = [count]

    def answer(request: httpx.Request) -> httpx.Response:
        if left[0]:
            left[0] -= 1
            problem = {"title": "full", "code": "store_full", "detail": "the disk is nearly full"}
            return httpx.Response(503, json=problem, headers={"Retry-After": "30"})
        taken.append(request.content)
        return httpx.Response(204)

    remote = Remote("http://bellrock.example", "ak_x")
    remote._client = httpx.Client(
        base_url=remote.url, transport=httpx.MockTransport(answer), timeout=5
    )
    return remote, taken


def test_an_import_waits_for_a_server_whose_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(remote_import, "sleep", waited.append)
    remote, taken = full_times(3)

    RemoteImport(remote).rows(IMPORT, 0, 1, b"{}")

    assert (taken, waited) == ([b"{}"], [30, 30, 30])


def test_an_import_gives_up_on_a_disk_that_stays_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_import, "sleep", lambda _: None)
    remote, taken = full_times(1000)

    with pytest.raises(StoreFull, match="nearly full, and was so for 300 seconds") as refused:
        RemoteImport(remote).rows(IMPORT, 0, 1, b"{}")

    assert "run the import again" in refused.value.hint
    assert taken == []
