"""Do settings save by themselves, can they be taken back, and does each role see its own?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import OWNER, PASSWORD, Inside, owned, take
from e2e.wholesome import barriers, complaints


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A server with an owner."""
    made = owned(tmp_path_factory.mktemp("settings") / "home")
    yield made
    made.api.close()
    made.served.stop()


def project(inside: Inside) -> dict[str, object]:
    """Return the project as the server has it."""
    found: dict[str, object] = inside.call("GET", "/projects?project=default")["data"][0]
    return found


def test_a_setting_saves_itself_and_can_be_taken_back(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, "/p/default/settings")
    take(page, page.get_by_label("Time zone", exact=True), "Shanghai")

    expect(page.get_by_text("Saved")).to_be_visible()
    assert project(inside)["zone"] == "Asia/Shanghai"
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(page.get_by_text("Saved")).to_be_visible()
    assert project(inside)["zone"] == "UTC"

    take(page, page.get_by_label("Public holidays", exact=True), "Germany")
    coming = page.get_by_text(re.compile("^Next: "))
    expect(coming).to_be_visible()
    take(page, page.get_by_label("State or region"), "BE")
    page.get_by_label("A day of your own").fill("2027-05-04")
    page.keyboard.press("Enter")
    page.get_by_label("Name, such as Spring sale").fill("Spring sale")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2027-05-04 · Spring sale")).to_be_visible()
    kept = inside.call("GET", "/holidays?project=default")
    assert (kept["country"], kept["subdivision"]) == ("DE", "BE")
    expect(coming).to_contain_text(kept["coming"][0]["name"])
    assert kept["days"] == [{"day": "2027-05-04", "name": "Spring sale"}]
    assert barriers(page) == []
    page.get_by_role("button", name="Remove Spring sale").click()
    expect(page.get_by_text("2027-05-04 · Spring sale")).to_have_count(0)
    assert inside.call("GET", "/holidays?project=default")["days"] == []
    assert complaints(visitor) == []


def test_machines_and_the_span_of_keeping_are_settings_too(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, "/p/default/settings")
    page.get_by_text("Counted", exact=True).click()
    expect(page.get_by_text("Saved")).to_have_count(1)
    page.get_by_role("combobox", name="Keep events for").click()
    page.get_by_title("365 days").click()
    asked = page.get_by_role("dialog")
    expect(asked.get_by_text("Erase all events of before").last).to_be_visible()
    asked.get_by_role("button", name="Cancel").click()
    assert project(inside)["retention_days"] is None
    page.get_by_role("combobox", name="Keep events for").click()
    page.get_by_title("365 days").click()
    asked.get_by_role("button", name="Erase them").click()
    expect(page.get_by_text("Saved")).to_have_count(2)

    assert project(inside)["bots"] == "included"
    assert project(inside)["retention_days"] == 365
    page.reload()
    expect(page.get_by_text("365 days")).to_be_visible()


def test_a_new_name_is_a_new_address_and_a_wrong_one_is_told_at_its_field(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, "/p/default/settings")
    name = page.get_by_label("Name", exact=True)
    name.fill("Not A Name")
    name.press("Enter")
    expect(page.locator(".br-setting", has=name).get_by_role("alert")).to_be_visible()

    name.fill("shop")
    name.press("Enter")
    expect(page).to_have_url(re.compile("/p/shop/settings$"))
    page.get_by_role("button", name="Undo").click()

    expect(page).to_have_url(re.compile("/p/default/settings$"))
    expect(page.get_by_label("Name", exact=True)).to_have_value("default")


def test_an_invited_viewer_comes_in_by_the_link_and_may_only_look(
    inside: Inside, welcome: Welcome
) -> None:
    page = inside.enter(welcome(), "/p/default/settings/members")
    page.get_by_label("E-mail address").fill("vera@example.org")
    page.get_by_label("Role", exact=True).click()
    page.get_by_title("Viewer", exact=True).click()
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("group", name="Invitation link").inner_text()
    expect(page.get_by_text("Invited, not here yet")).to_be_visible()

    guest = welcome().page(link)
    guest.get_by_label("Choose a password").fill("a sentence of her own")
    guest.get_by_role("button", name="Join").click()
    expect(guest).to_have_url(re.compile("/p/default"))
    guest.goto(f"{inside.url}/p/default/settings")
    expect(guest.get_by_role("tab", name="Health")).to_be_visible()
    expect(guest.get_by_role("tab", name="Members")).to_have_count(0)
    expect(guest.get_by_label("Name", exact=True)).to_be_disabled()

    page.reload()
    expect(page.get_by_text("Invited, not here yet")).to_have_count(0)
    row = page.get_by_role("listitem").filter(has_text="vera@example.org")
    expect(row).to_contain_text("Viewer")
    row.get_by_role("button", name="Remove").click()
    page.get_by_role("tooltip").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    guest.goto(f"{inside.url}/p/default/people")
    expect(guest.get_by_text("There is no such page")).to_be_visible()


def test_an_invitation_can_be_withdrawn(inside: Inside, welcome: Welcome) -> None:
    page = inside.enter(welcome(), "/p/default/settings/members")
    page.get_by_label("E-mail address").fill("not@example.org")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("group", name="Invitation link").inner_text()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)

    guest = welcome().page(link)
    guest.get_by_label("Choose a password").fill("a sentence of her own")
    guest.get_by_role("button", name="Join").click()

    expect(guest.get_by_role("alert")).to_be_visible()


def test_a_key_is_shown_once_and_can_be_ended(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, "/p/default/settings/keys")
    page.get_by_label("Name", exact=True).fill("report")
    page.get_by_role("button", name="Make the key").click()
    key = page.get_by_role("group", name="Key").inner_text()
    ask = f"{inside.url}/api/v1/schema/events"
    bearer = {"Authorization": f"Bearer {key}"}
    assert httpx.get(ask, headers=bearer).status_code == 200

    page.reload()
    row = page.get_by_role("listitem").filter(has_text="report")
    expect(row).to_contain_text(key[-4:])
    expect(page.locator("main")).not_to_contain_text(key)
    row.get_by_role("button", name="End").click()
    page.get_by_role("tooltip").get_by_role("button", name="End").click()

    expect(row).to_contain_text("ended")
    assert httpx.get(ask, headers=bearer).status_code == 401


def test_changes_stand_in_the_audit_and_the_doctor_is_heard(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, "/p/default/settings/audit")
    expect(page.get_by_role("listitem").filter(has_text=OWNER).first).to_be_visible()

    page.get_by_role("tab", name="Health").click()
    expect(page).to_have_url(re.compile("/settings/health$"))
    expect(page.get_by_text("What the doctor finds")).to_be_visible()
    expect(page.get_by_text("SQLite, intact")).to_be_visible()


def test_a_password_is_changed_by_who_knows_it(inside: Inside, welcome: Welcome) -> None:
    elsewhere = inside.enter(welcome(), "/p/default/settings/about")
    page = inside.enter(welcome(), "/p/default/settings/account")
    old, new = page.get_by_label("Your password now"), page.get_by_label("New password")
    old.fill("not my password")
    new.fill("another private sentence")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("This is not your password")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)

    old.fill(PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Changed; every other browser")).to_be_visible()

    expect(elsewhere.get_by_role("dialog", name="Your session has ended")).to_be_visible()
    old.fill("another private sentence")
    new.fill(PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Changed; every other browser")).to_be_visible()
