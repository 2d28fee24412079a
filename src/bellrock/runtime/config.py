"""What was Bellrock told before it starts? The only reader of the environment.

A setting `lake.seconds` stands as `seconds` under `[lake]` in the home's `config.toml`, or in the
environment as `BELLROCK_LAKE_SECONDS`, which wins. What is not said keeps its default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from bellrock.core.errors import InvalidDefinition

HOME_VARIABLE = "BELLROCK_HOME"
DEFAULT_HOME = "bellrock-home"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ServerConfig(_Section):
    """Where `bellrock serve` listens."""

    host: str = Field(
        default="127.0.0.1", description="Address to listen on; 0.0.0.0 for every network."
    )
    port: int = Field(
        default=8420, ge=0, le=65535, description="Port to listen on; 0 takes a free one."
    )
    public_url: str = Field(
        default="", description="Address people reach it by, for links and cookies."
    )
    proxies: str = Field(
        default="", description="Proxies whose X-Forwarded-For is believed: IPs, or *."
    )


class LakeConfig(_Section):
    """Where events live, and how much one question may take."""

    dsn: str = Field(
        default="", description="chdb:///folder or clickhouse://…; empty: lake/ in the home."
    )
    seconds: float = Field(default=30.0, gt=0, description="Seconds one question may take.")
    memory_mb: int = Field(default=2048, ge=64, description="Memory one question may take, in MiB.")
    threads: int = Field(
        default=0, ge=0, description="Threads one question may use; 0: one a core."
    )


class LedgerConfig(_Section):
    """Where definitions, accounts and the identity graph live."""

    dsn: str = Field(default="", description="sqlite:///file or postgresql://…; empty: ledger.db.")


class SpoolConfig(_Section):
    """Where accepted events wait for the lake."""

    segment_mb: int = Field(default=64, ge=1, description="Size of one spool file, in MiB.")
    free_mb: int = Field(
        default=512, ge=0, description="Refuse events (503) below this free space, MiB."
    )


class CollectConfig(_Section):
    """How events are taken in."""

    dedupe_hours: int = Field(
        default=24, ge=0, description="How long a repeated message id is noticed."
    )
    ip: Literal["truncated", "full"] = Field(
        default="truncated", description="What is kept of an address: its /24 or /48, or all."
    )
    places: str = Field(default="", description="A MaxMind-format city database; empty: no places.")
    upload_mb: int = Field(
        default=2048, ge=1, description="Largest file that may be uploaded to import, in MiB."
    )


class MailConfig(_Section):
    """How e-mail is sent: alerts and scheduled reports."""

    host: str = Field(default="", description="SMTP server; empty: no e-mail is sent.")
    port: int = Field(default=587, ge=1, le=65535, description="Its port.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the connection is encrypted.",
    )
    user: str = Field(default="", description="Account to sign in with; empty: none.")
    password: str = Field(default="", description="Its password.")
    sender: str = Field(default="bellrock@localhost", description="Address that mail comes from.")


class ReportsConfig(_Section):
    """How boards are drawn for scheduled reports: by a Chromium of this machine."""

    chromium: str = Field(
        default="", description="Path of Chromium or Chrome; empty: the one that is installed."
    )


class LogConfig(_Section):
    """What is written to stderr."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least serious line that is written."
    )
    format: Literal["auto", "human", "json"] = Field(
        default="auto", description="auto: for people on a terminal, JSON elsewhere."
    )


class Config(_Section):
    """Everything that can be set before the start; the rest are settings in the app."""

    server: ServerConfig = ServerConfig()
    lake: LakeConfig = LakeConfig()
    ledger: LedgerConfig = LedgerConfig()
    spool: SpoolConfig = SpoolConfig()
    collect: CollectConfig = CollectConfig()
    mail: MailConfig = MailConfig()
    reports: ReportsConfig = ReportsConfig()
    log: LogConfig = LogConfig()


def default_home(environ: Mapping[str, str] | None = None) -> Path:
    """Return the home to use when none is named: `BELLROCK_HOME`, else `./bellrock-home`."""
    said = (os.environ if environ is None else environ).get(HOME_VARIABLE, "")
    return Path(said or DEFAULT_HOME)


def load(file: Path, environ: Mapping[str, str] | None = None) -> Config:
    """Return the configuration in `file` (it may be missing) and in the environment, which wins.

    Raises:
        InvalidDefinition: an unknown setting (with the nearest known one), or a value that
            cannot be one; `field` names it.
    """
    told = _file(file)
    for name, value in _variables(os.environ if environ is None else environ):
        section, key = name.split(".")
        told.setdefault(section, {})[key] = value
    try:
        return Config.model_validate(told)
    except ValidationError as error:
        raise _refusal(error) from error


def settings() -> Iterator[tuple[str, FieldInfo]]:
    """Yield every setting as (`section.key`, its type, default and help), in reading order."""
    for section, field in Config.model_fields.items():
        for key, info in type(field.default).model_fields.items():
            yield f"{section}.{key}", info


def variable(setting: str) -> str:
    """Return the environment variable of a setting: `lake.seconds` → `BELLROCK_LAKE_SECONDS`."""
    return "BELLROCK_" + setting.replace(".", "_").upper()


def _file(file: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidDefinition(
            f"{file} is not valid TOML: {error}", hint="mend the file or delete it", field="config"
        ) from error
    for section, value in told.items():
        if not isinstance(value, dict):
            raise _unknown(section)
    return told


def _variables(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    known = {variable(name): name for name, _ in settings()}
    for name, value in environ.items():
        if name in known:
            yield known[name], value
        elif name.startswith("BELLROCK_") and name != HOME_VARIABLE:
            raise _unknown(name, [*known, HOME_VARIABLE])


def _refusal(error: ValidationError) -> InvalidDefinition:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return _unknown(name)
    return InvalidDefinition(
        f"the setting {name} cannot be {first['input']!r}: {first['msg']}",
        hint=f"correct it in config.toml or in {variable(name)}",
        field=name,
    )


def _unknown(name: str, known: list[str] | None = None) -> InvalidDefinition:
    names = known or [setting for setting, _ in settings()]
    alike = [one for one in names if one.partition(".")[2] == name]
    near = alike or get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "docs/reference/settings.md lists them"
    return InvalidDefinition(f"there is no setting called {name}", hint=hint, field=name)
