"""Which options do questions share, and what do they mean in each?"""

from __future__ import annotations

from typing import Annotated

import typer

FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="WHEN",
        help="First moment: 2026-01-31, 2026-01-31T12:00 or -30d.",
        show_default="30 days before the end",
    ),
]
ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="WHEN", help="End, exclusive.", show_default="end of today"),
]
WhereOption = Annotated[
    str | None,
    typer.Option("--where", metavar="FILTER", help="""Filter: 'country = "CN" and price > 10'."""),
]
ZoneOption = Annotated[
    str | None,
    typer.Option("--zone", metavar="ZONE", help="Time zone.", show_default="the project's"),
]
ByOption = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="PROPERTY", help="Property to break down by; up to three."),
]
TopOption = Annotated[
    int | None, typer.Option("--top", metavar="N", help="Groups shown beside 'other'.")
]
EveryOption = Annotated[
    str | None, typer.Option("--every", metavar="GRAIN", help="hour, day, week or month.")
]
BotsOption = Annotated[bool, typer.Option("--bots", help="Count machines too.")]
IdentityOption = Annotated[
    str | None,
    typer.Option(
        "--identity", metavar="MODE", help="resolved (people as known now) or as_of_event."
    ),
]
StepsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--step",
        metavar="EVENT",
        help=r"Event; 'a|b' for either, 'buy\[price > 10]' for some of them.",
    ),
]
EventsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--event",
        metavar="EVENT",
        help=r"Event; 'a|b' for either, 'buy\[price > 10]' for some of them.",
    ),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude", metavar="EVENT", help="Fails who does it between steps; 'a@1': after step 1."
    ),
]
