"""Configuration: few settings, each explained; a wrong one is refused with the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.config import default_home, load, settings, variable
from bellrock.runtime.settings_page import page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"


def _load(tmp_path: Path, text: str = "", **environ: str):
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return load(file, environ)


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    config = load(tmp_path / "none.toml", {})

    assert (config.server.port, config.lake.dsn, config.collect.ip) == (8420, "", "truncated")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    told = "[lake]\nseconds = 5\nmemory_mb = 100\n"

    config = _load(tmp_path, told, BELLROCK_LAKE_SECONDS="7.5", PATH="/bin")

    assert (config.lake.seconds, config.lake.memory_mb) == (7.5, 100)


@pytest.mark.parametrize(
    ("text", "environ", "near"),
    [
        ("[lake]\nsecond = 5", {}, "lake.seconds"),
        ("[lakes]\nseconds = 5", {}, "lake."),
        ("port = 9", {}, "server.port"),
        ("", {"BELLROCK_SERVER_PROT": "9"}, "BELLROCK_SERVER_PORT"),
    ],
)
def test_an_unknown_setting_is_refused_with_the_nearest(
    tmp_path: Path, text: str, environ: dict[str, str], near: str
) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        _load(tmp_path, text, **environ)

    assert near in refused.value.hint


@pytest.mark.parametrize("text", ["[server]\nport = 'x'", "[server]\nport = 70000", "[server"])
def test_a_value_that_cannot_be_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        _load(tmp_path, text)

    assert refused.value.hint


def test_every_setting_has_a_help_text_and_a_place_on_the_page() -> None:
    written = PAGE.read_text("utf-8")
    for name, info in settings():
        assert info.description, name
        assert f"`{variable(name)}`" in written, f"{name} is undocumented"


def test_the_page_is_what_the_settings_say() -> None:
    fix = "write bellrock.runtime.settings_page.page() to docs/reference/settings.md"
    assert PAGE.read_text("utf-8") == page(), fix


def test_the_boot_configuration_fits_on_a_screen() -> None:
    assert len(list(settings())) <= 24


def test_the_home_is_named_by_one_variable() -> None:
    assert default_home({"BELLROCK_HOME": "/srv/rock"}) == Path("/srv/rock")
    assert default_home({}) == Path("bellrock-home")
