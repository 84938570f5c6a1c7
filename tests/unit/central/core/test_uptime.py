from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central.core.metrics import CONTACT_GRACE
from central.core.uptime import (
    LINE_PCT,
    YEAR,
    YEAR_MIN,
    Exclusion,
    ExclusionCause,
    Outage,
    OutageKind,
    common,
    minutes,
    monthly,
    outage_kind,
    port_uptime,
    union,
)
from contract.ocpp16 import USABLE_STATUSES, ChargePointStatus

AT = datetime(2026, 7, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def outage(
    start_min: float,
    end_min: float | None,
    kind: OutageKind = OutageKind.FAULTED,
    connector: int = 1,
) -> Outage:
    """An outage by minutes before AT."""
    end = None if end_min is None else AT - timedelta(minutes=end_min)
    return Outage(connector, kind, AT - timedelta(minutes=start_min), end)


def excluded(start_min: float, end_min: float, connector: int = 1) -> Exclusion:
    start, end = (AT - timedelta(minutes=each) for each in (start_min, end_min))
    return Exclusion(connector, ExclusionCause.UTILITY, start, end)


def test_the_formula_is_the_rules() -> None:
    found = port_uptime(1, [outage(20_000, 10_000)], [excluded(20_000, 15_000)], AT)
    assert (found.outage_min, found.excluded_min) == (10_000.0, 5_000.0)
    assert found.pct == pytest.approx((525_600 - (10_000 - 5_000)) / 525_600 * 100)
    assert found.is_met


def test_the_line_has_to_be_passed_not_reached() -> None:
    at_line = YEAR_MIN * (100 - LINE_PCT) / 100
    assert not port_uptime(1, [outage(at_line + 1, 0)], [], AT).is_met
    assert port_uptime(1, [outage(at_line - 1, 0)], [], AT).is_met
    assert port_uptime(1, [], [], AT).pct == 100.0


def test_only_the_last_twelve_months_count() -> None:
    older = outage(YEAR_MIN + 5_000, YEAR_MIN)
    across = outage(YEAR_MIN + 60, YEAR_MIN - 60)
    assert port_uptime(1, [older], [], AT).outage_min == 0.0
    assert port_uptime(1, [across], [], AT).outage_min == 60.0
    assert port_uptime(1, [outage(90, None)], [], AT).outage_min == 90.0


def test_two_reasons_at_once_are_one_outage() -> None:
    spans = [outage(100, 40), outage(60, 20, OutageKind.OUT_OF_CONTACT, connector=0)]
    assert port_uptime(1, spans, [], AT).outage_min == 80.0
    assert port_uptime(2, spans, [], AT).outage_min == 40.0


def test_a_line_that_came_back_at_once_was_not_lost() -> None:
    grace_min = CONTACT_GRACE / timedelta(minutes=1)
    short = outage(100, 100 - grace_min / 2, OutageKind.OUT_OF_CONTACT, connector=0)
    long = outage(100, 100 - grace_min, OutageKind.OUT_OF_CONTACT, connector=0)
    assert port_uptime(1, [short], [], AT).outage_min == 0.0
    assert port_uptime(1, [long], [], AT).outage_min == grace_min


def test_an_exclusion_counts_where_there_was_an_outage_only() -> None:
    found = port_uptime(1, [outage(100, 90)], [excluded(200, 95), excluded(98, 10, 0)], AT)
    assert (found.outage_min, found.excluded_min) == (10.0, 10.0)
    other = port_uptime(1, [outage(100, 90)], [excluded(200, 10, connector=2)], AT)
    assert other.excluded_min == 0.0


def test_maintenance_of_a_working_port_is_excluded_by_itself() -> None:
    planned = outage(100, 40, OutageKind.MAINTENANCE, connector=0)
    during = outage(90, 50, OutageKind.UNAVAILABLE)
    assert port_uptime(1, [planned, during], [], AT).excluded_min == 60.0


def test_a_broken_port_is_not_mended_by_taking_it_out() -> None:
    planned = outage(100, 40, OutageKind.MAINTENANCE, connector=0)
    broken = outage(120, 80)
    found = port_uptime(1, [planned, broken], [], AT)
    assert (found.outage_min, found.excluded_min) == (80.0, 0.0)
    assert port_uptime(2, [planned, broken], [], AT).excluded_min == 60.0


def test_months_are_of_the_calendar_and_add_up() -> None:
    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    start = datetime(2026, 2, 28, 23, tzinfo=UTC)
    months = monthly(1, [Outage(1, OutageKind.FAULTED, start, start + 3 * HOUR)], [], now)
    assert [f"{at:%Y-%m}" for at, _ in months][0::11] == ["2025-04", "2026-03"]
    found = {f"{at:%m}": each.outage_min for at, each in months if each.outage_min}
    assert found == {"02": 60.0, "03": 120.0}


@pytest.mark.parametrize("status", list(ChargePointStatus))
def test_what_can_serve_a_driver_is_up(status: ChargePointStatus) -> None:
    assert (outage_kind(status) is None) == (status in USABLE_STATUSES)


# --- against a slow reference that looks at every minute -----------------------------------------

whole = st.integers(0, 400)
spans = st.tuples(whole, whole).map(lambda pair: (max(pair), min(pair)))
outages = st.lists(
    st.builds(
        lambda span, kind, connector, lasts: outage(
            span[0], None if lasts else span[1], kind, connector
        ),
        spans,
        st.sampled_from([OutageKind.FAULTED, OutageKind.UNAVAILABLE, OutageKind.MAINTENANCE]),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=6,
)
exclusions = st.lists(
    st.builds(lambda span, connector: excluded(*span, connector), spans, st.integers(0, 2)),
    max_size=4,
)


def slow_uptime(
    connector: int, given_outages: list[Outage], given_exclusions: list[Exclusion], length: int
) -> tuple[int, int]:
    """Minutes of outage and of excluded outage, by asking every minute whether it is one."""
    own = [each for each in given_outages if each.connector_id in (0, connector)]

    def within(each: Outage | Exclusion, at: datetime) -> bool:
        return each.start_at <= at < (each.end_at or AT)

    def planned(each: Outage) -> bool:
        is_broken = any(
            other.kind is not OutageKind.MAINTENANCE and within(other, each.start_at)
            for other in own
        )
        return each.kind is OutageKind.MAINTENANCE and not is_broken

    down = beyond = 0
    for back in range(1, length + 1):
        at = AT - timedelta(minutes=back)
        if not any(within(each, at) for each in own):
            continue
        down += 1
        beyond += any(
            within(each, at) for each in given_exclusions if each.connector_id in (0, connector)
        ) or any(within(each, at) for each in own if planned(each))
    return down, beyond


@given(outages, exclusions, st.integers(1, 2), st.sampled_from([100, 400, 450]))
@settings(max_examples=150, deadline=None)
def test_it_is_what_looking_at_every_minute_gives(
    some: list[Outage], out: list[Exclusion], connector: int, length: int
) -> None:
    found = port_uptime(connector, some, out, AT, timedelta(minutes=length))
    down, beyond = slow_uptime(connector, some, out, length)
    assert (found.outage_min, found.excluded_min) == pytest.approx((down, beyond))


@given(outages, exclusions)
def test_order_does_not_matter_and_figures_are_bounded(
    some: list[Outage], out: list[Exclusion]
) -> None:
    found = port_uptime(1, some, out, AT)
    assert found == port_uptime(1, some[::-1], out[::-1], AT)
    assert 0.0 <= found.excluded_min <= found.outage_min <= YEAR_MIN
    assert 0.0 <= found.pct <= 100.0
    assert port_uptime(1, some, [], AT).pct <= found.pct


@given(outages, st.integers(1, 399))
def test_a_span_may_be_split_anywhere(some: list[Outage], cut_min: int) -> None:
    plain = [each for each in some if each.kind is not OutageKind.MAINTENANCE]
    cut = AT - timedelta(minutes=cut_min)
    whole_span = port_uptime(1, plain, [], AT, YEAR).outage_min
    later = port_uptime(1, plain, [], AT, AT - cut).outage_min
    known = [each for each in plain if each.start_at < cut]
    earlier = port_uptime(1, known, [], cut, YEAR - (AT - cut)).outage_min
    assert whole_span == pytest.approx(later + earlier)


@given(st.lists(spans), st.lists(spans))
def test_union_and_common_are_those_of_sets(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    def as_spans(pairs: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
        return union([(AT - b * HOUR, AT - a * HOUR) for b, a in pairs])

    def as_set(pairs: list[tuple[int, int]]) -> set[int]:
        return {hour for b, a in pairs for hour in range(a, b)}

    assert minutes(as_spans(first)) == 60 * len(as_set(first))
    both = common(as_spans(first), as_spans(second))
    assert minutes(both) == 60 * len(as_set(first) & as_set(second))
