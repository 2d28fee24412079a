"""Keys, users and projects: the same from the folder and through the server that runs on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bellrock.runtime.home import find, running
from cli.spoken import Speaker
from serving import Served

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
def test_a_key_is_json_with_one_field(home: Path, kind: str, prefix: str, speaker: Speaker) -> None:
    made = speaker.said("key", "create", "--kind", kind, home=home)

    assert list(made) == ["key"]
    assert made["key"].startswith(prefix)


def test_a_key_for_people_is_the_key_alone(home: Path, speaker: Speaker) -> None:
    done = speaker.run("key", "create", "--kind", "write", home=home)

    assert done.stdout.startswith("wk_")
    assert len(done.stdout.split()) == 1


@pytest.mark.parametrize("args", [["--kind", "wrote"], ["--kind", "read", "--project", "nowhere"]])
def test_a_wrong_key_is_refused(home: Path, args: list[str], speaker: Speaker) -> None:
    done = speaker.run("key", "create", *args, home=home)

    assert done.returncode in (1, 2)
    assert done.stderr.startswith("error: ")
    assert "hint: " in done.stderr


def test_a_user_is_made_once(home: Path, speaker: Speaker) -> None:
    args = ("user", "create", "--email", "Ann@example.org", "--password-stdin")
    first = speaker.run(*args, home=home, stdin=SENTENCE)
    again = speaker.run(*args, home=home, stdin=SENTENCE)

    assert first.stdout == "ann@example.org can sign in.\n"
    assert (again.returncode, again.stdout) == (1, "")
    assert "already" in again.stderr
    assert SENTENCE not in first.stdout + first.stderr + again.stderr


def test_a_short_password_is_bad_input(home: Path, speaker: Speaker) -> None:
    done = speaker.run(
        "user", "create", "--email", "b@b.de", "--password-stdin", home=home, stdin="x"
    )

    assert done.returncode == 2


def test_a_password_is_never_an_argument(home: Path, speaker: Speaker) -> None:
    done = speaker.run("user", "create", "--email", "b@b.de", home=home)

    assert done.returncode == 2
    assert "--password-stdin" in done.stderr


def test_a_project_is_founded_and_listed(home: Path, speaker: Speaker) -> None:
    made = speaker.said("project", "create", "shop", "--zone", "Asia/Shanghai", home=home)
    listed = speaker.said("project", "list", home=home)

    assert (made["name"], made["zone"]) == ("shop", "Asia/Shanghai")
    assert [project["name"] for project in listed] == ["default", "shop"]
    assert made in listed


def test_a_home_is_well(home: Path, speaker: Speaker) -> None:
    found = speaker.said("doctor", home=home)

    assert found["well"]
    assert {f["name"] for f in found["findings"]} >= {
        *("versions", "home", "configuration", "disk", "server", "lake", "ledger", "spool", "clock")
    }


def test_making_users_over_http_is_for_the_operator(home: Path, speaker: Speaker) -> None:
    server = running(find(home))
    key = speaker.said("key", "create", "--kind", "admin", home=home)["key"]
    if server is None:
        return
    answer = httpx.post(
        f"{server.url}/api/v1/users",
        json={"email": "eve@example.org", "password": SENTENCE},
        headers={"Authorization": f"Bearer {key}"},
    )

    assert answer.status_code == 403
