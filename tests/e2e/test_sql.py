"""Can a statement be typed, run, mended, drawn, kept and opened again, by mouse and keyboard?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from pyarrow import parquet

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.wholesome import barriers, complaints, overflow, watch

HERE = "/p/sql/insights/sql"
DAILY = (
    "select toDate(ts) as day, uniqExact(who) as people from events "
    "where ts >= {from} and ts < {to} group by day order by day"
)


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A server with an owner, and a project with four visitors of today and of last week."""
    house.call("POST", "/projects", json={"name": "sql"})
    house.fill("sql")
    return house


def typed(page: Page, statement: str) -> None:
    """Put the cursor into the editor, take out what stands there, and type."""
    page.get_by_role("textbox", name="Statement in SQL").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(statement)
    page.keyboard.press("Escape")  # closes what completes


def run(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    expect(page.locator(".br-answer[aria-busy=false]")).to_be_visible()


def rows(inside: Inside, statement: str) -> Any:
    return inside.call("POST", "/ask/sql?project=sql", json={"sql": statement})["rows"]


def test_a_statement_is_typed_completed_and_run_by_keyboard(
    inside: Inside, visitor: Visitor
) -> None:
    foreign = watch(visitor, inside.url)
    page = inside.enter(visitor, HERE)
    expect(page.get_by_text("Write a statement and run it")).to_be_visible()
    expect(page.get_by_role("complementary", name="What a statement may name")).to_be_visible()
    page.get_by_role("textbox", name="Statement in SQL").click()
    page.keyboard.type("select uniqEx")
    expect(page.locator(".cm-tooltip-autocomplete li[aria-selected=true]")).to_have_text(
        re.compile("^uniqExact")
    )
    page.wait_for_timeout(100)  # a list that has only just come takes no key
    page.keyboard.press("Enter")
    page.keyboard.type("who) from events")
    run(page)

    ((people,),) = rows(inside, "select uniqExact(who) from events")
    assert people == 4
    expect(page.locator(".br-sql-lone strong")).to_have_text(str(people))
    assert "sql=select+uniqExact" in page.url
    assert barriers(page) == []
    assert foreign == []
    assert complaints(visitor) == []


def test_rows_are_drawn_saved_with_their_chart_and_opened_again(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, HERE)
    typed(page, DAILY)
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".br-sql-answer canvas")).to_be_visible()
    page.get_by_text("Bars", exact=True).click()
    page.wait_for_url(re.compile("chart=bar"))
    page.get_by_role("button", name="Save question").click()
    page.get_by_role("dialog").get_by_role("textbox").first.fill("People a day")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Save")).click()
    page.wait_for_url(re.compile("q="))
    (kept,) = inside.call("GET", "/questions?kind=sql&project=sql")["data"]
    assert (kept["ask"]["sql"], kept["view"]["chart"]) == (DAILY, "bar")

    page.goto(f"{inside.url}{HERE}?q={kept['id']}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("People a day")
    expect(page.get_by_role("radio", name="Bars")).to_be_checked()
    expect(page.locator(".cm-content")).to_contain_text("uniqExact(who)")
    page.get_by_text("Table", exact=True).click()
    cells = page.locator(".br-sql-table .ant-table-cell")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as coming:
        page.get_by_role("menuitem", name="Rows as Parquet").click()
    table = parquet.read_table(coming.value.path())
    assert [list(line.values()) for line in table.to_pylist()] == rows(inside, DAILY)
    for day, people in rows(inside, DAILY):
        expect(cells.filter(has_text=str(day)).first).to_be_visible()
        expect(cells.filter(has_text=re.compile(f"^{people}$")).first).to_be_visible()
    page.get_by_role("button", name="Add to a board").click()
    page.get_by_role("dialog").get_by_role("button", name="A new board").click()
    expect(page.get_by_role("button", name=re.compile("It is on the board"))).to_be_visible()
    (board,) = inside.call("GET", "/boards?project=sql")["data"]
    (tile,) = inside.call("GET", f"/boards/{board['id']}?project=sql")["tiles"]
    assert (tile["ask"]["kind"], tile["ask"]["chart"]) == ("sql", "table")  # as it is shown here
    assert tile["ask"]["ask"]["sql"] == DAILY
    assert barriers(page) == []
    assert complaints(visitor) == []


def test_saved_questions_leave_and_come_back_as_a_file(inside: Inside, visitor: Visitor) -> None:
    ask = {"sql": "select 1 as one", "from": "-7d"}
    body = {"kind": "sql", "name": "Ones", "ask": ask}
    kept = inside.call("POST", "/questions?project=sql", json=body)
    page = inside.enter(visitor, "/p/sql/insights")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download as YAML").click()
    text = coming.value.path().read_text()
    assert "name: Ones" in text
    page.get_by_role("button", name="Upload YAML").click()
    dialog = page.get_by_role("dialog")
    takes = dialog.get_by_role("button", name="Take them in")
    expect(takes).to_be_disabled()
    wrong = f"bellrock: questions\nquestions:\n  {kept['id']}:\n    nome: x\n"
    dialog.get_by_label("YAML").fill(wrong)
    takes.click()
    expect(dialog).to_contain_text("In line")
    expect(dialog.get_by_role("alert")).to_be_visible()
    twos = text.replace("name: Ones", "name: Twos").encode()
    file = FilePayload(name="mine.yaml", mimeType="text/yaml", buffer=twos)
    dialog.get_by_label("Choose a file").set_input_files(file)
    expect(dialog.get_by_label("YAML")).to_have_value(re.compile("name: Twos"))
    assert barriers(page) == []
    takes.click()
    expect(page.get_by_text(re.compile("^0 made, 1 changed"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Twos"))).to_be_visible()
    changed = inside.call("GET", f"/questions/{kept['id']}?project=sql")
    assert (changed["name"], changed["ask"]) == ("Twos", ask)
    assert complaints(visitor, except_status=[422]) == []


def test_a_mistake_is_marked_where_it_stands_and_mended(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, HERE)
    typed(page, "select evnt from events")
    run(page)

    expect(page.get_by_role("alert")).to_contain_text("Line 1, column 8: there is no column 'evnt'")
    expect(page.get_by_role("alert")).to_contain_text("Did you mean event?")
    expect(page.locator(".br-sql-wrong")).to_have_text("evnt")
    typed(page, "select event from events order by event limit 2")
    expect(page.get_by_role("alert")).to_have_count(0)
    run(page)
    expect(page.locator(".br-answer-sentence")).to_have_text("2 rows.")
    assert complaints(visitor, except_status=[422]) == []


def test_a_name_is_written_with_a_click(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, HERE)
    typed(page, "select count() from events where ")
    names = page.get_by_role("complementary", name="What a statement may name")
    names.get_by_role("searchbox", name="Find a name").or_(
        names.get_by_label("Find a name")
    ).first.fill("country")
    names.get_by_role("button", name="country", exact=True).first.click()
    page.keyboard.type(" = ''")
    page.keyboard.press("Escape")
    run(page)

    expect(page.locator(".br-sql-lone strong")).to_have_text("16")
    assert complaints(visitor) == []


def test_a_statement_is_at_home_on_a_phone_and_in_chinese(inside: Inside, welcome: Welcome) -> None:
    visitor = welcome(locale="zh-CN", viewport={"width": 360, "height": 740})
    page = inside.enter(visitor, f"{HERE}?sql=select+evnt+from+events")

    expect(page.get_by_role("alert")).to_contain_text("第 1 行第 8 列：没有列")
    expect(page.get_by_role("button", name="运行")).to_be_visible()
    assert overflow(page) == 0
    assert barriers(page) == []
    assert complaints(visitor, except_status=[422]) == []
