"""A child process that reads a closed home whole: every event with the person it belongs to now."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from bellrock.query import Sql
from bellrock.query.relation import who_expression
from bellrock.runtime.app import App


def main() -> None:
    """Print events and the quarantine's reasons as JSON."""
    with closing(App.open(Path(sys.argv[1]), purpose="test")) as app:
        project = app.accounts.project().id
        who = who_expression(app.people.state(project))
        events = app.lake.rows(
            Sql(
                f"""
                select event_id, user_id, anonymous_id, hex({who}), bot,
                  toUnixTimestamp64Milli(ts), toUnixTimestamp64Milli(received)
                from events
                where project = {{project:UInt32}}
                """,
                {"project": project},
            )
        )
        reasons = app.lake.rows(
            Sql(
                "select reason, count() from quarantine final where project = {project:UInt32} "
                "group by reason",
                {"project": project},
            )
        )
    json.dump({"events": events, "reasons": dict(reasons)}, sys.stdout)


if __name__ == "__main__":
    main()
