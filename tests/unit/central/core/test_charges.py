"""What sessions cost: worked examples, and what holds for all of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.charges import Charges, LineKind, Reading, Spell, Usage, charges, register_at
from central.core.currency import payable
from central.core.tariffs import IdleFee, Rate, Tariff, Terms
from tests.unit.central.core.tariff_builders import BERLIN, EVENING, instants, tariffs

T0 = datetime(2026, 6, 1, 14, tzinfo=UTC)  # 16:00 in Berlin
CENT = Decimal("0.01")


def after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def used(
    wh: int, minutes: float, *readings: tuple[float, int], idle: tuple[Spell, ...] = ()
) -> Usage:
    known = [Reading(after(at), 1000 + each) for at, each in readings]
    return Usage(Reading(T0, 1000), Reading(after(minutes), 1000 + wh), known, idle)


def amounts(found: Charges) -> list[tuple[str, str]]:
    return [(line.kind.value, str(line.amount)) for line in found.lines]


def test_energy_at_one_price() -> None:
    found = charges(Terms(Tariff("USD", Rate(Decimal("0.61")))), used(12_340, 60))
    assert amounts(found) == [("energy", "7.527400"), ("rounding", "0.002600")]
    assert found.total == Decimal("7.53")


def test_energy_is_split_at_the_hour_by_the_reading_there() -> None:
    found = charges(Terms(EVENING, BERLIN), used(20_000, 120, (60, 15_000)))
    assert amounts(found) == [("energy", "4.500000"), ("energy", "2.500000")]
    assert [line.quantity for line in found.lines] == [Decimal(15), Decimal(5)]


def test_between_two_readings_energy_flows_evenly() -> None:
    found = charges(Terms(EVENING, BERLIN), used(20_000, 120, (30, 10_000), (90, 16_000)))
    assert [line.quantity for line in found.lines] == [Decimal(13), Decimal(7)]


def test_time_flat_fee_and_energy() -> None:
    tariff = Tariff("USD", Rate(Decimal("0.30"), Decimal("2.00")), flat=Decimal("1.00"))
    found = charges(Terms(tariff), used(10_000, 90))
    assert amounts(found) == [("energy", "3.000000"), ("time", "3.000000"), ("flat", "1.000000")]
    assert found.total == Decimal("7.00")


def test_idle_fee_begins_after_the_grace_and_stops_the_clock_for_charging() -> None:
    tariff = Tariff("USD", Rate(Decimal(0), Decimal(2)), idle=IdleFee(Decimal(6), 15))
    found = charges(Terms(tariff), used(5000, 120, idle=(Spell(after(60), after(120)),)))
    assert amounts(found) == [("energy", "0.000000"), ("time", "2.000000"), ("idle", "4.500000")]


def test_every_spell_has_its_grace_and_all_have_one_maximum() -> None:
    tariff = Tariff("USD", Rate(Decimal(0)), idle=IdleFee(Decimal(6), 10, Decimal("3.5")))
    spells = (Spell(after(0), after(10)), Spell(after(20), after(60)), Spell(after(70), after(110)))
    found = charges(Terms(tariff), used(0, 120, idle=spells))
    assert amounts(found) == [("idle", "3.000000"), ("idle", "0.500000")]


def test_the_worked_example_of_the_guide() -> None:
    fee = IdleFee(Decimal(6), 15, Decimal(30))
    tariff = replace(EVENING, flat=Decimal(1), idle=fee, maximum=Decimal(60))
    idle = (Spell(after(120), after(180)),)
    found = charges(
        Terms(tariff, BERLIN), used(20_000, 180, (60, 15_000), (120, 20_000), idle=idle)
    )
    assert amounts(found) == [
        ("energy", "4.500000"),
        ("energy", "2.500000"),
        ("flat", "1.000000"),
        ("idle", "4.500000"),
    ]
    assert found.total == Decimal("12.50")


def test_idleness_goes_on_after_the_stop() -> None:
    tariff = Tariff("USD", Rate(Decimal(0)), idle=IdleFee(Decimal(6)))
    found = charges(Terms(tariff), used(0, 60, idle=(Spell(after(60), after(90)),)))
    assert found.total == Decimal("3.00")


def test_minimum_and_maximum_are_lines_of_their_own() -> None:
    tariff = Tariff("USD", Rate(Decimal("0.50")), minimum=Decimal(2), maximum=Decimal(10))
    low, high = (charges(Terms(tariff), used(wh, 60)) for wh in (1000, 30_000))
    assert amounts(low) == [("energy", "0.500000"), ("minimum", "1.500000")]
    assert amounts(high) == [("energy", "15.000000"), ("maximum", "-5.000000")]


def test_a_session_without_energy_pays_neither_flat_fee_nor_minimum() -> None:
    tariff = Tariff("USD", Rate(Decimal("0.50")), flat=Decimal(1), minimum=Decimal(2))
    found = charges(Terms(tariff), used(0, 5))
    assert (found.lines, found.total) == ((), Decimal("0.00"))


@pytest.mark.parametrize(
    ("currency", "total"),
    [pytest.param("JPY", "2", id="no coins"), pytest.param("KWD", "2.500", id="thousandths")],
)
def test_rounding_goes_to_the_coin_of_the_currency(currency: str, total: str) -> None:
    found = charges(Terms(Tariff(currency, Rate(Decimal("0.25")))), used(10_000, 60))
    assert str(found.total) == total


def test_clocks_that_change_within_a_session_bill_the_hours_there_are() -> None:
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight in Berlin; 25 h to the next one
    hourly = Tariff("EUR", Rate(Decimal(0), Decimal(1)))
    stop = datetime(2026, 10, 26, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)
    found = charges(Terms(hourly, BERLIN), Usage(Reading(start, 0), Reading(stop, 0)))
    assert found.total == Decimal("25.00")


def test_a_register_stands_on_the_line_between_its_neighbours() -> None:
    curve = [Reading(after(0), 0), Reading(after(10), 1001), Reading(after(20), 1001)]
    assert [register_at(curve, after(m)) for m in (-1, 0, 5, 10, 15, 25)] == [
        0,
        0,
        500,
        1001,
        1001,
        1001,
    ]


# --- for all sessions ---

usages = st.builds(
    lambda start, wh, minutes, cuts, idle: Usage(
        Reading(start, 1000),
        Reading(start + timedelta(minutes=minutes), 1000 + wh),
        [
            Reading(start + timedelta(minutes=minutes * at / 100), 1000 + wh * part // 100)
            for at, part in cuts
        ],
        [Spell(start + timedelta(minutes=a), start + timedelta(minutes=a + b)) for a, b in idle],
    ),
    instants,
    st.integers(0, 200_000),
    st.integers(0, 3 * 24 * 60),
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=5),
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=1),
)
terms = st.builds(Terms, tariffs(), st.sampled_from([BERLIN, "America/New_York", "UTC"]))


@given(terms, usages)
def test_lines_add_up_to_the_total_which_is_in_whole_coins(agreed: Terms, usage: Usage) -> None:
    found = charges(agreed, usage)
    assert sum((line.amount for line in found.lines), Decimal(0)) == found.total
    assert found.total == found.total.quantize(CENT)
    tariff = agreed.tariff
    assert found.total >= 0
    assert tariff.maximum is None or found.total <= payable(tariff.maximum, "EUR")


@given(terms, usages)
def test_parts_of_energy_add_up_to_the_register(agreed: Terms, usage: Usage) -> None:
    parts = [each.quantity for each in charges(agreed, usage).lines if each.kind is LineKind.ENERGY]
    total_kwh = Decimal(usage.stop.register_wh - usage.start.register_wh) / 1000
    assert sum((each for each in parts if each is not None), Decimal(0)) == total_kwh


@given(terms, usages, st.integers(1, 50_000))
def test_more_energy_never_costs_less(agreed: Terms, usage: Usage, more_wh: int) -> None:
    ends_only = replace(usage, readings=())
    stop = replace(usage.stop, register_wh=usage.stop.register_wh + more_wh)
    assert charges(agreed, replace(ends_only, stop=stop)).total >= charges(agreed, ends_only).total


@given(terms, usages, st.integers(1, 600))
def test_idling_longer_never_costs_less(agreed: Terms, usage: Usage, minutes: int) -> None:
    begin = usage.stop.at
    spells = [(Spell(begin, begin + timedelta(minutes=m)),) for m in (minutes, minutes + 30)]
    short, long = (charges(agreed, replace(usage, idle=each)).total for each in spells)
    assert long >= short


@given(terms, usages, st.integers(0, 100))
def test_two_halves_cost_what_the_whole_costs(agreed: Terms, usage: Usage, cut: int) -> None:
    """Energy and time, split anywhere, also across hours and clock changes: nothing is lost."""
    rates_only = replace(agreed.tariff, flat=Decimal(0), idle=None, minimum=None, maximum=None)
    given = replace(agreed, tariff=rates_only)
    begin, end = usage.start, usage.stop
    middle = Reading(
        begin.at + (end.at - begin.at) * cut / 100,
        begin.register_wh + (end.register_wh - begin.register_wh) * cut // 100,
    )
    whole = charges(given, Usage(begin, end, [middle])).so_far
    halves = charges(given, Usage(begin, middle)).so_far + charges(given, Usage(middle, end)).so_far
    grains = 2 * len(charges(given, Usage(begin, end, [middle])).lines) + 2
    assert abs(whole - halves) <= Decimal("0.000001") * grains


@given(terms, usages)
def test_the_order_of_readings_does_not_matter(agreed: Terms, usage: Usage) -> None:
    backwards = replace(usage, readings=list(usage.readings)[::-1])
    assert charges(agreed, backwards) == charges(agreed, usage)
