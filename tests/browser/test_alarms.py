"""People work off alarms: with the keyboard alone, on what is live, and with a label at the end."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Picture, Visit
from tests.system.stack import Stack

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(150)]

SOON_MS = 30_000


def _row(page: Page, alarm: dict[str, Any]) -> Any:
    return page.locator(f"[data-alarm='{alarm['id']}']")


def test_an_alarm_is_acknowledged_by_key_snoozed_and_assigned_by_name(
    alarm: dict[str, Any], visit: Visit
) -> None:
    page = visit().page("/ops/alarms?show=open&q=ground")
    expect(_row(page, alarm)).to_contain_text("Ground fault", timeout=SOON_MS)
    page.keyboard.press("j")
    expect(_row(page, alarm).get_by_role("link").first).to_be_focused()
    page.keyboard.press("e")
    expect(_row(page, alarm)).to_contain_text("quiet until", timeout=SOON_MS)

    # A snooze is asked for with its end, and the row that was chosen keeps its place meanwhile.
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("group", name="Selected alarms")).to_contain_text("1 selected")
    page.keyboard.press("z")
    page.get_by_role("dialog").get_by_role("button", name="3 days").click()
    expect(page.get_by_role("group", name="Selected alarms")).to_have_count(0, timeout=SOON_MS)

    page.get_by_role("checkbox", name=f"Select {alarm['title']}").check()
    page.get_by_role("button", name="Assign").click()
    page.get_by_role("dialog").get_by_role("button", name="Me").click()
    expect(_row(page, alarm)).to_contain_text("admin", timeout=SOON_MS)


def test_an_alarm_shows_its_evidence_takes_a_note_and_is_closed_with_a_label(
    product: Stack, alarm: dict[str, Any], visit: Visit, picture: Picture
) -> None:
    page = visit().page(f"/ops/alarms/{alarm['id']}")
    why = page.get_by_role("region", name="Why")
    expect(why).to_contain_text("Ground fault", timeout=SOON_MS)
    expect(why).to_contain_text("GroundFailure")
    expect(page.get_by_role("region", name="Chargers in it")).to_contain_text(alarm["charger"])
    picture(page, "alarm")
    page.get_by_label("Note for the timeline").fill("<b>seen</b> by phone")
    page.get_by_role("button", name="Add").click()
    timeline = page.get_by_role("region", name="Timeline")
    expect(timeline.locator("[data-entry=note]")).to_contain_text("<b>seen</b>", timeout=SOON_MS)

    page.get_by_role("button", name="Close").click()
    dialog = page.get_by_role("dialog")
    close = dialog.get_by_role("button", name="Close")
    expect(close).to_be_disabled()
    dialog.get_by_label("Why it is done with").fill("a new cable")
    dialog.get_by_label(re.compile("It was found|something else")).check()
    dialog.get_by_label("What it was").select_option("ground")
    close.click()
    expect(timeline.locator("[data-entry=closed]")).to_contain_text("a new cable", timeout=SOON_MS)
    told = product.get(f"/alarms/{alarm['id']}")
    assert (told["state"], told["closed_by"], told["found_cause"]) == ("closed", "admin", "ground")
