"""What stands in a report's e-mail? The board as a picture and in words, or as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from bellrock.runtime.notify import Attachment, Letter
from bellrock.runtime.reports.draw import Heading
from bellrock.runtime.reports.words import Language, words

ROWS, COLUMNS = 20, 8
"""The most of a table that an e-mail shows."""
PICTURE = "board.png"
_INK, _QUIET, _LINE = "#1b3a5c", "#5a6b7e", "#d9e0e8"
_FONT = "-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif"
_CELL = f"padding:4px 10px 4px 0;border-bottom:1px solid {_LINE};text-align:left"


@dataclass(frozen=True)
class TileTold:
    """What a tile says: in words, and as lines where there is no picture."""

    title: str
    said: str
    lines: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Content:
    """What a report carries, in one language."""

    heading: Heading
    tiles: tuple[TileTold, ...]
    png: bytes | None = None
    pdf: bytes | None = None
    undrawn: str = ""
    """Why there is no picture, where there should be one."""


@dataclass(frozen=True)
class Envelope:
    """Around the content: to whom, under which subject, and what is said besides."""

    to: str
    language: Language
    subject: str
    note: str
    board: str
    """The board's address."""
    stop: str
    """The page on which the reader stops it; empty in a trial."""
    stop_post: str
    late: str
    """When it was due, in words; empty where it is on time."""


def letter(content: Content, envelope: Envelope) -> Letter:
    """Return the e-mail of a report to one reader."""
    pdf, png = content.pdf, content.png
    name = re.sub(r"[^\w-]+", "-", content.heading.title).strip("-") or "board"
    return Letter(
        to=envelope.to,
        subject=envelope.subject,
        text=_text(content, envelope),
        html=_html(content, envelope),
        pictures=() if png is None else (Attachment(PICTURE, "image/png", png),),
        attachments=() if pdf is None else (Attachment(f"{name}.pdf", "application/pdf", pdf),),
        stop=envelope.stop_post,
    )


def _text(content: Content, envelope: Envelope) -> str:
    own = words(envelope.language)
    parts = [*_head(content, envelope)]
    for tile in content.tiles:
        table = "\n".join("\t".join(row) for row in _rows(tile.lines))
        more = own.more.format(rows=len(tile.lines) - ROWS) if len(tile.lines) > ROWS else ""
        parts.append("\n".join(part for part in (tile.title, tile.said, table, more) if part))
    parts.append(f"{own.open}: {envelope.board}")
    foot = [own.why.format(email=envelope.to, project=content.heading.project)]
    foot = [*foot, f"{own.unsubscribe}: {envelope.stop}"] if envelope.stop else [own.trial]
    return "\n\n".join([*parts, "-- \n" + "\n".join(foot)]) + "\n"


def _head(content: Content, envelope: Envelope) -> list[str]:
    own, heading = words(envelope.language), content.heading
    about = " · ".join(part for part in (heading.dates, heading.project) if part)
    said = [f"{heading.title}\n{about}", envelope.note]
    said += [own.late.format(due=envelope.late)] if envelope.late else []
    said += [own.tables] if content.undrawn else []
    return [part for part in said if part]


def _html(content: Content, envelope: Envelope) -> str:
    own, heading = words(envelope.language), content.heading
    about = " · ".join(part for part in (heading.dates, heading.project) if part)
    body = [f'<h1 style="font-size:20px;margin:0 0 4px">{escape(heading.title)}</h1>']
    body.append(_quiet(about))
    body += [_paragraph(said) for said in _head(content, envelope)[1:]]
    if content.png is not None:
        alt = escape(own.picture)
        style = f"width:100%;max-width:1200px;height:auto;border:1px solid {_LINE}"
        body.append(f'<p><img src="cid:{PICTURE}" alt="{alt}" width="680" style="{style}"></p>')
    body += [_tile(tile, envelope.language) for tile in content.tiles]
    body.append(f'<p><a href="{escape(envelope.board)}" style="color:{_INK}">{own.open}</a></p>')
    foot = escape(own.why.format(email=envelope.to, project=heading.project))
    if envelope.stop:
        stop = f'<a href="{escape(envelope.stop)}" style="color:{_QUIET}">{own.unsubscribe}</a>'
        foot += f"<br>{stop}"
    else:
        foot = own.trial
    body.append(f'<p style="color:{_QUIET};font-size:12px">{foot}</p>')
    style = f"margin:0 auto;padding:16px;max-width:720px;color:#16202c;font:14px/1.5 {_FONT}"
    return (
        f'<!doctype html><html lang="{envelope.language}"><meta charset="utf-8">'
        f'<body style="background:#ffffff"><div style="{style}">{"".join(body)}</div></body></html>'
    )


def _tile(tile: TileTold, language: Language) -> str:
    rows = _rows(tile.lines)
    parts = [f'<h2 style="font-size:15px;margin:18px 0 2px">{escape(tile.title)}</h2>']
    parts += [_paragraph(tile.said)] if tile.said else []
    if rows:
        head, *rest = rows
        cells = "".join(f'<th style="{_CELL}">{escape(one)}</th>' for one in head)
        lines = "".join(
            "<tr>" + "".join(f'<td style="{_CELL}">{escape(one)}</td>' for one in row) + "</tr>"
            for row in rest
        )
        table = f"<thead><tr>{cells}</tr></thead><tbody>{lines}</tbody>"
        style = "border-collapse:collapse;font-size:12px;font-variant-numeric:tabular-nums"
        parts.append(f'<table style="{style}">{table}</table>')
        if len(tile.lines) > ROWS:
            parts.append(_quiet(words(language).more.format(rows=len(tile.lines) - ROWS)))
    return "".join(parts)


def _rows(lines: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Return a table's head and rows as texts; nothing where there are no lines."""
    shown = lines[:ROWS]
    names = list(dict.fromkeys(name for line in shown for name in line))[:COLUMNS]
    if not names:
        return []
    return [names, *([_cell(line.get(name)) for name in names] for line in shown)]


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.6g}"
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _paragraph(said: str) -> str:
    return f'<p style="margin:6px 0;white-space:pre-line">{escape(said)}</p>'


def _quiet(said: str) -> str:
    return f'<p style="margin:4px 0;color:{_QUIET};font-size:12px">{escape(said)}</p>'
