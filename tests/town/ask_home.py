"""A child process that reads a closed home whole: answers, and every event with its person now.

The questions come as JSON on standard input: by name, the kind of question and its body.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from bellrock.query import Sql
from bellrock.query.relation import who_expression
from bellrock.runtime.app import App
from bellrock.runtime.inside import Inside


def main() -> None:
    """Print answers, events and the quarantine's reasons as JSON."""
    with closing(App.open(Path(sys.argv[1]), purpose="test")) as app:
        project = {"project": app.accounts.project().id}
        who = who_expression(app.people.state(project["project"]))
        events = app.lake.rows(
            Sql(
                f"""
                select event_id, user_id, anonymous_id, hex({who}), bot,
                  toUnixTimestamp64Milli(ts), country
                from events
                where project = {{project:UInt32}}
                """,
                project,
            )
        )
        reasons = app.lake.rows(
            Sql(
                """
                select reason, count()
                from quarantine final
                where project = {project:UInt32}
                group by reason
                """,
                project,
            )
        )
        inside = Inside(app)
        answers = {
            name: inside.ask(question, body)
            for name, (question, body) in json.load(sys.stdin).items()
        }
    json.dump({"events": events, "reasons": dict(reasons), "answers": answers}, sys.stdout)


if __name__ == "__main__":
    main()
