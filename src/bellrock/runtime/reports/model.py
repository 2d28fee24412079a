"""What is a scheduled report? A board, when and to whom it is sent, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bellrock.runtime.reports.schedule import Schedule
from bellrock.runtime.reports.words import Language
from bellrock.runtime.saved_questions import Author

Format = Literal["png", "pdf"]
Carried = Literal["", "pictures", "tables"]
RECIPIENTS, REPORTS, NOTE = 50, 100, 2000
"""The most addresses of a report, reports of a project, and characters of a note."""
MAILS_A_DAY = 1000
"""The most that the reports of one project send within 24 hours."""
_LINE = r"^[^\x00-\x1f\x7f]*$"


class Reader(BaseModel):
    """Somebody who is sent a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    email: Annotated[str, Field(min_length=3, max_length=254)]
    language: Language = "en"


class NewBoardReport(BaseModel):
    """A report to be sent from now on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    board: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,16}$", description="the board's id")]
    subject: Annotated[str, Field(max_length=200, pattern=_LINE)] = Field(
        "", description="of the e-mail; left out: the board's name"
    )
    note: Annotated[str, Field(max_length=NOTE, pattern=r"^[^\x00]*$")] = Field(
        "", description="what stands above the board"
    )
    schedule: Schedule = Schedule()
    formats: Annotated[tuple[Format, ...], Field(min_length=1, max_length=2)] = Field(
        ("png", "pdf"), description="png: in the e-mail itself; pdf: attached"
    )
    readers: Annotated[tuple[Reader, ...], Field(min_length=1, max_length=RECIPIENTS)]


class BoardReportChange(BaseModel):
    """What to change; what is left out stays. Readers are replaced as a whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: Annotated[str | None, Field(max_length=200, pattern=_LINE)] = None
    note: Annotated[str | None, Field(max_length=NOTE, pattern=r"^[^\x00]*$")] = None
    schedule: Schedule | None = None
    formats: Annotated[tuple[Format, ...] | None, Field(min_length=1, max_length=2)] = None
    readers: Annotated[tuple[Reader, ...] | None, Field(min_length=1, max_length=RECIPIENTS)] = None
    paused: bool | None = None


@dataclass(frozen=True)
class ReportReader:
    """An address that a report names; `unsubscribed` says since when it takes none."""

    email: str
    language: Language
    unsubscribed: datetime | None


@dataclass(frozen=True)
class BoardReportRun:
    """A time that a report was sent, or should have been."""

    due: datetime
    trial: bool
    began: datetime
    ended: datetime | None
    """None while it is under way, or waits to be tried again."""
    again: datetime | None
    """When it is tried again, as the mail server did not take all of it."""
    sent: tuple[str, ...]
    """The addresses that it went to."""
    failed: dict[str, str]
    """The others, each with the reason."""
    carried: Carried
    """`pictures`; `tables` where the board could not be drawn, and `error` says why."""
    error: str | None


@dataclass(frozen=True)
class BoardReport:
    """A board that is sent by e-mail at set times."""

    id: str
    board: str
    board_name: str
    owner: Author | None
    """None where a program made it."""
    subject: str
    note: str
    schedule: Schedule
    formats: tuple[Format, ...]
    readers: tuple[ReportReader, ...]
    due: datetime
    """When it is sent next."""
    paused: datetime | None
    may_change: bool
    last: BoardReportRun | None
    """How it went the last time; trials aside."""
    created: datetime
    updated: datetime
    deleted: datetime | None


@dataclass(frozen=True)
class Subscription:
    """What a link to stop a report shows, to whoever has it."""

    board: str
    """The board's name."""
    email: str
    unsubscribed: bool
