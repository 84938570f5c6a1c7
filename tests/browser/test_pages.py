"""Every page: reachable, readable for everybody, honest when the server is gone."""

import re
import struct
import zlib
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.system.stack import Stack

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(150)]

SOON_MS = 20_000
MAP_MS = 60_000
"""Without a graphics card a loaded machine takes its time to draw."""
NARROW = 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"
"""Colours on their way to those of the other theme fit nothing."""
Look = tuple[str, tuple[int, int]]
TWO_LOOKS: list[Look] = [("light", DESKTOP), ("dark", PHONE)]
OTHER_LOOKS: list[Look] = [("dark", DESKTOP), ("light", PHONE)]
NO_WEBGL = """
const own = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : own.call(this, kind, ...rest);
};
"""
"""What a browser without WebGL says; drawing the map in software takes longer than all else."""


def _pages(product: Stack, alarm: dict[str, Any]) -> dict[str, str]:
    """Every route with its heading."""
    station = product.fleet()[0]
    charger = station["charge_points"][0]["id"]
    return {
        "/": "Find a charger",
        f"/s/{station['id']}": station["name"],
        "/status": "Network status",
        "/embed/map?theme=dark": "Charging map",
        "/sign-in": "Sign in",
        "/tech": "Jobs",
        "/tech/parts": "Parts",
        "/tech/outbox": "Unsent",
        "/ops": "Overview",
        "/ops/map": "Map",
        "/ops/stations": "Stations",
        f"/ops/stations/{station['id']}": station["name"],
        "/ops/chargers": "Chargers",
        f"/ops/chargers/{charger}": charger,
        f"/ops/chargers/{charger}?tab=configuration": charger,
        f"/ops/chargers/{charger}?tab=security": charger,
        f"/ops/console?charger={charger}": "OCPP console",
        "/ops/sessions": "Sessions",
        "/ops/sessions/1": "Session 1",
        "/ops/history": "History",
        "/ops/alarms": "Alarms",
        f"/ops/alarms/{alarm['id']}": f"Ground fault: {alarm['station_name']}",
        "/ops/pricing": "Pricing",
        "/ops/work": "Work",
        "/ops/load": "Load sharing",
        "/ops/reliability": "Reliability",
        "/ops/reliability?tab=exclusions": "Reliability",
        "/ops/tariffs": "Tariffs",
        "/ops/revenue": "Revenue at risk",
        "/ops/model": "Model",
        "/ops/sim": "Simulation",
        "/ops/access": "Tags and bookings",
        "/ops/audit": "Audit",
        "/ops/connect": "Connect a charger",
        "/ops/settings": "Settings",
        "/ops/settings?tab=users": "Settings",
    }


def _violations(page: Any) -> list[str]:
    found = page.evaluate("tags => axe.run(document, { runOnly: tags })", RULES)
    return [
        f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:160]}"
        for each in found["violations"]
    ]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "looks", [TWO_LOOKS, pytest.param(OTHER_LOOKS, marks=pytest.mark.long)], ids=["two", "other"]
)
def test_no_page_has_an_accessibility_fault_and_each_fits_its_screen(
    looks: list[Look],
    product: Stack,
    alarm: dict[str, Any],
    visit: Visit,
    axe_source: str,
) -> None:
    context = visit()
    context.context.add_init_script(NO_WEBGL)
    page = context.page("/sign-in")
    faults = []
    for path, heading in _pages(product, alarm).items():
        page.goto(context.base + path)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible(timeout=SOON_MS)
        expect(page.get_by_text("Loading", exact=True)).to_have_count(0, timeout=SOON_MS)
        page.evaluate(axe_source)
        page.add_style_tag(content=STILL)
        for theme, size in looks:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            faults += [f"{path} {theme} {size[0]}: {each}" for each in _violations(page)]
        page.set_viewport_size({"width": NARROW, "height": 700})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW:
            faults.append(f"{path} is {wide} px wide on a screen of {NARROW}")
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_begins_in_the_theme_of_the_system(theme: str, visit: Visit) -> None:
    page = visit(theme=theme).page("/sign-in")
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


