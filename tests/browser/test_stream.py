"""One stream a browser: many tabs, a leader that closes, a server that is cut, by numbers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.stream_log import WATCH, assert_nothing_is_missing_or_double
from tests.system.stack import Stack

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(240)]

SOON_MS = 60_000
FEW, MANY = 3, 8
"""The second is two more than the connections that a browser opens to a host over HTTP/1.1."""
SOME = 10


def _open_streams(page: Page) -> int:
    count: int = page.evaluate("window.streams.filter((each) => each.readyState === 1).length")
    return count


def _leader(pages: list[Page]) -> Page:
    [leader] = [page for page in pages if _open_streams(page) > 0]
    return leader


def _more_events(product: Stack, pages: list[Page]) -> None:
    for page in pages:
        had = len(page.evaluate("window.seen"))

        def has_more(page: Page = page, had: int = had) -> bool:
            return len(page.evaluate("window.seen")) >= had + SOME

        product.wait(has_more, f"{SOME} more events reach a tab", SOON_MS / 1000)


@pytest.mark.parametrize("tabs", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_tabs_share_one_stream_and_miss_nothing_whoever_goes(
    tabs: int, product: Stack, visit: Visit, record_property: Callable[[str, object], None]
) -> None:
    office = visit()
    office.context.add_init_script(WATCH)
    pages = [office.page("/ops/pricing") for _ in range(tabs)]
    for page in pages:
        expect(page.locator("[data-link=live]")).to_be_visible(timeout=SOON_MS)
    _more_events(product, pages)
    first = _leader(pages)  # and nobody else is connected

    first.close()
    pages.remove(first)
    _more_events(product, pages)
    second = _leader(pages)

    product.kill("central")
    for page in pages:
        expect(page.locator("[data-link=offline]")).to_be_visible(timeout=SOON_MS)
    product.start("central")
    for page in pages:
        expect(page.locator("[data-link=live]")).to_be_visible(timeout=SOON_MS)
    _more_events(product, pages)
    assert _leader(pages) is second

    record_property("events", assert_nothing_is_missing_or_double(product, pages))
