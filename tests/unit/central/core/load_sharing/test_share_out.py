"""What sessions are told, step by step."""

from dataclasses import replace
from datetime import timedelta

import pytest

from central.core.load_sharing.facts import Area
from central.core.load_sharing.plans import ChargerPlan
from tests.unit.central.core.load_sharing.worlds import (
    NOON,
    V,
    World,
    ac_outlet,
    limit,
    outlet,
    plug,
    station,
    world,
)


def three_of_five(power_w: float = 60_000.0) -> World:
    chargers = [outlet(f"C{n}", plugs=(plug(n),) if n < 3 else ()) for n in range(5)]
    return world(station(*chargers, power_w=power_w))


def test_sessions_share_what_the_station_has_alike() -> None:
    made = three_of_five()
    made.run()
    assert [made.limit_w(f"C{n}") for n in range(3)] == [20_000.0] * 3
    assert made.reason("C0") == "3 of 3 share 60.0 kW of the station (its rating)"


def test_where_power_is_not_scarce_each_has_all_that_its_connector_gives() -> None:
    made = three_of_five(power_w=500_000.0)
    made.run()
    assert made.limit_w("C0") == 50_000.0
    assert made.reason("C0") == "all that its connector gives, 50.0 kW"


def test_a_weight_of_two_gets_twice_as_much() -> None:
    made = three_of_five(power_w=40_000.0)
    made.change("C0", plan=ChargerPlan(weight=2.0))
    made.run()
    assert [made.limit_w(f"C{n}") for n in range(3)] == [20_000.0, 10_000.0, 10_000.0]


def test_a_guarantee_is_kept_before_anything_is_shared() -> None:
    made = three_of_five(power_w=45_000.0)
    made.change("C0", plan=ChargerPlan(guaranteed_w=25_000.0))
    made.run()
    assert [made.limit_w(f"C{n}") for n in range(3)] == [25_000.0, 10_000.0, 10_000.0]


def test_a_decrease_goes_first_and_the_increase_waits_until_it_is_accepted() -> None:
    made = world(station(outlet("A", plugs=(plug(1),)), outlet("B"), power_w=50_000.0))
    made.run()
    assert made.limit_w("A") == 50_000.0
    made.change("B", plugs=(plug(2),))
    made.now += timedelta(seconds=10)
    made.decide()
    assert made.limit_w("A") == 25_000.0
    assert made.limit_w("B") == 0.0 or made.limit_w("B") == 10_000.0
    assert "when others have accepted less" in made.reason("B")
    made.run(minutes=2)
    assert (made.limit_w("A"), made.limit_w("B")) == (25_000.0, 25_000.0)


def test_a_lost_decrease_keeps_the_others_low_until_it_is_accepted() -> None:
    made = world(station(outlet("A", plugs=(plug(1),)), outlet("B"), power_w=50_000.0))
    made.run()
    made.change("B", plugs=(plug(2),))
    made.reaches = lambda key: key[0] != "A"
    made.run(minutes=10)
    assert made.limit_w("B") <= 10_000.0
    made.reaches = lambda key: True
    made.run(minutes=2)
    assert made.limit_w("B") == 25_000.0


def test_an_increase_whose_answer_was_lost_counts_as_taken() -> None:
    made = world(
        station(outlet("A", plugs=(plug(1),)), outlet("B", plugs=(plug(2),)), power_w=50_000.0)
    )
    made.run()
    made.change("B", plugs=())
    made.is_answered = lambda key: False
    made.run(minutes=2)
    assert made.held[made.outlet("A").id, made.outlet("A").plugs[0].id].limit_w == 50_000.0
    made.change("B", plugs=(plug(3),))
    made.reaches = lambda key: key[0] != "A"
    made.run(minutes=2)
    assert made.limit_w("B") <= 10_000.0


def test_a_silent_charger_counts_at_its_last_accepted_limit_then_at_its_safe_default() -> None:
    made = world(
        station(outlet("A", plugs=(plug(1),)), outlet("B", plugs=(plug(2),)), power_w=50_000.0)
    )
    made.run()
    made.change("A", connected=False)
    made.run(minutes=5)
    assert made.limit_w("B") == 25_000.0
    made.run(minutes=40)
    assert made.limit_w("B") == 40_000.0


