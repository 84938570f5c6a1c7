from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from central.core.rehearsal import Rehearsal
from central.core.rules import HealRules, Switches
from charger_emulator.core.fleet import make_fleet
from contract.ids import ChargePointId
from contract.rehearsal import ChargerNow, Judged, NetworkNow, Orders
from tests.unit.central.core.builders import NOON

FLEET = make_fleet(6, 1)
STRESSED, NEIGHBOUR = FLEET.stations[0], FLEET.stations[1]
HOT = STRESSED.charge_points[0]
MINUTE = timedelta(minutes=1)


def judged(charge_point: str, *, critical: bool) -> Judged:
    return Judged(
        charge_point=ChargePointId(charge_point),
        risk_1h=0.8 if critical else 0.01,
        level="critical" if critical else "low",
        cause="thermal_overload" if critical else None,
        load_sensitive=critical,
        temperature_c=80.0 if critical else 40.0,
        ambient_c=35.0,
        power_w=100_000.0,
    )


def tick(rehearsal: Rehearsal, at: datetime, *, critical: bool, without: str = "") -> Orders:
    chargers = [
        ChargerNow(
            charge_point=charger.id,
            connected=True,
            statuses=["Available"] * len(charger.connector_types),
            judged=judged(charger.id, critical=critical and charger is HOT),
        )
        for station in FLEET.stations
        if station.id != without
        for charger in station.charge_points
    ]
    return rehearsal.tick(NetworkNow(at=at, chargers=chargers))


def healing(switches: Switches | None = None) -> tuple[Rehearsal, Orders]:
    """A rehearsal right after its first heal was opened."""
    rehearsal = Rehearsal(FLEET, switches or Switches(), HealRules())
    orders = [tick(rehearsal, NOON + n * MINUTE, critical=True) for n in range(3)]
    assert [each.heals for each in orders[:2]] == [[], []]
    return rehearsal, orders[2]


def test_three_critical_scores_limit_the_charger_and_move_both_prices() -> None:
    _, orders = healing()
    wanted = {each.charge_point: each for each in orders.wanted}
    assert wanted[HOT.id].limit_w == pytest.approx(HealRules().limit_ratio * HOT.rated_power_w)
    base = STRESSED.base_price_per_kwh
    assert wanted[HOT.id].per_kwh == base * HealRules().surge_factor
    (heal,) = orders.heals
    assert (heal.station, heal.stressed, heal.is_over) == (STRESSED.id, [HOT.id], False)
    target = next(station for station in FLEET.stations if station.id == heal.target)
    shown = {wanted[each.id].per_kwh for each in target.charge_points}
    assert shown == {target.base_price_per_kwh * HealRules().discount_factor}


@pytest.mark.parametrize("use_price", [pytest.param(True, id="price"), pytest.param(False, id="-")])
def test_an_arm_uses_what_it_may(use_price: bool) -> None:
    _, orders = healing(Switches(use_price=use_price, use_power=not use_price))
    wanted = {each.charge_point: each for each in orders.wanted}
    assert (wanted[HOT.id].limit_w is None) is use_price
    assert (wanted[HOT.id].per_kwh > STRESSED.base_price_per_kwh) is use_price


def test_a_station_that_is_left_out_is_let_go() -> None:
    rehearsal, _ = healing()
    orders = tick(rehearsal, NOON + 3 * MINUTE, critical=True, without=STRESSED.id)
    assert [heal.is_over for heal in orders.heals] == [True]
    assert orders.wanted == []


def test_a_station_cools_down_and_the_third_heal_in_a_day_asks_for_a_technician() -> None:
    rehearsal, _ = healing()
    opened = []
    at = NOON
    for _ in range(3):
        at += 15 * MINUTE
        tick(rehearsal, at, critical=True, without=STRESSED.id)
        for _ in range(14):
            at += MINUTE
            opened += [h for h in tick(rehearsal, at, critical=True).heals if not h.is_over]
    dispatched = {heal.opened_at: heal.is_dispatch for heal in opened}
    assert list(dispatched.values()) == [False, True, True]
    assert all(second - first >= HealRules().cool_down for first, second in
               zip(list(dispatched), list(dispatched)[1:], strict=False))  # fmt: skip


def test_a_silent_charger_keeps_its_last_score() -> None:
    rehearsal, _ = healing()
    silent = ChargerNow(charge_point=HOT.id, connected=False, statuses=["Charging"])
    orders = rehearsal.tick(NetworkNow(at=NOON + 4 * MINUTE, chargers=[silent]))
    assert orders.wanted[0].limit_w is not None


def test_a_charger_of_another_network_is_refused() -> None:
    stranger = ChargerNow(charge_point=ChargePointId("X"), connected=True, statuses=[])
    with pytest.raises(ValueError, match="charger 'X' is none of the network"):
        Rehearsal(FLEET, Switches(), HealRules()).tick(NetworkNow(at=NOON, chargers=[stranger]))


def test_prices_stay_exact() -> None:
    _, orders = healing()
    assert all(isinstance(each.per_kwh, Decimal) for each in orders.wanted)
