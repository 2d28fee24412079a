"""Which SQL gives the numbers of an RFM grid?"""

from __future__ import annotations

from bellrock.analytics.rfm.run import earlier, find_cuts, segment_places
from bellrock.analytics.rfm.segments import NAMES, NONE
from bellrock.analytics.rfm.sql import levels_text, moved_text
from bellrock.analytics.statement import Statement
from bellrock.query.ask import RfmAsk
from bellrock.query.inlined import quoted
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


def rfm_statements(lake: Lake, ask: RfmAsk, ctx: Context) -> list[Statement]:
    """One for the cells; one for who moved, where that is asked."""
    cuts = find_cuts(lake, ask, ctx)
    places = segment_places(lake, ask, ctx, cuts)
    names = f"[{', '.join(quoted(name) for name in NAMES[ask.scheme])}]"
    reading = Reading(ask, ctx)
    rows = levels_text(reading, ask, reading.period, cuts, places)
    cells = reading.sql(
        f"select rl as recency, fl as frequency, vl as value, {names}[any(segment)] as segment,\n"
        f"  count() as people, sum(v) as total, avg(v) as mean\nfrom (\n{rows}\n)\n"
        "group by rl, fl, vl\norder by rl, fl, vl"
    )
    told = [Statement("people by recency, frequency and value", cells)]
    if ask.compare is not None:
        reading = Reading(ask, ctx)
        rows = moved_text(reading, ask, earlier(reading, ask), cuts, places)
        said = [f"if({one} = 0, '{NONE}', {names}[{one}])" for one in ("before", "after")]
        moves = reading.sql(
            f"select {said[0]} as `from`, {said[1]} as `to`, count() as people\n"
            f"from (\n{rows}\n)\ngroup by before, after\norder by before, after"
        )
        told.append(Statement("people by segment before and now", moves))
    return told
