"""Costs in a terminal: tried, imported, listed, removed; and what is asked of them."""

from __future__ import annotations

from pathlib import Path

from cli.spoken import Speaker

CSV = (
    "day,channel,campaign,amount,clicks\n"
    "2026-03-01,Paid Search,storm,12.50,20\n2026-03-02,Paid Search,storm,7.50,10\n"
)


def test_costs_in_a_terminal(speaker: Speaker, tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "march.csv"
    file.write_text(CSV)
    nothing = tmp_path / "events.jsonl"
    nothing.write_text('{"event": "buy", "user_id": "a", "ts": "2026-03-01T10:00:00Z"}')

    def say(*words: str) -> str:
        done = speaker.run(*words, home=home)
        assert done.returncode == 0, done.stderr
        return done.stdout

    say("import", str(nothing), "--user", "user_id", "--event", "event", "--time", "ts")
    assert "2 would be added" in say("costs", "import", str(file), "--dry-run")
    assert "no costs were imported" in say("costs", "list")
    assert "20.00 USD: 2 added, 0 replaced, 0 the same" in say("costs", "import", str(file))
    assert "storm" in say("costs", "list")
    asked = ("--event", "buy", "--every", "day", "--from", "2026-03-01", "--to", "2026-03-04")
    told = say("ask", "ltv", *asked, "--by", "channel", "--horizon", "30")
    assert "at a cost of 20.00; not paid back by then" in " ".join(told.split())
    grid = say("ask", "rfm", *asked[:2], "--from", "2026-03-01", "--compare", "previous")
    assert "1 people in 1 segments" in grid
    assert "1 rows removed" in say("costs", "remove", "--until", "2026-03-01")
