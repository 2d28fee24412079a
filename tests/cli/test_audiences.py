"""Audiences by the command line: saved, uploaded, filtered by, exported, deleted and back."""

from __future__ import annotations

import json
from pathlib import Path

from cli.spoken import Speaker

EVENTS = "event,time,user\n" + "".join(
    f"{event},2026-03-0{day}T10:00:00Z,{who}\n"
    for day, event, who in ((1, "view", "ann"), (2, "buy", "ann"), (3, "view", "bob"))
)
PERIOD = ("--from", "2026-03-01", "--to", "2026-04-01")


def test_people_are_kept_used_and_taken_along(tmp_path: Path, speaker: Speaker) -> None:
    home, events, ids = tmp_path / "home", tmp_path / "e.csv", tmp_path / "vip.csv"
    events.write_text(EVENTS)
    ids.write_text("user_id\nbob\nnobody\n")
    columns = ("--event", "event", "--time", "time", "--user", "user")
    speaker.said("import", str(events), *columns, home=home)
    ask = {"events": ["buy"], "metric": "uniques", "from": "2026-03-01", "to": "2026-04-01"}
    cell = json.dumps({"kind": "trend", "ask": ask})
    made = speaker.said("audiences", "save", "Buyers", "--cell", cell, home=home)
    views = speaker.said(
        "ask", "trend", "--event", "view", *PERIOD, "--where", 'in audience "buyers"', home=home
    )
    uploaded = speaker.run("audiences", "upload", str(ids), "--name", "VIP", home=home)
    out = speaker.run("audiences", "export", "vip", home=home)
    refreshed = speaker.run("audiences", "refresh", "buyers", home=home)
    refused = speaker.run("audiences", "refresh", "vip", home=home)
    speaker.run("audiences", "delete", "vip", home=home)
    gone = [one["key"] for one in speaker.said("audiences", "list", home=home)]
    back = speaker.said("audiences", "restore", "vip", home=home)
    shown = speaker.run("audiences", "show", "buyers", home=home)

    assert (made["key"], made["people"]) == ("buyers", 1)
    assert views["series"][0]["total"] == 1
    assert "Audience VIP has 1 people: vip" in uploaded.stdout
    assert "line 3: nobody goes by nobody" in uploaded.stdout
    assert out.stdout.splitlines()[1].split(",")[1] == "bob"
    assert refreshed.stdout == "1 people now: 0 came, 0 left.\n"
    assert "upload a newer file" in refused.stderr
    assert (gone, back["people"]) == (["buyers"], 1)
    assert "1 now, 1 when it was filled" in shown.stdout