def test_a_filter_stands_in_the_address_and_comes_back_from_it(
    product: Stack, visit: Visit
) -> None:
    name = product.fleet()[1]["name"]
    context = visit()
    page = context.page("/ops/stations")
    expect(page.locator("#stations tbody tr")).to_have_count(len(product.fleet()), timeout=SOON_MS)
    page.keyboard.press("/")
    page.keyboard.type(name)
    expect(page.locator("#stations tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/ops/stations\?q="))
    again = context.page(page.url.removeprefix(context.base))
    expect(again.get_by_label("Filter stations")).to_have_value(name, timeout=SOON_MS)
    expect(again.locator("#stations tbody tr")).to_have_count(1)


def test_the_map_is_drawn_and_shows_every_station(
    product: Stack, visit: Visit, axe_source: str
) -> None:
    page = visit(signed_in=False).page("/")
    drawn = page.locator("[data-map-ready=true]")
    count = str(len(product.fleet()))
    expect(drawn).to_have_attribute("data-stations-drawn", count, timeout=MAP_MS)
    page.evaluate(axe_source)
    assert _violations(page) == []
    box = drawn.bounding_box()
    assert box is not None
    left = {"x": box["x"], "y": box["y"], "width": box["width"] * 0.8, "height": box["height"]}
    image = page.screenshot(clip=left)  # type: ignore[arg-type]
    assert _uneven_bytes(image) > 500, "the map is one flat colour"


def _uneven_bytes(png: bytes) -> int:
    """Bytes that PNG filters left over (RFC 2083, 6): hardly any where all has one colour."""
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    width = struct.unpack(">I", png[16:20])[0]
    rows = zlib.decompress(data)
    return sum(1 for byte in rows[1 + 3 * width :] if byte > 2) - len(rows) // (3 * width)


def test_without_webgl_the_list_stands_with_a_note(
    product: Stack, visit: Visit, browser: Browser
) -> None:
    context = visit(signed_in=False)
    context.context.add_init_script(NO_WEBGL)
    page = context.page("/")
    expect(page.get_by_text("This browser shows no map")).to_be_visible(timeout=SOON_MS)
    expect(page.locator("#stations li")).to_have_count(len(product.fleet()))


def test_a_person_who_may_only_read_is_offered_nothing_else(product: Stack, visit: Visit) -> None:
    context = visit()
    context.context.route(
        "**/api/v1/me",
        lambda route: route.fulfill(json={"name": "eva", "role": "viewer", "can": ["read"]}),
    )
    page = context.page(f"/ops/stations/{product.fleet()[0]['id']}")
    expect(page.get_by_role("heading", name="Log")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_role("button", name="Simulate stress")).to_have_count(0)
    page = context.page("/ops/pricing")
    expect(page.get_by_role("button", name="Off")).to_be_disabled(timeout=SOON_MS)


def test_a_panel_that_fails_says_so_and_can_be_tried_again(product: Stack, visit: Visit) -> None:
    context = visit()
    broken = {"title": "Internal error", "status": 500, "request_id": "req-42"}
    context.context.route("**/api/v1/audit?*", lambda route: route.fulfill(status=500, json=broken))
    page = context.page("/ops/audit")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("req-42", timeout=SOON_MS)
    context.context.unroute("**/api/v1/audit?*")
    alert.get_by_role("button", name="Retry").click()
    expect(page.locator("[data-audit]").first).to_be_visible(timeout=SOON_MS)


def test_names_from_outside_are_text_and_never_run(product: Stack, visit: Visit) -> None:
    context = visit(signed_in=False)
    evil = '<img src=x onerror="window.hacked=1">'

    def poisoned(route: Any) -> None:
        answer = route.fetch()
        body = answer.json()
        body["items"][0]["name"] = evil
        route.fulfill(response=answer, json=body)

    context.context.route("**/api/v1/public/stations?*", poisoned)
    page = context.page("/")
    expect(page.get_by_role("link", name=evil)).to_be_visible(timeout=SOON_MS)
    assert page.evaluate("window.hacked") is None


def test_pages_say_when_the_server_is_gone_and_come_back_by_themselves(
    product: Stack, visit: Visit
) -> None:
    page = visit(signed_in=False).page("/")
    expect(page.locator("[data-link=live]")).to_be_visible(timeout=SOON_MS)
    product.kill("central")
    expect(page.locator("[data-link=offline]")).to_be_visible(timeout=SOON_MS)
    expect(page.locator("#stations li")).to_have_count(len(product.fleet()))
    product.start("central")
    expect(page.locator("[data-link=live]")).to_be_visible(timeout=60_000)
