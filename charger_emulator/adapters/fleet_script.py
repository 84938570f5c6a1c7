"""What happens to many chargers at once: storms, blackouts, restarts one after the other.

Lengths are simulated seconds. Chance (who comes back when) is drawn from a seed.
"""

import asyncio
from collections.abc import Sequence
from typing import assert_never

import numpy as np

from charger_emulator.adapters import orders as o
from charger_emulator.adapters.carry_out import do
from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.scenario import Stress
from contract.units import celsius_from_fahrenheit

Done = dict[str, str]
"""By charger: empty = done, else why it was not possible."""
POLL_REAL_S = 0.05


def order_each(chargers: Sequence[Charger], order: o.ChargerOrder) -> Done:
    """Carry an order out at each charger; one that cannot does not stop the others."""
    done: Done = {}
    for charger in chargers:
        try:
            do(charger, order)
        except ValueError as err:
            done[charger.record.id] = str(err)
        else:
            done[charger.record.id] = ""
    return done


async def order_fleet(
    chargers: Sequence[Charger], order: o.FleetOrder, clock: ScaledClock, seed: int
) -> Done:
    """Carry a fleet's order out, from its beginning to its end."""
    match order:
        case o.Storm():
            return order_each(chargers, o.DropLink(fin=order.fin))
        case o.Blackout():
            return await _black_out(chargers, order, clock, seed)
        case o.RollingRestart():
            return await _restart(chargers, order, clock)
        case o.Heat():
            return _heat(chargers, order)
        case _:
            assert_never(order)


def _heat(chargers: Sequence[Charger], order: o.Heat) -> Done:
    for charger in chargers:
        world = charger.world
        station = int(world.layout.cp_station[charger.point])
        ambient_c = None if order.ambient_f is None else celsius_from_fahrenheit(order.ambient_f)
        world.begin(
            Stress(
                id=f"ordered-{station}",
                name="stress",
                station=station,
                start_s=world.now_s,
                end_s=world.now_s + order.length_s,
                ambient_c=ambient_c,
                cooling_ratio=order.cooling_ratio,
                rush_ratio=order.rush_ratio,
            )
        )
    return {charger.record.id: "" for charger in chargers}


async def _black_out(
    chargers: Sequence[Charger], order: o.Blackout, clock: ScaledClock, seed: int
) -> Done:
    done = order_each(chargers, o.Power(on=False))
    dark = [charger for charger in chargers if not done[charger.record.id]]
    back_s = clock.now_s() + order.length_s
    waits_s = stream(seed, Purpose.LINK, 1 << 52).uniform(0.0, order.spread_s, len(dark))
    for index in np.argsort(waits_s, kind="stable"):
        await until(clock, back_s + float(waits_s[index]))
        charger = dark[int(index)]
        done |= order_each([charger], o.Power(on=True))
    return done


async def _restart(
    chargers: Sequence[Charger], order: o.RollingRestart, clock: ScaledClock
) -> Done:
    done: Done = {}
    start_s = clock.now_s()
    for number, charger in enumerate(chargers):
        await until(clock, start_s + number * order.gap_s)
        done |= order_each([charger], o.Restart(hard=order.hard))
    return done


async def until(clock: ScaledClock, at_s: float) -> None:
    """Sleep until a simulated instant."""
    while True:
        left_s = at_s - clock.now_s()
        if left_s <= 0.0:
            return
        await asyncio.sleep(min(POLL_REAL_S, clock.real_s(left_s)))
