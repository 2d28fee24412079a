"""`bellrock person`: who is this, what are they like, and what did they do?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_facts, show_json, show_table
from bellrock.runtime.reach import reach

_PLACES = ("path", "url", "channel", "country", "device")


def person(
    who: Annotated[
        str, typer.Argument(metavar="ID", help="Any id, an e-mail address, type:value or the key.")
    ],
    events: Annotated[
        int, typer.Option("--events", metavar="N", min=0, max=1000, help="How many of the newest.")
    ] = 20,
    project: ProjectOption = "default",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Show a person: ids, traits with their sources, and the newest events."""
    with reach(home_or_default(home), project=project, purpose="person") as door:
        card = door.person(who, events=events)
    if json:
        show_json(card)
    else:
        _show(card)


def _show(card: Mapping[str, Any]) -> None:
    show_facts(
        {
            "person": card["person"],
            "seen": f"{_day(card['first_seen'])} to {_day(card['last_seen'])} (UTC)",
            "events": f"{card['events']:,} in {card['sessions']:,} sessions",
        }
    )
    ids = [(one["type"], one["value"], _remarks(one)) for one in card["identities"]]
    _section("ids", ("type", "value", ""), ids)
    traits = [(t["name"], t["value"], _moment(t["at"]), t["source"]) for t in card["traits"]]
    _section("traits", ("trait", "value", "since (UTC)", "said by"), traits)
    rows = [
        (_moment(e["ts"]), e["fields"].get("event", ""), _where(e["fields"]), _props(e["props"]))
        for e in card["timeline"]
    ]
    _section("newest events", ("at (UTC)", "event", "where", "properties"), rows)


def _section(title: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    if rows:
        typer.echo(f"\n{title}")
        show_table(columns, rows, empty="", one_line=columns[-1] == "properties")


def _remarks(identity: Mapping[str, Any]) -> str:
    remarks = [word for word in ("shared", "stated") if identity[word]]
    return ", ".join(remarks)


def _where(fields: Mapping[str, str]) -> str:
    return next((fields[name] for name in _PLACES if name in fields), "")


def _props(props: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in props.items())


def _day(moment: str | None) -> str:
    return moment[:10] if moment else "never"


def _moment(moment: str) -> str:
    return moment[:19].replace("T", " ")