def test_a_silent_charger_that_accepted_nothing_counts_at_its_rated_power() -> None:
    made = world(station(outlet("A"), outlet("B", plugs=(plug(2),)), power_w=60_000.0))
    made.change("A", connected=False, default=None)
    made.run()
    assert made.limit_w("B") == 10_000.0


def test_a_charger_that_takes_no_profiles_counts_at_its_rated_power() -> None:
    made = world(station(outlet("A"), outlet("B", plugs=(plug(2),)), power_w=60_000.0))
    made.change("A", refuses=True, default=None)
    made.run()
    assert made.limit_w("B") == 10_000.0


def test_after_a_boot_what_was_accepted_counts_no_more() -> None:
    made = world(
        station(outlet("A", plugs=(plug(1),)), outlet("B", plugs=(plug(2),)), power_w=60_000.0)
    )
    made.run()
    made.change("A", booted_at=made.now)
    made.reaches = lambda key: key[0] != "A"
    made.run(minutes=1)
    assert made.shares[("A", 1)].may_draw_w == 50_000.0  # type: ignore[index]


def test_a_car_that_is_plugged_in_has_its_safe_default_kept_free() -> None:
    made = world(station(outlet("A", plugs=(plug(1),)), outlet("B"), power_w=50_000.0))
    made.change("B", plugs=(plug(None),))
    made.run()
    assert made.limit_w("A") == 40_000.0


def test_ac_pauses_below_six_amperes_and_takes_turns() -> None:
    six_a = 6.0 * 3 * V
    chargers = [ac_outlet(f"C{n}", plugs=(plug(n),)) for n in range(3)]
    made = world(station(*chargers, power_w=2.2 * six_a))
    served: set[str] = set()
    for _ in range(10):
        made.run(minutes=5)
        limits = {name: made.limit_w(name) for name in ("C0", "C1", "C2")}
        assert sum(limits.values()) <= 2.2 * six_a
        assert all(each == 0.0 or each >= six_a - 1e-6 for each in limits.values())
        served |= {name for name, each in limits.items() if each}
    assert served == {"C0", "C1", "C2"}


def test_a_paused_session_says_until_when_and_whose_turn_it_is() -> None:
    six_a = 6.0 * 3 * V
    chargers = [ac_outlet(f"C{n}", plugs=(plug(n),)) for n in range(2)]
    made = world(station(*chargers, power_w=1.5 * six_a))
    made.run(minutes=1)
    assert made.reason("C1") == "paused until 12:15 UTC, turn of C0/1"


def test_one_phase_cars_share_their_line_and_leave_the_others_alone() -> None:
    cars = {
        "L1": ac_outlet("L1", plugs=(plug(1, currents_a=(20.0, 0.0, 0.0)),)),
        "also": ac_outlet("also", plugs=(plug(2, currents_a=(20.0, 0.0, 0.0)),)),
        "L2": ac_outlet(
            "L2", plugs=(plug(3, currents_a=(20.0, 0.0, 0.0)),), plan=ChargerPlan(rotation="SRT")
        ),
    }
    made = world(station(*cars.values(), phase_a=32.0))
    made.run()
    amperes = {name: made.limit_w(name) / V for name in cars}
    assert amperes == pytest.approx({"L1": 16.0, "also": 16.0, "L2": 32.0})
    assert made.reason("L1") == "2 of 2 share 32 A on line 1 of the station"


def test_three_phases_and_one_on_the_same_line_get_the_same_power() -> None:
    one = ac_outlet("one", plugs=(plug(1, currents_a=(20.0, 0.0, 0.0)),))
    three = ac_outlet("three", plugs=(plug(2, currents_a=(20.0, 20.0, 20.0)),))
    made = world(station(one, three, phase_a=32.0))
    made.run()
    assert made.limit_w("one") / V + made.limit_w("three") / (3 * V) <= 32.0 + 1e-6
    assert made.limit_w("one") == pytest.approx(made.limit_w("three"), rel=0.02)


def test_an_area_holds_its_stations_together() -> None:
    sites = [
        station(outlet(f"{name}1", plugs=(plug(n),)), power_w=50_000.0, name=name, area="G")
        for n, name in enumerate("AB")
    ]
    made = world(*sites, areas={"G": Area("G", limit(30_000.0))})
    made.run()
    assert [made.limit_w("A1"), made.limit_w("B1")] == [15_000.0, 15_000.0]
    assert "30.0 kW of the area G" in made.reason("A1")


