"""How do the parts become one Bellrock? The one composition root; only the doors import it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bellrock.audiences import Audiences, Members
from bellrock.collect.apart import Told
from bellrock.collect.drain import Drain
from bellrock.collect.elsewhere import Elsewhere
from bellrock.collect.import_take import Imports
from bellrock.collect.ingest import Collector
from bellrock.collect.live import Live
from bellrock.collect.steps import Steps
from bellrock.core.time import SYSTEM_CLOCK, Clock, from_micros
from bellrock.people import People
from bellrock.query import Sql
from bellrock.query.relation import Context
from bellrock.runtime import config as configuration
from bellrock.runtime import home as homes
from bellrock.runtime.accounts import Accounts
from bellrock.runtime.alert_channels import AlertChannels
from bellrock.runtime.alert_watch import AlertWatch, Desk
from bellrock.runtime.alerts import Alerts
from bellrock.runtime.annotations import Annotations
from bellrock.runtime.answers import Answers
from bellrock.runtime.audience_desk import AudienceDesk
from bellrock.runtime.background import Background
from bellrock.runtime.boards import Boards
from bellrock.runtime.boards_comments import BoardComments
from bellrock.runtime.boards_links import BoardLinks
from bellrock.runtime.config import CollectConfig, Config, LakeConfig, SpoolConfig
from bellrock.runtime.costs import Costs
from bellrock.runtime.expiry import Expiry
from bellrock.runtime.goals import Goals
from bellrock.runtime.growth_settings import GrowthSettings
from bellrock.runtime.heat_desk import HeatDesk
from bellrock.runtime.holidays import HolidayCalendars
from bellrock.runtime.home import Home
from bellrock.runtime.metric_registry import MetricRegistry
from bellrock.runtime.moved import Moved
from bellrock.runtime.reports import Courier, Office, Passes, Reports, Studio
from bellrock.runtime.saved_questions import SavedQuestions
from bellrock.runtime.upload_run import UploadRunner
from bellrock.runtime.uploads import Uploads
from bellrock.store import Lake, Ledger, Limits, Spool, Watermark, migrate, migrate_ledger

CLOCK_SLACK = timedelta(minutes=5)
_DISK_FRESH_S = 0.1
_log = structlog.get_logger("bellrock")


class App:
    """Everything that works on one home; `open` makes it, `start` sets it going, `close` ends it.

    While it is open no other process can open the same home. `local_token` is what a process of
    the same user shows to be let in without a key; empty unless `serve` announced one.
    """

    def __init__(
        self, home: Home, config: Config, clock: Clock, lake: Lake, *, ends: ExitStack
    ) -> None:
        """Wire the parts; `open` is the way in. What must be closed is hung on `ends`."""
        self.home = home
        self.config = config
        self.clock = clock
        self.lake = lake
        self.local_token = ""
        self.ledger = Ledger(config.ledger.dsn or f"sqlite:///{home.ledger}")
        ends.callback(self.ledger.close)
        migrate_ledger(self.ledger)
        self.accounts = Accounts(self.ledger, clock)
        self.accounts.projects.ensure_default()
        self.questions = SavedQuestions(self.ledger, clock, self.accounts.audit)
        self.metrics = MetricRegistry(self.ledger, clock, self.accounts.audit)
        self.goals = Goals(self.ledger, clock, self.accounts.audit)
        self.annotations = Annotations(self.ledger, clock, self.accounts.audit)
        self.heat = HeatDesk(self.ledger, clock, self.accounts.audit)
        self.channels = AlertChannels(self.ledger, clock, self.accounts.audit, config.mail)
        self.alerts = Alerts(self.ledger, clock, self.accounts.audit)
        self.holidays = HolidayCalendars(self.ledger, clock, self.accounts.audit)
        audit = self.accounts.audit
        self.growth = GrowthSettings(self.ledger, clock, audit, self.goals, self.questions)
        self.boards = Boards(self.ledger, clock, self.accounts.audit, self.questions)
        self.links = BoardLinks(self.ledger, clock, self.boards)
        self.comments = BoardComments(self.ledger, clock)
        self.answers, self.moved = Answers(clock), Moved(clock)
        self.reports = Reports(self.ledger, clock, self.accounts.audit)
        self.spool = open_spool(home, config.spool, clock)
        ends.callback(self.spool.close)
        self.people = People(self.ledger, lake, clock)
        ends.callback(self.people.close)
        self.audiences = Audiences(self.ledger, clock, self.accounts.audit)
        self.crowds = AudienceDesk(self.audiences, Members(lake), self.people, self.context)
        self.live = Live()
        self.collector = Collector(self.spool)
        self._reader = Elsewhere(_enriching(config.collect))
        ends.callback(self._reader.close)
        self.drain = self._drain(config.collect)
        ends.callback(self.drain.close)
        self.imports = Imports(self.collector, self.drain, self.ledger, lake, clock)
        self.costs = Costs(self.ledger, lake, clock, self.accounts.audit, self.accounts.projects)
        self.uploads = Uploads(self.ledger, clock, self.accounts.audit, home.uploads)
        self.runner = UploadRunner(self.uploads, self.imports, clock)
        ends.callback(self.runner.close)
        self.expiry = Expiry(self.accounts.projects.all, lake, clock)
        ends.callback(self.expiry.close)
        self.watch = AlertWatch(
            Desk(self.alerts, self.metrics, self.channels),
            lake,
            clock,
            projects=self.accounts.projects.all,
            context=self.context,
            address=config.server.public_url,
        )
        ends.callback(self.watch.close)
        self.courier = self._courier(ends)
        self.background = self._background(ends)
        self._ends = ends

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        clock: Clock = SYSTEM_CLOCK,
        config: Config | None = None,
        lake: Lake | None = None,
        purpose: str = "serve",
    ) -> App:
        """Open the home at `home`, made where it is missing, with its schemas up to date.

        Args:
            config: Instead of what `config.toml` and the environment say.
            lake: An open lake to use and leave open, since a process holds one embedded lake.
            purpose: The command that wants it, for whoever finds the home locked.

        Raises:
            StoreLocked: another process has the home open.
            StoreUnwritable: the folder cannot be written.
            InvalidDefinition: a setting is unknown or wrong.
        """
        made = homes.create(home)
        told = configuration.load(made.config) if config is None else config
        with ExitStack() as ends:
            ends.enter_context(homes.hold(made, purpose))
            used = lake or open_lake(made, told.lake, ends)
            migrate(used)
            app = cls(made, told, clock, used, ends=ends)
            app._ends = ends.pop_all()
        return app

    def start(self) -> None:
        """Set the work in the background going: what is accepted is stored within a second."""
        if self.lake.embedded:  # nobody else can be about to fill one
            self.crowds.sweep()
        self._reader.start()
        self.drain.start()
        self.runner.start()
        self.expiry.start()
        self.watch.start()
        newest = ahead_of_clock(self.lake, self.clock)
        if newest is not None:
            _log.warning(
                "the clock is behind the newest stored event",
                now=self.clock.now().isoformat(),
                newest=newest.isoformat(),
                hint="set the clock; new events would be dated before those already stored",
            )

    def catch_up(self) -> None:
        """Store what was accepted and not yet stored; for an app that was not started.

        Raises:
            StoreError: a store does not work; nothing is lost.
        """
        while self.drain.once():
            pass

    def context(self, project: int) -> Context:
        """Return who asks, for questions about project number `project`.

        Raises:
            NotFound: there is no such project.
        """
        found = self.accounts.projects.numbered(project)
        return Context(
            project,
            found.zone,
            self.people.state(project),
            self.clock,
            include_bots=found.bots == "included",
            holidays=self.holidays.named(found),
            audiences=self.audiences.contents(project),
        )

    def close(self) -> None:
        """Bring what was accepted into the lake, close everything and free the home."""
        self._ends.close()

    def _background(self, ends: ExitStack) -> Background:
        made = Background(self.ledger, self.lake, self.clock, self.answers, self.context)
        ends.callback(made.close)
        return made

    def _courier(self, ends: ExitStack) -> Courier:
        made = Courier(
            Office(self.reports, self.boards, self.accounts),
            Studio(self.config.reports, self.lake, self.answers, self.context, Passes(self.clock)),
            self.config.mail,
            self.clock,
            public_url=self.config.server.public_url,
        )
        ends.callback(made.close)
        return made

    def _drain(self, told: CollectConfig) -> Drain:
        window = timedelta(hours=told.dedupe_hours)
        steps = Steps(self.lake, self.ledger, self.people, live=self.live, window=window)
        return Drain(self.spool, steps, self._reader, clock=self.clock)


def open_lake(home: Home, told: LakeConfig, ends: ExitStack) -> Lake:
    """Open the configured lake and hang its closing on `ends`."""
    limits = Limits(told.seconds, told.memory_mb * 1024**2, told.threads)
    lake = Lake(told.dsn or f"chdb:///{home.lake}", limits=limits)
    ends.callback(lake.close)
    return lake


def open_spool(home: Home, told: SpoolConfig, clock: Clock) -> Spool:
    """Open the home's spool with the configured sizes."""
    watermark = Watermark(
        home.spool, free_bytes=told.free_mb << 20, fresh_s=_DISK_FRESH_S, clock=clock
    )
    return Spool(home.spool, clock=clock, segment_bytes=told.segment_mb << 20, watermark=watermark)


def _enriching(told: CollectConfig) -> Told:
    return Told(told.places or "", told.ip == "full")


def ahead_of_clock(lake: Lake, clock: Clock) -> datetime | None:
    """Return the newest stored arrival where the clock is more than a little behind it."""
    (stored,) = lake.one(Sql("select toUnixTimestamp64Micro(max(received)) from events"))
    newest = from_micros(stored)
    return newest if newest > clock.now() + CLOCK_SLACK else None
