"""What tabs take in from the stream, by number, against what the server's log holds."""

import itertools
from typing import Any

from playwright.sync_api import Page

from tests.system.stack import Stack

TOPICS = "stations,prices,heals,remedies,alarms,work,audit"
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


def assert_nothing_is_missing_or_double(product: Stack, pages: list[Page]) -> int:
    """Compares the numbers in tabs that began with `WATCH`; gives how many events they took in."""
    seen = [page.evaluate("[window.starts, window.seen]") for page in pages]
    starts = [start for [start], _ in seen]  # one snapshot each: nobody had to load anew
    ends = [numbers[-1] for _, numbers in seen]
    log = _numbers(product, min(starts), max(ends))
    for start, end, (_, numbers) in zip(starts, ends, seen, strict=True):
        assert all(a < b for a, b in itertools.pairwise(numbers)), "an event came twice"
        assert set(log).difference(numbers).isdisjoint(range(start + 1, end + 1)), "one is missing"
        assert set(numbers) <= set(log)
    return sum(len(numbers) for _, numbers in seen)


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