def test_a_car_that_takes_less_leaves_the_rest_to_the_others() -> None:
    made = world(
        station(outlet("A", plugs=(plug(1),)), outlet("B", plugs=(plug(2),)), power_w=50_000.0)
    )
    made.run()
    for _ in range(6):
        slow = plug(1, power_w=8_000.0, metered_at=made.now)
        made.change("A", plugs=(slow,))
        made.run(minutes=1)
    assert made.limit_w("A") == 10_000.0
    assert made.limit_w("B") == 40_000.0
    assert made.reason("A") == "the car takes no more than 10.0 kW by itself"
    for _ in range(3):
        made.change("A", plugs=(plug(1, power_w=9_900.0, metered_at=made.now),))
        made.run(minutes=1)
    assert made.limit_w("A") == 25_000.0


def test_a_limit_on_the_whole_charger_bounds_its_share_and_frees_the_rest() -> None:
    made = world(
        station(outlet("A", plugs=(plug(1),)), outlet("B", plugs=(plug(2),)), power_w=60_000.0)
    )
    made.change("A", held_w=12_500.0)
    made.run()
    assert (made.limit_w("A"), made.limit_w("B")) == (12_500.0, 47_500.0)


def test_a_falling_limit_is_told_at_once_and_a_rising_one_in_steps() -> None:
    made = three_of_five()
    made.run()
    made.site_limit(limit(30_000.0))
    made.now += timedelta(seconds=1)
    made.decide()
    assert [made.limit_w(f"C{n}") for n in range(3)] == [10_000.0] * 3
    made.tell()
    made.site_limit(limit(150_000.0))
    made.now += timedelta(seconds=60)
    made.decide()
    assert [made.limit_w(f"C{n}") for n in range(3)] == [35_000.0] * 3
    made.run(minutes=2)
    assert made.limit_w("C0") == 50_000.0


def test_constant_facts_lead_to_constant_shares_and_few_profiles() -> None:
    made = three_of_five()
    made.run(minutes=5)
    before = {key: share.limit_w for key, share in made.shares.items()}
    told = made.told
    made.run(minutes=60)
    assert {key: share.limit_w for key, share in made.shares.items()} == before
    assert made.told - told <= 3 * 4  # renewals


def test_cars_that_waver_cause_few_profiles() -> None:
    made = three_of_five()
    made.run(minutes=5)
    told = made.told
    for minute in range(60):
        for n in range(3):
            power_w = 18_000.0 + 600.0 * ((minute * 7 + n * 3) % 5)
            made.change(f"C{n}", plugs=(plug(n, power_w=power_w, metered_at=made.now),))
        made.run(minutes=1)
    assert made.told - told <= 3 * 6


def test_a_session_that_ended_has_no_share() -> None:
    made = three_of_five()
    made.run()
    made.change("C0", plugs=())
    made.run(minutes=2)
    assert ("C0", 1) not in made.shares
    assert made.limit_w("C1") == 30_000.0


def test_a_paused_dc_session_is_told_nothing_below_what_it_needs() -> None:
    made = world(
        station(
            outlet("A", plugs=(plug(1),), plan=ChargerPlan(minimum_w=15_000.0)),
            outlet("B", plugs=(plug(2),), plan=ChargerPlan(minimum_w=15_000.0)),
            power_w=20_000.0,
        )
    )
    made.run()
    assert sorted([made.limit_w("A"), made.limit_w("B")]) == [0.0, 20_000.0]


def test_what_can_never_run_says_what_it_lacks() -> None:
    made = world(station(outlet("A", plugs=(plug(1),)), power_w=3_000.0))
    made.run(minutes=1)
    assert made.limit_w("A") == 0.0
    assert made.reason("A") == (
        "paused: 3.0 kW of the station (its rating) leaves 3.0 kW, "
        "the least that it charges with is 4.0 kW"
    )


def test_the_order_of_facts_does_not_matter() -> None:
    made = three_of_five()
    made.run(minutes=1)
    site = made.sites["S"]
    mixed = World(
        {"S": replace(site, outlets=tuple(reversed(site.outlets)))},
        shares=dict(reversed(list(made.shares.items()))),
        now=made.now + timedelta(seconds=40),
    )
    mixed.decide()
    made.now = mixed.now
    made.decide()
    assert mixed.shares == made.shares
    assert made.now > NOON
