"""The end of another price is carried out without central, once, and told."""

from decimal import Decimal
from typing import Any

import pytest

from contract.costmsg import Price, default_price_value
from tests.unit.edge_agent.core.offline_world import World


def value(per_kwh: str) -> str:
    return default_price_value(Price(Decimal(per_kwh), "USD", f"{per_kwh} USD/kWh"))


BASE = value("0.35")


def priced(per_kwh: str, answer: str = "Accepted", **policy: Any) -> World:
    """A charger at which central has set a price."""
    world = World(base_price=BASE, price_holds_s=600.0, **policy)
    world.is_up = True
    world.plug()
    world.central_says("ChangeConfiguration", key="DefaultPrice", value=value(per_kwh))
    world.answer(world.calls.pop(), f'{{"status":"{answer}"}}')
    return world


def test_base_price_comes_back_when_central_is_away_too_long() -> None:
    world = priced("0.61")
    world.link_down()
    world.pass_time(599.0)
    assert world.calls == []
    world.pass_time(2.0)
    (call,) = world.calls
    assert call[2:] == ["ChangeConfiguration", {"key": "DefaultPrice", "value": BASE}]
    world.answer(call)
    told = [detail for kind, detail in world.news if kind == "price_restored"]
    assert told == ["0.610 -> 0.350"]
    world.pass_time(3600.0)
    assert len(world.calls) == 1


@pytest.mark.parametrize(
    ("per_kwh", "answer"),
    [
        pytest.param("0.35", "Accepted", id="it is the base price"),
        pytest.param("0.61", "Rejected", id="the charger never took it"),
    ],
)
def test_price_that_is_none_is_left_alone(per_kwh: str, answer: str) -> None:
    world = priced(per_kwh, answer)
    world.link_down()
    world.pass_time(3600.0)
    assert world.calls == []


def test_central_that_comes_back_in_time_keeps_its_price() -> None:
    world = priced("0.61")
    for _ in range(3):
        world.link_down()
        world.pass_time(500.0)
        world.link_up()
        world.pass_time(500.0)
    assert world.calls == []


def test_price_of_an_earlier_run_is_known() -> None:
    world = priced("0.61")
    world.link_down()
    world.cut_power()
    world.pass_time(601.0)
    assert len(world.calls) == 1


def test_charger_that_refuses_is_asked_once_in_an_outage_and_it_is_counted() -> None:
    world = priced("0.61")
    world.link_down()
    world.pass_time(601.0)
    world.answer(world.calls[-1], '{"status":"Rejected"}')
    world.pass_time(3600.0)
    assert len(world.calls) == 1
    assert "price_refused" in world.odd


def test_charger_of_unknown_base_price_is_left_alone() -> None:
    world = World(price_holds_s=600.0)
    world.is_up = True
    world.plug()
    world.central_says("ChangeConfiguration", key="DefaultPrice", value="{")
    world.answer(world.calls.pop())
    world.link_down()
    world.pass_time(3600.0)
    assert world.calls == []
