"""Which words does a report use around what the board says? The reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["en", "zh-CN"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Words:
    """The words of one language; braces are filled in."""

    open: str
    """Opens the board."""
    unsubscribe: str
    why: str
    trial: str
    late: str
    tables: str
    """Why there are tables instead of pictures."""
    several: str
    """Tiles with dates of their own."""
    page: str
    more: str
    """Rows that are not shown."""
    picture: str


_WORDS: dict[Language, Words] = {
    "en": Words(
        open="Open the board",
        unsubscribe="Stop sending me this",
        why="You get this because {email} is named as a reader of this board of {project}.",
        trial="This is a test; nobody else got it.",
        late="This report was due on {due} and is late, as the server did not run then.",
        tables="The board could not be drawn this time, so here is what it says as tables.",
        several="each tile by its own dates",
        page="Page {number} of {of}",
        more="… and {rows} more rows, on the board",
        picture="The board as a picture; what it says follows in words.",
    ),
    "zh-CN": Words(
        open="打开看板",
        unsubscribe="不再接收此报告",
        why="您收到此邮件，是因为 {email} 被列为 {project} 项目此看板的读者。",
        trial="这是一封测试邮件，没有发送给其他人。",
        late="此报告原定于 {due} 发送；当时服务器未运行，现补发。",
        tables="这次未能绘制看板，以下以表格列出其内容。",
        several="各图块使用各自的日期范围",
        page="第 {number} 页，共 {of} 页",
        more="……另有 {rows} 行，请在看板上查看",
        picture="看板图片；其内容的文字说明见下方。",
    ),
}


def words(language: Language) -> Words:
    """Return the words of a language."""
    return _WORDS[language]


def said_days(first: date, last: date, language: Language) -> str:
    """Return a stretch of days as one writes it: 23 Oct – 21 Nov 2026."""
    if language == "zh-CN":
        begin, end = (f"{d.year}年{d.month}月{d.day}日" for d in (first, last))
        if first == last:
            return begin
        return f"{begin} – {end if first.year != last.year else end.partition('年')[2]}"
    begin, end = (f"{d.day} {_MONTHS[d.month - 1]} {d.year}" for d in (first, last))
    if first == last:
        return begin
    return f"{begin if first.year != last.year else begin[:-5]} – {end}"
