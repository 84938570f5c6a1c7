"""Max-min fair shares under limits that nest and overlap, in one sweep over the level of fairness.

Every session grows with the level, `weight * level`, never below its floor nor above its cap. When
a limit is full, the sessions below it stay where they are and the others go on. What comes out is
max-min fair (Bertsekas and Gallager, Data Networks, 6.5.2, with weights and floors): nobody can get
more without taking from one whose level is not higher. Each session begins, ends and is held once,
so n sessions cost n log n.
"""

import heapq
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

_BEGINS: Final = 0
_ENDS: Final = 1
_FULL: Final = 2


@dataclass(frozen=True, slots=True)
class Demand:
    """One who wants power.

    `uses` are the limits that it counts against, each with how much of it one W takes.
    """

    key: Hashable
    cap_w: float
    floor_w: float = 0.0
    weight: float = 1.0
    uses: tuple[tuple[Hashable, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Fair:
    """A share, and the limit that holds it; None = its own cap."""

    power_w: float
    held_by: Hashable | None


@dataclass(slots=True)
class _Limit:
    """A limit while the level rises."""

    capacity: float
    load: float = 0.0
    slope: float = 0.0
    """Growth of the load with the level."""
    level: float = 0.0
    version: int = 0
    members: int = 0

    def advance(self, level: float) -> None:
        self.load += self.slope * (level - self.level)
        self.level = level

    def full_at(self) -> float:
        """Level at which it is full, if nothing else happens."""
        return self.level + max(self.capacity - self.load, 0.0) / self.slope


class _Sweep:
    def __init__(self, demands: list[Demand], capacities: Mapping[Hashable, float]) -> None:
        self.demands = demands
        tight = _tight(demands, capacities)
        self.uses = [[use for use in each.uses if use[0] in tight] for each in demands]
        self.limits = {key: _Limit(max(capacities[key], 0.0)) for key in tight}
        self.below: dict[Hashable, list[int]] = {key: [] for key in tight}
        self.result: list[Fair | None] = [None] * len(demands)
        self.is_growing = [False] * len(demands)
        self.events: list[tuple[float, int, int, int]] = []
        self.keys = list(tight)
        self.number = {key: place for place, key in enumerate(self.keys)}
        for index, demand in enumerate(demands):
            for key, part in self.uses[index]:
                self.limits[key].load += part * demand.floor_w
                self.below[key].append(index)
            self.events.append((demand.floor_w / demand.weight, _BEGINS, index, 0))
            self.events.append((demand.cap_w / demand.weight, _ENDS, index, 0))
        heapq.heapify(self.events)

    def run(self) -> list[Fair]:
        while self.events:
            level, kind, index, version = heapq.heappop(self.events)
            if kind == _FULL:
                self._full(self.keys[index], level, version)
            elif self.result[index] is None:
                if kind == _BEGINS:
                    self._grow(index, level, begins=True)
                else:
                    self._settle(index, level, Fair(self.demands[index].cap_w, None))
        return [each for each in self.result if each is not None]

    def _grow(self, index: int, level: float, *, begins: bool) -> None:
        demand = self.demands[index]
        self.is_growing[index] = begins
        for key, part in self.uses[index]:
            limit = self.limits[key]
            limit.advance(level)
            limit.members += 1 if begins else -1
            limit.slope += (1 if begins else -1) * demand.weight * part
            limit.version += 1
            if limit.members:
                event = (max(limit.full_at(), level), _FULL, self.number[key], limit.version)
                heapq.heappush(self.events, event)
            else:
                limit.slope = 0.0

    def _settle(self, index: int, level: float, share: Fair) -> None:
        self.result[index] = share
        if self.is_growing[index]:
            self._grow(index, level, begins=False)

    def _full(self, key: Hashable, level: float, version: int) -> None:
        if self.limits[key].version != version:
            return
        for index in self.below[key]:
            if self.result[index] is None:
                demand = self.demands[index]
                power_w = min(max(demand.floor_w, demand.weight * level), demand.cap_w)
                self._settle(index, level, Fair(power_w, key))


def _tight(demands: list[Demand], capacities: Mapping[Hashable, float]) -> dict[Hashable, None]:
    """Limits that can be full at all, in the order of the demands."""
    most: dict[Hashable, float] = {}
    for demand in demands:
        for key, part in demand.uses:
            most[key] = most.get(key, 0.0) + part * demand.cap_w
    return {key: None for key, each in most.items() if each > capacities[key]}


def fair_shares(
    demands: Iterable[Demand], capacities: Mapping[Hashable, float]
) -> dict[Hashable, Fair]:
    """Max-min fair shares; the order of what is given does not matter.

    Args:
        demands: floors at most their caps, weights above 0. Together the floors must fit.
        capacities: of every limit that a demand names.
    """
    ordered = sorted(demands, key=lambda each: str(each.key))
    for demand in ordered:
        if demand.weight <= 0.0 or not 0.0 <= demand.floor_w <= demand.cap_w:
            raise ValueError(
                f"{demand.key}: weight {demand.weight}, floor {demand.floor_w} W, cap "
                f"{demand.cap_w} W are not allowed: weight > 0, 0 <= floor <= cap"
            )
    shares = _Sweep(ordered, capacities).run()
    return {demand.key: share for demand, share in zip(ordered, shares, strict=True)}
