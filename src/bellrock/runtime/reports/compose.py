"""What does a board say now? Drawn as its readers see it, or told by its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import structlog

from bellrock.analytics import KINDS
from bellrock.analytics.sql.marks import mark
from bellrock.core.errors import BellrockError, NotDrawn
from bellrock.core.time import zone
from bellrock.query.asks.sql import SqlAsk
from bellrock.query.relation import Context, Reading
from bellrock.runtime.accounts_model import Project
from bellrock.runtime.answers import Answers
from bellrock.runtime.boards_ask import reserved, tile_question
from bellrock.runtime.boards_model import Board, Filters, Tile, Visitor
from bellrock.runtime.config import ReportsConfig
from bellrock.runtime.reports.draw import Heading, draw
from bellrock.runtime.reports.letter import Content, TileTold
from bellrock.runtime.reports.passes import Commission, Passes
from bellrock.runtime.reports.words import Language, said_days, words
from bellrock.store import Lake

Say = Callable[[str, dict[str, Any]], str]
"""Says an answer of a kind in one English sentence."""
_log = structlog.get_logger("bellrock.reports")


@dataclass
class Studio:
    """What a report is made with. `address` is this server's own, empty while none listens."""

    told: ReportsConfig
    lake: Lake
    answers: Answers
    context: Callable[[int], Context]
    passes: Passes
    address: str = ""
    say: Say | None = None


@dataclass(frozen=True)
class Wanted:
    """What is to be made: a board of a project, in a language and in formats."""

    project: Project
    board: Board
    visitor: Visitor
    language: Language
    formats: frozenset[str]


def compose(studio: Studio, wanted: Wanted) -> Content:
    """Return what a report of a board carries: pictures, or tables where it cannot be drawn."""
    context = studio.context(wanted.project.id)
    dates = board_dates(wanted.board, context, wanted.language)
    heading = Heading(wanted.board.name, dates, f"{wanted.project.name} ({wanted.project.zone})")
    try:
        return _drawn(studio, wanted, heading)
    except NotDrawn as error:
        _log.warning("a report is sent as tables", board=wanted.board.id, error=str(error))
        tiles = tuple(_told(studio, wanted, context, tile) for tile in wanted.board.tiles)
        return Content(heading, tiles, undrawn=str(error))


def board_dates(board: Board, context: Context, language: Language) -> str:
    """Return the days that all tiles of a board are about, in words."""
    found = set()
    for tile in board.tiles:
        if tile.kind == "text":
            continue
        try:
            ask = tile_question(board, tile.id, Filters()).ask
            if isinstance(ask, SqlAsk) and not mark(ask.sql).timed:  # it is over all time
                continue
            reading = Reading(ask, context)
        except BellrockError:  # a tile that asks nothing any more has no days
            continue
        tz = zone(context.zone)
        last = (reading.period.end - timedelta(microseconds=1)).astimezone(tz).date()
        found.add((reading.period.start.astimezone(tz).date(), last))
    if len(found) == 1:
        return said_days(*found.pop(), language)
    return words(language).several if found else ""


def _drawn(studio: Studio, wanted: Wanted, heading: Heading) -> Content:
    if not studio.address:
        raise NotDrawn("no server runs on this home", hint="start it: bellrock serve")
    token = studio.passes.issue(Commission(wanted.project.id, wanted.board.id, wanted.visitor))
    try:
        found = draw(studio.told, studio.address, token, wanted.language, heading, wanted.formats)
    finally:
        studio.passes.end(token)
    tiles = tuple(TileTold(one.title, one.said) for one in found.tiles)
    return Content(heading, tiles, found.png, found.pdf)


def _told(studio: Studio, wanted: Wanted, context: Context, tile: Tile) -> TileTold:
    names = {one.id: one.name for one in wanted.board.questions}
    title = tile.title or names.get(tile.question or "", "")
    if tile.kind == "text":
        return TileTold(title, tile.text)
    try:
        asked = tile_question(wanted.board, tile.id, Filters())
        with reserved(asked.kind):
            told = studio.answers.reply(studio.lake, asked.ask, context)
        found = msgspec.json.decode(told)
        lines = KINDS[asked.kind].shape.from_json(found).lines()
    except BellrockError as error:  # a failing tile never takes the board with it
        return TileTold(title, str(error))
    plain = wanted.language == "en" and studio.say is not None
    said = studio.say(asked.kind, found) if plain and studio.say else ""
    return TileTold(title or asked.kind, said, tuple(lines))
