"""Tariffs for tests: one with all that there is, and any that can be."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from central.core.tariffs import IdleFee, Rate, Tariff, Window

BERLIN = "Europe/Berlin"
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
OFF, PEAK = Rate(Decimal("0.300")), Rate(Decimal("0.500"))
EVENING = Tariff("EUR", OFF, (Window(EVERY_DAY, 17 * 60, 20 * 60, PEAK),))
"""0.30 a kWh, from 17 to 20 h 0.50."""

prices = st.decimals(min_value=0, max_value=3, places=3)
rates = st.builds(Rate, prices, prices)
instants = st.integers(0, 2 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    """Windows on all days that do not overlap; an idle fee and bounds or none."""
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    windows = tuple(
        Window(EVERY_DAY, start, end, draw(rates))
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    )
    idle = draw(st.none() | st.builds(IdleFee, prices, st.integers(0, 90), st.none() | prices))
    low = draw(st.none() | prices)
    high = draw(st.none() | prices.map(lambda price: price + 5))
    return Tariff("EUR", draw(rates), windows, draw(prices), idle, low, high)
