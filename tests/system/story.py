"""A stress, played on a running product and written down as it is seen from outside.

A story is a list of moments: what the emulated world really is (its control API), and what central
says (REST). Tests read stories; they never look inside a process.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.system.stack import Stack

STRESS = timedelta(minutes=75)
STRESS_AFTER = timedelta(minutes=30)
"""From the clock's epoch: stories that are compared begin at the same instant of the same world."""
LONGEST = timedelta(hours=5)


@dataclass(frozen=True)
class Window:
    """A span of time, counted from the beginning of the stress."""

    start: timedelta
    end: timedelta

    def __contains__(self, since_stress: timedelta) -> bool:
        return self.start <= since_stress <= self.end


@dataclass(frozen=True)
class Moment:
    """One look at everything: `world` by station from the emulator, `central` the stressed one."""

    at: datetime
    world: dict[str, dict[str, Any]]
    central: dict[str, Any]


@dataclass
class Story:
    """What happened from the injection of a stress until the end."""

    name: str
    station: str
    stress_at: datetime
    moments: list[Moment] = field(default_factory=list)
    schedules: list[dict[str, Any]] = field(default_factory=list)
    prices: list[dict[str, Any]] = field(default_factory=list)
    heals: list[dict[str, Any]] = field(default_factory=list)
    audit: list[dict[str, Any]] = field(default_factory=list)

    @property
    def target(self) -> str | None:
        """The station that got the discount."""
        return next((p["station_id"] for p in self.prices if p["kind"] == "discount"), None)

    def series(self, field_name: str, station: str | None = None) -> list[tuple[datetime, Any]]:
        """One figure of a station over time, as the emulator knows it."""
        return [(m.at, m.world[station or self.station][field_name]) for m in self.moments]

    def waits_min(self) -> list[float]:
        """Wait that a driver would face at the stressed station, where anything worked at all."""
        return [wait for _, wait in self.series("expected_wait_min") if wait is not None]

    def risks(self) -> list[tuple[datetime, float]]:
        """Risk of the stressed station as central has it from the edge."""
        return [(m.at, m.central["risk"]["value"]) for m in self.moments if m.central["risk"]]

    def first(self, holds: Callable[[Moment], object]) -> datetime | None:
        """When something was first so."""
        return next((m.at for m in self.moments if holds(m)), None)

    def minutes(self, at: datetime | None) -> float | None:
        """Simulated minutes since the stress began."""
        return None if at is None else (at - self.stress_at).total_seconds() / 60

    def tripped_at(self) -> datetime | None:
        """When the stressed station tripped."""
        return self.first(lambda m: m.world[self.station]["tripped"])

    def critical_at(self) -> datetime | None:
        """When central first had a critical score of it."""
        return self.first(lambda m: (m.central["risk"] or {}).get("level") == "critical")

    def mean(self, field_name: str, window: Window, station: str | None = None) -> float:
        """A figure of a station on average over a window."""
        values = [v for at, v in self.series(field_name, station) if at - self.stress_at in window]
        assert values, f"{self.name} says nothing from {window.start} to {window.end}"
        return float(sum(values) / len(values))

    def gain(self, field_name: str, window: Window, station: str | None = None) -> int:
        """By how much a count of a station grew in a window."""
        values = [v for at, v in self.series(field_name, station) if at - self.stress_at in window]
        return int(values[-1] - values[0])

    def summary(self, window: Window, target: str | None) -> str:
        """The story in a few lines, for people who compare cures over the same window."""
        temperatures = [t for _, t in self.series("temperature_c")]
        risks = [r for _, r in self.risks()]
        trip = self.minutes(self.tripped_at())
        return (
            f"{self.name:12} critical at {_min(self.minutes(self.critical_at()))}, "
            f"highest risk {max(risks, default=0):.2f}, "
            f"hottest {max(temperatures):.1f} C, "
            f"tripped {'never' if trip is None else f'at {trip:.0f} min'}; "
            f"from {window.start.total_seconds() / 60:.0f} to {window.end.total_seconds() / 60:.0f}"
            f" min {self.mean('queue', window):.1f} cars wait, "
            f"{self.mean('load_w', window) / 1000:.0f} kW flow here and "
            f"{self.mean('load_w', window, target) / 1000:.0f} kW at {target}"
        )

    def write(self, folder: Path) -> None:
        """Keep the story as a table a person can read: every station at every moment."""
        lines = [
            "minute;station;risk;temperature_c;load_kw;utilisation;queue;wait_min;price;limit_w;arrivals"
        ]
        for m in self.moments:
            for station, w in m.world.items():
                risk = (m.central["risk"] or {}).get("value", 0.0)
                lines.append(
                    f"{self.minutes(m.at):.1f};{station};"
                    f"{f'{risk:.3f}' if station == self.station else ''};"
                    f"{w['temperature_c']:.1f};{w['load_w'] / 1000:.1f};{w['utilisation']:.2f};"
                    f"{w['queue']};{w['expected_wait_min'] or 0.0:.0f};{w['price_per_kwh']};"
                    f"{w['limit_w']};{w['arrivals']}"
                )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.name}.csv").write_text("\n".join(lines))


