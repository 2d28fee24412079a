"""Keys, users and projects: the same from the folder and through the server that runs on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from serving import Served, bellrock, said

SENTENCE = "a long and private sentence"


@pytest.fixture(scope="module", params=["folder", "server"])
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A fresh home, with and without a server on it."""
    path = tmp_path_factory.mktemp(request.param) / "home"
    if request.param == "folder":
        yield path
        return
    server = Served(path)
    yield path
    server.stop()


@pytest.mark.parametrize(("kind", "prefix"), [("write", "wk_"), ("read", "rk_"), ("admin", "ak_")])
def test_a_key_is_json_with_one_field(home: Path, kind: str, prefix: str) -> None:
    made = said("key", "create", "--kind", kind, home=home)

    assert list(made) == ["key"]
    assert made["key"].startswith(prefix)


def test_a_key_for_people_is_the_key_alone(home: Path) -> None:
    done = bellrock("key", "create", "--kind", "write", home=home)

    assert done.stdout.startswith("wk_")
    assert len(done.stdout.split()) == 1


@pytest.mark.parametrize("args", [["--kind", "wrote"], ["--kind", "read", "--project", "nowhere"]])
def test_a_wrong_key_is_refused(home: Path, args: list[str]) -> None:
    done = bellrock("key", "create", *args, home=home)

    assert done.returncode in (1, 2)
    assert done.stderr.startswith("error: ")
    assert "hint: " in done.stderr


def test_a_user_is_made_once(home: Path) -> None:
    args = ("user", "create", "--email", "Ann@example.org", "--password-stdin")
    first = bellrock(*args, home=home, stdin=SENTENCE)
    again = bellrock(*args, home=home, stdin=SENTENCE)

    assert first.stdout == "ann@example.org can sign in.\n"
    assert (again.returncode, again.stdout) == (1, "")
    assert "already" in again.stderr
    assert SENTENCE not in first.stdout + first.stderr + again.stderr


def test_a_short_password_is_bad_input(home: Path) -> None:
    done = bellrock("user", "create", "--email", "b@b.de", "--password-stdin", home=home, stdin="x")

    assert done.returncode == 2


def test_a_password_is_never_an_argument(home: Path) -> None:
    done = bellrock("user", "create", "--email", "b@b.de", home=home)

    assert done.returncode == 2
    assert "--password-stdin" in done.stderr


def test_a_project_is_founded_and_listed(home: Path) -> None:
    made = said("project", "create", "shop", "--zone", "Asia/Shanghai", home=home)
    listed = said("project", "list", home=home)

    assert (made["name"], made["zone"]) == ("shop", "Asia/Shanghai")
    assert [project["name"] for project in listed] == ["default", "shop"]
    assert made in listed


def test_a_home_is_well(home: Path) -> None:
    found = said("doctor", home=home)

    assert found["well"]
    assert {f["name"] for f in found["findings"]} >= {
        *("versions", "home", "configuration", "disk", "server", "lake", "ledger", "spool", "clock")
    }


def test_making_users_over_http_is_for_the_operator(tmp_path: Path) -> None:
    server = Served(tmp_path / "home")
    try:
        key = said("key", "create", "--kind", "admin", home=server.home)["key"]
        answer = httpx.post(
            f"{server.url}/api/v1/users",
            json={"email": "eve@example.org", "password": SENTENCE},
            headers={"Authorization": f"Bearer {key}"},
        )
    finally:
        server.stop()

    assert answer.status_code == 403
