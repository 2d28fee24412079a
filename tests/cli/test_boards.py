"""A board travels from home to home by the command line."""

from __future__ import annotations

import json
from pathlib import Path

from serving import bellrock, said

BOARD = """bellrock: board
name: Growth
tiles:
- id: a
  kind: question
  ask:
    kind: trend
    ask:
      events: [buy]
  place: {x: 0, y: 0, w: 6, h: 8}
"""


def test_a_board_goes_out_and_in_and_a_fault_is_named_by_its_line(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "growth.yaml"
    file.write_text(BOARD)
    said("project", "create", "other", home=home)
    made = json.loads(bellrock("board", "import", str(file), "--json", home=home).stdout)
    out = bellrock("board", "export", made["id"], home=home)
    again = bellrock(
        "board", "import", "-", "--project", "other", "--json", home=home, stdin=out.stdout
    )
    file.write_text(BOARD.replace("[buy]", "[]"))
    wrong = bellrock("board", "import", str(file), home=home)

    assert json.loads(again.stdout)["tiles"] == made["tiles"]
    assert [one["name"] for one in said("board", "list", home=home)] == ["Growth"]
    assert wrong.returncode != 0
    assert f"{file}:9: a trend has 1 to 26 events" in wrong.stderr
