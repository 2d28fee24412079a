"""Saved questions travel from project to project by the command line."""

from __future__ import annotations

from pathlib import Path

from cli.spoken import Speaker

FILE = """bellrock: questions
questions:
  buyers:
    name: Buyers
    kind: trend
    ask:
      events: [buy]
"""


def test_questions_go_in_and_out_and_a_fault_is_named_by_its_line(
    tmp_path: Path, speaker: Speaker
) -> None:
    home, file = tmp_path / "home", tmp_path / "questions.yaml"
    file.write_text(FILE)
    speaker.said("project", "create", "other", home=home)
    made = speaker.said("questions", "import", str(file), home=home)
    out = speaker.run("questions", "export", home=home)
    again = speaker.run("questions", "import", "-", home=home, stdin=out.stdout)
    file.write_text(FILE.replace("[buy]", "[]"))
    wrong = speaker.run("questions", "import", str(file), home=home)

    assert made == {"made": ["buyers"], "changed": [], "same": []}
    assert out.stdout == FILE.replace("[buy]", "\n      - buy").replace("events: \n", "events:\n")
    assert again.stdout == "0 made, 0 changed, 1 as they were.\n"
    assert [one["id"] for one in speaker.said("questions", "list", home=home)] == ["buyers"]
    assert f"{file}:7: a trend has 1 to 26 events" in wrong.stderr
