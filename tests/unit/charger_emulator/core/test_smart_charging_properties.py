"""Composite schedules: what must hold for any profiles, beside a second opinion on each second."""

import copy
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from charger_emulator.core.profiles import parse_profile
from charger_emulator.core.smart_charging import Piece
from tests.unit.charger_emulator.core.charging_profiles import AC_3, DC, T0, Setup, profile

LENGTH_S = 600
DAY_S, WEEK_S = 86_400, 604_800
PURPOSES = ("ChargePointMaxProfile", "TxDefaultProfile", "TxProfile")


def instant(offset_s: int) -> str:
    return datetime.fromtimestamp(T0 + offset_s, UTC).isoformat()


offsets = st.integers(-200, LENGTH_S)


@st.composite
def profiles(draw: st.DrawFn, number: int, unit: str) -> tuple[int, dict[str, Any]]:
    """(connector, profile); what it says changes within a few minutes around T0."""
    purpose = draw(st.sampled_from(PURPOSES))
    kinds = ("Absolute", "Recurring", "Relative")
    kind = draw(st.sampled_from(kinds[:2] if purpose == PURPOSES[0] else kinds))
    connector = {PURPOSES[0]: 0, PURPOSES[1]: draw(st.integers(0, 2)), PURPOSES[2]: 1}[purpose]
    starts = sorted(draw(st.sets(st.integers(1, 700), max_size=3)))
    sizes = (0.0, 4.0, 6.0, 10.5, 16.0, 40.0) if unit == "A" else (0.0, 30e3, 80e3, 140e3, 200e3)
    limits = tuple((start, draw(st.sampled_from(sizes))) for start in (0, *starts))
    more: dict[str, Any] = {}
    begin = draw(offsets)
    if kind == "Recurring":
        more["recurrencyKind"], every = draw(
            st.sampled_from([("Daily", DAY_S), ("Weekly", WEEK_S)])
        )
        begin -= every * draw(st.integers(0, 3))
        more["duration"] = draw(st.none() | st.integers(1, 700) | st.just(every + 300))
    else:
        more["duration"] = draw(st.none() | st.integers(1, 700))
    for name in ("validFrom", "validTo"):
        if draw(st.booleans()):
            more[name] = instant(draw(offsets))
    if purpose == PURPOSES[2]:
        more["transactionId"] = 101
    return connector, profile(
        purpose, limits, unit=unit, phases=draw(st.sampled_from([None, 1, 3])),
        chargingProfileKind=kind, chargingProfileId=number, start=instant(begin),
        stackLevel=draw(st.integers(0, 3)), **more,
    )  # fmt: skip


def place(entry: tuple[int, dict[str, Any]]) -> tuple[Any, ...]:
    """Where a profile stands: two of one place would replace each other."""
    connector, data = entry
    return connector, data["chargingProfilePurpose"], data["stackLevel"]


@st.composite
def setups(draw: st.DrawFn) -> Setup:
    """A charger with up to five profiles and a transaction on connector 1."""
    hardware, unit = draw(st.sampled_from([(DC, "W"), (AC_3, "A")]))
    drawn = [draw(profiles(number, unit)) for number in range(draw(st.integers(0, 5)))]
    distinct = {place(entry): entry for entry in drawn}
    return Setup(hardware, list(distinct.values()), {1: T0 + draw(st.integers(-300, 0))})


def watts_at(pieces: list[Piece], offset_s: float) -> float:
    return [limit.w for start, limit in pieces if start <= offset_s][-1]


connectors = st.integers(0, 2)


@settings(max_examples=60)
@given(setups(), connectors)
def test_a_schedule_says_at_each_second_what_the_slow_reference_says(
    setup: Setup, connector: int
) -> None:
    pieces = setup.store().composite(connector, T0, LENGTH_S)
    for second in range(LENGTH_S):
        assert watts_at(pieces, second) == setup.slow_limit(connector, T0 + second, T0)


