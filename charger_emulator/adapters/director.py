"""Plays a scenario with the chargers of a park, and judges what comes of it.

The verdict is a table for machines: `verdict` (passed, failed), each step with what the chargers
said, each expectation with what was wanted and got.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from charger_emulator.adapters import orders as o
from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.fleet_script import Done, order_each, order_fleet
from charger_emulator.adapters.measures import measure
from charger_emulator.adapters.ocpp.park import Park
from charger_emulator.adapters.scenario_files import FORMAT, ScenarioFile, Step
from charger_emulator.core.expectation import Condition, Watch

Json = dict[str, Any]
Rest = Callable[[], Awaitable[None]]
LOOK_REAL_S: Final = 0.05


async def _short_sleep() -> None:
    await asyncio.sleep(LOOK_REAL_S)


async def play(scenario: ScenarioFile, park: Park, rest: Rest = _short_sleep) -> Json:
    """Play from now on to the end.

    Args:
        scenario: what.
        park: with whom; its chargers run.
        rest: lets time pass between two looks.

    Returns:
        The verdict.

    Raises:
        ValueError: if a charger cannot be made or a group names nobody.
    """
    made: list[str] = []
    added = [name for name in scenario.groups if name not in park.groups]
    try:
        for each in scenario.chargers:
            made += [charger.record.id for charger in park.create(each)]
        for name in added:
            park.set_group(name, scenario.groups[name])
        for words in (
            *(s.times.who for s in scenario.steps),
            *(e.who for e in scenario.expectations),
        ):
            park.select(words)
        return await _Play(scenario, park).run(rest)
    except ExceptionGroup as err:
        wrong, other = err.split(ValueError)
        if wrong is None or other is not None:
            raise
        raise ValueError("; ".join(str(each) for each in wrong.exceptions)) from err
    finally:
        for ident in made:
            if park.find(ident) is not None:
                park.delete(ident)
        for name in added:
            park.groups.pop(name, None)


class _Play:
    """One play of one scenario."""

    def __init__(self, scenario: ScenarioFile, park: Park) -> None:
        self._scenario, self._park = scenario, park
        self._start_s = park.fleet.clock.now_s()
        self._watches = [Watch(each) for each in scenario.expectations]
        self._steps: list[Json] = []

    @property
    def _now_s(self) -> float:
        return self._park.fleet.clock.now_s() - self._start_s

    async def run(self, rest: Rest) -> Json:
        async with asyncio.TaskGroup() as group:
            waiting, since_s = list(self._scenario.steps), 0.0
            while self._now_s < self._scenario.run.length_s:
                while waiting and self._is_due(waiting[0], since_s):
                    self._begin(waiting.pop(0), group)
                    since_s = self._now_s
                self._look()
                if not waiting and self._is_decided():
                    break
                await rest()
            self._steps += [self._not_begun(step) for step in waiting]
        self._look()
        for watch in self._watches:
            watch.finish()
        return self._verdict()

    # --- steps -----------------------------------------------------------------------------------

    def _is_due(self, step: Step, since_s: float) -> bool:
        if self._now_s < step.times.at_s:
            return False
        is_late = self._now_s > max(step.times.at_s, since_s) + step.times.within_s
        return step.times.when is None or is_late or self._holds(step.times.when)

    def _holds(self, condition: Condition) -> bool:
        return condition.holds(measure(self._park.select(condition.who), condition))

    def _begin(self, step: Step, group: asyncio.TaskGroup) -> None:
        note: Json = {"step": step.words, "at_s": round(self._now_s, 1), "refused": {}}
        self._steps.append(note)
        is_late = step.times.when is not None and not self._holds(step.times.when)
        if is_late and step.times.when is not None:
            note["error"] = f"waited {step.times.within_s:g} s in vain: {step.times.when.words()}"
        note["passed"] = not is_late
        order = step.order
        if isinstance(order, o.FleetOrder):
            group.create_task(self._order_fleet(step, order, note))
        elif order is not None:
            self._take(step, order_each(self._park.select(step.times.who), order), note)

    async def _order_fleet(self, step: Step, order: o.FleetOrder, note: Json) -> None:
        chosen, fleet = self._park.select(step.times.who), self._park.fleet
        done = await order_fleet(chosen, order, fleet.clock, fleet.world.setting.seed)
        self._take(step, done, note)

    def _take(self, step: Step, done: Done, note: Json) -> None:
        note["refused"] = {ident: why for ident, why in done.items() if why}
        note["done"] = len(done) - len(note["refused"])
        note["passed"] = note["passed"] and (step.times.may_fail or not note["refused"])

    def _not_begun(self, step: Step) -> Json:
        error = "the scenario was over before"
        return {"step": step.words, "at_s": None, "refused": {}, "error": error, "passed": False}

    # --- judging ---------------------------------------------------------------------------------

    def _look(self) -> None:
        now_s = self._now_s
        for watch in self._watches:
            if watch.state == "open":
                wanted = watch.expectation
                watch.look(now_s, measure(self._park.select(wanted.who), wanted))

    def _is_decided(self) -> bool:
        return bool(self._watches) and all(watch.state != "open" for watch in self._watches)

    def _verdict(self) -> Json:
        expectations = [
            {
                "expectation": watch.expectation.words(),
                "from_s": watch.expectation.from_s,
                "by_s": watch.expectation.by_s,
                "throughout": watch.expectation.throughout,
                "got": watch.got,
                "at_s": round(watch.at_s, 1),
                "passed": watch.state == "met",
            }
            for watch in self._watches
        ]
        passed = all(each["passed"] for each in (*self._steps, *expectations))
        return {
            "format": FORMAT,
            "scenario": self._scenario.title,
            "verdict": "passed" if passed else "failed",
            "seed": self._park.fleet.world.setting.seed,
            "started_at": wire_instant(self._start_s),
            "length_s": round(self._now_s, 1),
            "steps": self._steps,
            "expectations": expectations,
        }