def _min(value: float | None) -> str:
    return "never" if value is None else f"{value:.0f} min"


def stressable_station(fleet: list[dict[str, Any]]) -> str:
    """A fast-charging station that has the most neighbours a driver could use instead."""

    def types(station: dict[str, Any]) -> set[str]:
        return {t for charger in station["charge_points"] for t in charger["connector_types"]}

    def power(station: dict[str, Any]) -> float:
        return sum(charger["rated_power_w"] for charger in station["charge_points"])

    def neighbours(station: dict[str, Any]) -> int:
        return sum(
            other is not station
            and bool(types(other) & types(station))
            and power(other) >= power(station) / 2
            for other in fleet
        )

    direct = [s for s in fleet if s["charge_points"][0]["current_type"] == "DC"]
    return str(max(direct, key=lambda s: (neighbours(s), s["id"]))["id"])


def play_stress(
    stack: Stack, name: str, *, until: Callable[[Story], bool], refuse_prices: bool = False
) -> Story:
    """Stress one station, look twice a second until `until` holds, and write everything down.

    Args:
        stack: a running product.
        name: what to call the story.
        until: looked at after every moment; a story that takes longer than LONGEST fails.
        refuse_prices: every charger refuses to take a price.
    """
    station = stressable_station(stack.fleet())
    if refuse_prices:
        for charger in stack.charge_points():
            switch = {"refuse_default_price": True}
            stack.emulator.post(f"/chargers/{charger}/switches", json=switch).raise_for_status()
    stress_at = stack.epoch + STRESS_AFTER
    stack.wait(lambda: stack.now >= stress_at, f"it is {stress_at:%H:%M}", 60)
    order = {"station_id": station, "length_s": STRESS.total_seconds()}
    stack.api.post("/api/v1/sim/scenarios/stress", json=order).raise_for_status()
    story = Story(name, station, stack.now)
    while True:
        story.moments.append(_look(stack, station))
        _ask_for_schedule(stack, story)
        story.prices = stack.items("/prices", limit=200)
        if until(story):
            break
        assert story.moments[-1].at < story.stress_at + LONGEST, f"no end: {story.summary()}"
        time.sleep(0.5)
    story.heals = stack.items("/heals", limit=200)
    story.audit = stack.items("/audit", limit=200)
    return story


def _look(stack: Stack, station: str) -> Moment:
    answer = stack.emulator.get("/stations")
    answer.raise_for_status()
    world = {each["id"]: each for each in answer.json()["items"]}
    return Moment(stack.now, world, stack.get(f"/stations/{station}"))


def _ask_for_schedule(stack: Stack, story: Story) -> None:
    # Once, as soon as central says that the charger accepted a limit.
    if story.schedules or story.moments[-1].central["limit_kw"] is None:
        return
    for charger in stack.charge_points(story.station):
        question = {"connectorId": 0, "duration": 600, "chargingRateUnit": "W"}
        story.schedules.append(stack.call(charger, "GetCompositeSchedule", question))