@given(setups(), connectors, st.integers(1, LENGTH_S - 1))
def test_a_schedule_may_be_cut_anywhere(setup: Setup, connector: int, cut: int) -> None:
    setup.starts |= {2: T0 - 5, 3: T0 - 9}
    made = setup.store()
    whole = made.composite(connector, T0, LENGTH_S)
    first = made.composite(connector, T0, cut)
    second = made.composite(connector, T0 + cut, LENGTH_S - cut)
    joined = [*first, *(Piece(cut + start, limit) for start, limit in second)]
    for offset in {start for start, _ in [*whole, *joined]}:
        assert watts_at(joined, offset) == watts_at(whole, offset)


@given(setups(), connectors)
def test_a_schedule_starts_at_zero_and_only_names_changes(setup: Setup, connector: int) -> None:
    pieces = setup.store().composite(connector, T0, LENGTH_S)
    assert pieces[0].start_s == 0.0
    for one, next_one in pairwise(pieces):
        assert one.start_s < next_one.start_s < LENGTH_S
        assert (one.limit.w, one.limit.phases) != (next_one.limit.w, next_one.limit.phases)


@given(setups(), connectors)
def test_a_schedule_never_passes_the_hardware(setup: Setup, connector: int) -> None:
    most_w = setup.hardware.connector_w if connector else setup.hardware.rated_w
    pieces = setup.store().composite(connector, T0, LENGTH_S)
    assert all(0.0 <= limit.w <= most_w for _, limit in pieces)


@given(setups(), connectors, st.data())
def test_raising_any_limit_lowers_the_schedule_nowhere(
    setup: Setup, connector: int, data: st.DataObject
) -> None:
    before = setup.store().composite(connector, T0, LENGTH_S)
    if not setup.profiles:
        return
    raised = copy.deepcopy(setup)
    _, chosen = data.draw(st.sampled_from(raised.profiles))
    period = data.draw(st.sampled_from(chosen["chargingSchedule"]["chargingSchedulePeriod"]))
    period["limit"] += data.draw(st.sampled_from([0.1, 5.0, 1e5]))
    after = raised.store().composite(connector, T0, LENGTH_S)
    for offset in {start for start, _ in [*before, *after]}:
        assert watts_at(after, offset) >= watts_at(before, offset)


@given(setups(), connectors, st.randoms(use_true_random=False))
def test_the_order_of_installation_does_not_matter(
    setup: Setup, connector: int, chance: Any
) -> None:
    shuffled = copy.deepcopy(setup)
    chance.shuffle(shuffled.profiles)
    assert setup.store().composite(connector, T0, LENGTH_S) == shuffled.store().composite(
        connector, T0, LENGTH_S
    )


@given(setups(), connectors, st.data())
def test_a_cleared_profile_was_never_there(
    setup: Setup, connector: int, data: st.DataObject
) -> None:
    if not setup.profiles:
        return
    made, number = setup.store(), data.draw(st.integers(0, len(setup.profiles) - 1))
    _, gone = setup.profiles.pop(number)
    assert made.clear(profile_id=gone["chargingProfileId"])
    assert made.composite(connector, T0, LENGTH_S) == setup.store().composite(
        connector, T0, LENGTH_S
    )


@given(setups(), connectors)
def test_installing_the_same_again_changes_nothing(setup: Setup, connector: int) -> None:
    made = setup.store()
    before, count = made.composite(connector, T0, LENGTH_S), len(made)
    for at, data in setup.profiles:
        assert made.install(at, parse_profile(data))
    assert (made.composite(connector, T0, LENGTH_S), len(made)) == (before, count)


@given(setups())
def test_nothing_of_a_transaction_stays_after_it(setup: Setup) -> None:
    made = setup.store()
    made.end_transaction(1)
    rest = [e for e in setup.profiles if e[1]["chargingProfilePurpose"] != "TxProfile"]
    without = Setup(setup.hardware, rest).store()
    assert made.composite(1, T0, LENGTH_S) == without.composite(1, T0, LENGTH_S)
