"""What people see while a station is stressed, until all is back: operations, then a driver."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Picture, Visit
from tests.browser.stream_log import WATCH, assert_nothing_is_missing_or_double
from tests.system.stack import Stack
from tests.system.story import stressable_station

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(600)]

SOON_MS = 20_000
MAP_MS = 60_000
STRESS_MS = 150_000
"""Real time for a stress to turn critical and for a price to be accepted, at 40 times the speed."""


def _step_is_done(page: Page, step: str) -> None:
    expect(page.locator(f"[data-step={step}]")).to_have_attribute(
        "data-done", "true", timeout=STRESS_MS
    )


def test_a_stress_leads_to_an_alarm_and_a_surge_until_the_load_falls_and_all_is_back(
    product: Stack, visit: Visit, picture: Picture
) -> None:
    station = stressable_station(product.fleet())
    name = next(each["name"] for each in product.fleet() if each["id"] == station)

    following = visit()
    following.context.add_init_script(WATCH)
    numbered = following.page("/ops/alarms")

    # Signed out, one comes to the sign-in page and from there to the page one asked for.
    office = visit(signed_in=False)
    page = office.page("/ops/stations?sort=name")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=SOON_MS)
    office.sign_in(page, product.secrets.admin_password)
    expect(page).to_have_url(re.compile(r"/ops/stations\?sort=name$"))

    # The list is alive.
    rows = page.locator("#stations tbody tr")
    expect(rows).to_have_count(len(product.fleet()), timeout=SOON_MS)
    expect(page.locator("[data-link=live]")).to_be_visible(timeout=SOON_MS)
    before = rows.all_inner_texts()
    expect(page.locator("#stations tbody")).not_to_have_text("".join(before), timeout=SOON_MS)

    rows.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible(timeout=SOON_MS)
    _stress_it_by_hand(page)

    # What follows is shown, step by step, with the acts in the log.
    for step in ("injected", "critical", "alarm", "limited", "surged", "neighbour"):
        _step_is_done(page, step)
    expect(page.locator("dl [data-price=surge]")).to_contain_text("+75 %", timeout=SOON_MS)
    log = page.locator("[data-audit='price.accepted']").first
    expect(log).to_be_visible(timeout=SOON_MS)
    expect(page.locator("[data-audit='power.limited']").first).to_be_visible()

    picture(page, "station")
    pricing = office.page("/ops/pricing")
    _pricing_shows_the_pair(pricing, name)
    picture(pricing, "pricing")
    overview = office.page("/ops")
    _overview_shows_it(overview, name)
    picture(overview, "ops")
    phone = visit(signed_in=False, size=PHONE).page("/")
    _drivers_see_it(phone, name)
    picture(phone, "driver")

    _server_is_cut_and_all_comes_back(product, page)
    assert_nothing_is_missing_or_double(product, [numbered])


def _stress_it_by_hand(page: Page) -> None:
    page.get_by_role("button", name="Simulate stress").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Only this emulated station is affected")
    dialog.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Stop the stress")).to_be_visible(timeout=SOON_MS)


def _server_is_cut_and_all_comes_back(product: Stack, page: Page) -> None:
    page.get_by_role("button", name="Stop the stress").click()
    expect(page.get_by_text("The stress is over")).to_be_visible(timeout=SOON_MS)
    product.kill("central")
    expect(page.locator("[data-link=offline]")).to_be_visible(timeout=SOON_MS)
    product.start("central")
    expect(page.locator("[data-link=live]")).to_be_visible(timeout=MAP_MS)
    for step in ("unloaded", "cooled", "restored", "closed"):
        _step_is_done(page, step)
    page.locator("[data-step=closed]").get_by_role("link").click()
    timeline = page.get_by_role("region", name="Timeline")
    for entry in ("opened", "mitigation", "closed"):
        expect(timeline.locator(f"[data-entry={entry}]").first).to_be_visible(timeout=SOON_MS)


def _pricing_shows_the_pair(page: Page, name: str) -> None:
    pairs = page.get_by_role("region", name=re.compile("Active pairs"))
    expect(pairs.get_by_role("link", name=name)).to_be_visible(timeout=SOON_MS)
    expect(pairs.locator("[data-price=surge]")).to_contain_text("+75 %")
    expect(pairs.locator("[data-price=discount]")).to_contain_text("−30 %")  # noqa: RUF001


def _overview_shows_it(page: Page, name: str) -> None:
    top = page.get_by_role("region", name="Highest risk within the hour")
    expect(top.get_by_role("link", name=name)).to_be_visible(timeout=SOON_MS)
    log = page.get_by_role("region", name="Autopilot log")
    expect(log.locator("[data-audit='price.accepted']").first).to_be_visible(timeout=SOON_MS)
    expect(page.locator("[data-map-ready=true][data-stations-drawn]")).to_be_visible(timeout=MAP_MS)


def _drivers_see_it(page: Page, name: str) -> None:
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name, exact=True))
    expect(row.locator("[data-price=surge]").first).to_contain_text("+75 %", timeout=SOON_MS)
    expect(row).to_contain_text("Cheaper:")
    row.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_role("region", name="Price now")).to_contain_text("for your whole session")
    neighbour = page.get_by_role("region", name="Cheaper neighbour")
    expect(neighbour).to_contain_text("km away")
    expect(neighbour.locator("[data-price=discount]")).to_contain_text("−30 %")  # noqa: RUF001
    assert "risk" not in page.locator("main").inner_text().lower()
