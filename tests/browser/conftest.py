"""One running product and one browser for all browser tests; every page is watched."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.browser.chromium import ROOT, NoBrowserError, find_chromium
from tests.system.stack import Stack
from tests.system.story import stressable_station

DESKTOP, PHONE = (1440, 900), (390, 844)
SPEED = 40.0
STATIONS = 12
"""In one city, so that the stressed station has neighbours to send drivers to."""
QUIET = {"SNTRY_EMULATOR_MEAN_UTILISATION": "0.25"}


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Broker, central, edge and emulator with a small fleet, serving the built page."""
    if not (ROOT / "dashboard/dist/index.html").is_file():
        pytest.fail("dashboard/dist/index.html is missing: run ./sntry setup")
    folder = tmp_path_factory.mktemp("browser")
    with Stack(folder, stations=STATIONS, speed=SPEED, env=QUIET) as stack:
        yield stack


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium without a window."""
    try:
        found = find_chromium(tmp_path_factory.mktemp("chromium"))
        with sync_playwright() as playwright:
            launched = playwright.chromium.launch(
                executable_path=found.path, args=list(found.flags), env={**os.environ, **found.env}
            )
            yield launched
            launched.close()
    except (NoBrowserError, Error) as err:
        pytest.fail(f"no browser to test with: {str(err).splitlines()[0]}")


@pytest.fixture(scope="session")
def alarm(product: Stack) -> dict[str, Any]:
    """The alarm of a ground fault, which nothing clears from afar, away from every story."""
    story = stressable_station(product.fleet())
    quiet = next(each for each in reversed(product.fleet()) if each["id"] != story)
    charger = quiet["charge_points"][0]["id"]
    order = {"do": "break", "connector_id": 1, "error_code": "GroundFailure"}
    product.emulator.post(f"/chargers/{charger}/orders", json=order).raise_for_status()
    found: list[dict[str, Any]] = []

    def opened() -> bool:
        found.extend(product.items("/alarms", charge_point=charger, topic="ground"))
        return bool(found)

    product.wait(opened, "the ground fault is an alarm", 60)
    return found[0] | {"station_name": quiet["name"], "charger": charger}


@dataclass
class Watched:
    """A browser context, and what its pages did that they must not."""

    context: BrowserContext
    base: str
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def page(self, path: str) -> Page:
        """A new tab at a path of the product."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(self.base + path)
        return page

    def sign_in(self, page: Page, password: str) -> None:
        """Fill in the sign-in page."""
        page.get_by_label("Name").fill("admin")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()


Visit = Callable[..., Watched]


@pytest.fixture
def visit(browser: Browser, product: Stack) -> Iterator[Visit]:
    """Opens contexts: `visit(theme=, size=, signed_in=)`; at the end all must have gone well."""
    opened: list[Watched] = []
    base = f"http://127.0.0.1:{product.ports.dashboard}"

    def open_context(
        *, theme: str = "light", size: tuple[int, int] = DESKTOP, signed_in: bool = True
    ) -> Watched:
        context = browser.new_context(
            color_scheme=theme,  # type: ignore[arg-type]
            viewport={"width": size[0], "height": size[1]},
            locale="en-GB",
        )
        watched = Watched(context, base)
        opened.append(watched)
        context.on("request", lambda request: _note_stranger(watched, request.url))
        if signed_in:
            body = {"username": "admin", "password": product.secrets.admin_password}
            headers = {"X-Requested-With": "sntry"}
            answer = context.request.post(f"{base}/api/v1/auth/login", data=body, headers=headers)
            assert answer.ok
        return watched

    yield open_context
    for watched in opened:
        watched.context.close()
    assert [url for each in opened for url in each.strangers] == []
    assert [error for each in opened for error in each.errors] == []


def _note_stranger(watched: Watched, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
        watched.strangers.append(url)


Picture = Callable[[Page, str], None]


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    """Keeps what a page shows, by name; in docs/images when SNTRY_TEST_PICTURES says so."""
    folder = Path(os.environ.get("SNTRY_TEST_PICTURES", tmp_path))

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")

    return keep


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker, to be run inside a page."""
    source: Path = ROOT / "dashboard/node_modules/axe-core/axe.min.js"
    if not source.is_file():
        pytest.fail(f"{source} is missing: run ./sntry setup")
    return source.read_text(encoding="utf-8")
