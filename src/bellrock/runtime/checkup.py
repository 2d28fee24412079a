"""Are the open stores of a home well? The part of `bellrock doctor` that looks from inside."""

from __future__ import annotations

from bellrock.query import Sql
from bellrock.runtime.app import App, ahead_of_clock
from bellrock.runtime.doctor import Finding, looks

_MANY_PENDING, _MANY_CONFLICTS = 256 << 20, 100


def within(app: App) -> list[Finding]:
    """Look at the lake, the ledger, the spool and the clock of an open app."""
    return looks(
        {
            "lake": lambda: _lake(app),
            "ledger": lambda: _ledger(app),
            "spool": lambda: _spool(app),
            "clock": lambda: _clock(app),
            "quarantine": lambda: _quarantine(app),
            "identity": lambda: _identity(app),
            "owner": lambda: _owner(app),
        }
    )


def _lake(app: App) -> Finding:
    events, parts = app.lake.one(
        Sql("select count(), (select count() from system.detached_parts) from events")
    )
    if parts:
        return Finding(
            "lake", "wrong", f"{parts} damaged parts were set aside; {events:,} events can be read",
            "look into lake/ (folders named broken-…); restore a backup if events are missing",
        )  # fmt: skip
    (engine,) = app.lake.one(Sql("select version()"))
    return Finding("lake", "well", f"{events:,} events; ClickHouse {engine}")


def _ledger(app: App) -> Finding:
    with app.ledger.read() as connection:
        if app.ledger.dialect != "sqlite":
            connection.exec_driver_sql("select 1")
            return Finding("ledger", "well", app.ledger.dialect)
        found = [row[0] for row in connection.exec_driver_sql("pragma quick_check(5)")]
    if found != ["ok"]:
        return Finding("ledger", "wrong", "; ".join(found), "restore ledger.db from a backup")
    return Finding("ledger", "well", "SQLite, intact")


def _spool(app: App) -> Finding:
    aside = sorted(path.name for path in app.spool.folder.glob("*.corrupt*"))
    pending = app.spool.pending_bytes
    said = f"{pending:,} bytes wait for the lake" if pending else "empty"
    if aside:
        return Finding(
            "spool", "wrong", f"damaged files were set aside: {', '.join(aside)}",
            "the events in them may be lost: ask the senders to repeat them, then delete the files",
        )  # fmt: skip
    if pending > _MANY_PENDING:
        return Finding("spool", "warning", said, "wait; if it grows, the lake is too slow or down")
    return Finding("spool", "well", said)


def _clock(app: App) -> Finding:
    now, newest = app.clock.now(), ahead_of_clock(app.lake, app.clock)
    if newest is not None:
        return Finding(
            "clock", "wrong", f"it is {now:%Y-%m-%d %H:%M} UTC here, but an event arrived at "
            f"{newest:%Y-%m-%d %H:%M} UTC", "set the clock, and keep it set with NTP",
        )  # fmt: skip
    return Finding("clock", "well", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _quarantine(app: App) -> Finding:
    waiting, reason = app.lake.one(
        Sql("select count(), topK(1)(reason)[1] from quarantine final where not replayed")
    )
    if not waiting:
        return Finding("quarantine", "well", "empty")
    said = f"{waiting:,} refused events, mostly {reason!r}"
    return Finding("quarantine", "warning", said, "look at them with `bellrock quarantine list`")


def _identity(app: App) -> Finding:
    waiting = {
        project.name: len(app.people.review.queue(project.id, limit=_MANY_CONFLICTS))
        for project in app.accounts.projects.all()
    }
    said = ", ".join(f"{name}: {n}" for name, n in waiting.items() if n)
    if not said:
        return Finding("identity", "well", "no conflict waits for a decision")
    return Finding(
        "identity", "warning", f"conflicts of who is who wait for a decision: {said}",
        "decide on them with GET and POST /api/v1/identity",
    )  # fmt: skip


def _owner(app: App) -> Finding:
    if app.accounts.users.owners():
        return Finding("owner", "well", "there is one")
    return Finding(
        "owner", "warning", "nobody can sign in yet",
        "`bellrock user create --email you@example.org`, or use the link that `serve` prints",
    )  # fmt: skip
