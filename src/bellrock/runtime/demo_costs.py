"""What do the town's campaigns cost? As its ad networks reported it, for the project's costs."""

from __future__ import annotations

import csv
from io import StringIO

from bellrock.query import Sql
from bellrock.runtime.app import App
from bellrock.runtime.costs import Taking

_SPENT = """
select toDate(ts, {zone:String}) as day, props.source::String, props.medium::String,
  props.campaign::String as campaign, sum(props.spend::Nullable(Float64)),
  sum(props.clicks::Nullable(UInt64)), sum(props.impressions::Nullable(UInt64))
from events
where project = {project:UInt32} and event = 'ad_spend'
group by all order by day, campaign
"""


def import_spend(app: App, project: int) -> None:
    """Import what the town's `ad_spend` events say, as a file of an ad network would."""
    zone = app.accounts.projects.numbered(project).zone
    rows = app.lake.rows(Sql(_SPENT, {"zone": zone, "project": project}))
    if not rows:
        return
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("day", "source", "medium", "campaign", "amount", "clicks", "impressions"))
    writer.writerows((*row[:4], f"{row[4]:.2f}", *row[5:]) for row in rows)
    app.costs.take(project, text.getvalue().encode(), Taking("ad-networks.csv"), actor="demo")
