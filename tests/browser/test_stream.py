"""One stream a browser: eight tabs, a leader that closes, a server that is cut, by numbers."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.system.stack import Stack

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(240)]

SOON_MS = 60_000
TABS = 8
"""Two more than the connections that a browser opens to a host over HTTP/1.1."""
SOME = 10
TOPICS = "stations,prices,heals,remedies,alarms,audit"
WATCH = """
window.seen = [];
window.streams = [];
window.starts = [];
window.addEventListener("sntry:event", (event) => window.seen.push(event.detail));
const Source = window.EventSource;
window.EventSource = class extends Source {
  constructor(url) { super(url); window.streams.push(this); }
};
const ask = window.fetch;
window.fetch = async (url, options) => {
  const answer = await ask(url, options);
  const cursor = answer.headers.get("x-stream-cursor");
  if (String(url).includes("/stations?limit")) window.starts.push(Number(cursor));
  return answer;
};
"""
"""Notes the numbers that a tab takes in, the number of its snapshot, and its connections."""


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


def _numbers(product: Stack, after: int, until: int) -> list[int]:
    """What the server's log holds of these topics in (after, until]."""
    found: list[int] = []
    query: dict[str, Any] = {"topics": TOPICS, "cursor": after}
    with product.api.stream("GET", "/api/v1/stream", params=query) as answer:
        for line in answer.iter_lines():
            if line.startswith("id: "):
                found.append(int(line.removeprefix("id: ")))
                if found[-1] >= until:
                    break
    return found


def test_eight_tabs_share_one_stream_and_miss_nothing_whoever_goes(
    product: Stack, visit: Visit, record_property: Callable[[str, object], None]
) -> None:
    office = visit()
    office.context.add_init_script(WATCH)
    pages = [office.page("/ops/pricing") for _ in range(TABS)]
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

    seen = [page.evaluate("[window.starts, window.seen]") for page in pages]
    starts = [start for [start], _ in seen]  # one snapshot each: nobody had to load anew
    ends = [numbers[-1] for _, numbers in seen]
    log = _numbers(product, min(starts), max(ends))
    for start, end, (_, numbers) in zip(starts, ends, seen, strict=True):
        assert all(a < b for a, b in itertools.pairwise(numbers)), "an event came twice"
        assert set(log).difference(numbers).isdisjoint(range(start + 1, end + 1)), "one is missing"
        assert set(numbers) <= set(log)
    record_property("events", sum(len(numbers) for _, numbers in seen))
