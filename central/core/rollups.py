"""Quarters of an hour: what is left of raw readings when these are forgotten.

A quarter is of one connector, [start, start + 15 min) in UTC. Merging is free of order and
grouping, so readings that come late are added to what is there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from central.core.ocpp_reading import read_sampled

QUARTER: Final = timedelta(minutes=15)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
N = TypeVar("N", int, float)


@dataclass(frozen=True, slots=True)
class Quarter:
    """Readings of one connector in a quarter of an hour; None = no reading told it."""

    charge_point_id: str
    connector_id: int
    """0 = the charge point itself."""
    start_at: datetime
    samples: int
    register_low_wh: int | None = None
    register_high_wh: int | None = None
    power_sum_w: float = 0.0
    power_samples: int = 0
    power_max_w: float | None = None
    temperature_max_c: float | None = None

    @property
    def key(self) -> tuple[str, int, datetime]:
        """Of which connector and when."""
        return self.charge_point_id, self.connector_id, self.start_at

    @property
    def power_mean_w(self) -> float | None:
        """Mean of the readings of power."""
        return self.power_sum_w / self.power_samples if self.power_samples else None


def quarter_start(at: datetime) -> datetime:
    """Begin of the quarter of an hour that an instant is in."""
    return at - (at - _EPOCH) % QUARTER


def quarter_of(charge_point: str, connector: int, at: datetime, sampled: list[Any]) -> Quarter:
    """One raw reading as a quarter of its own."""
    sample = read_sampled(sampled)
    register_wh = None if sample.energy_wh is None else round(sample.energy_wh)
    return Quarter(
        charge_point_id=charge_point,
        connector_id=connector,
        start_at=quarter_start(at),
        samples=1,
        register_low_wh=register_wh,
        register_high_wh=register_wh,
        power_sum_w=sample.power_w or 0.0,
        power_samples=0 if sample.power_w is None else 1,
        power_max_w=sample.power_w,
        temperature_max_c=sample.temperature_c,
    )


def merged(quarters: Iterable[Quarter]) -> list[Quarter]:
    """One quarter a connector and start, sorted by them."""
    found: dict[tuple[str, int, datetime], Quarter] = {}
    for each in quarters:
        before = found.get(each.key)
        found[each.key] = each if before is None else _sum(before, each)
    return [found[key] for key in sorted(found)]


def _sum(one: Quarter, other: Quarter) -> Quarter:
    return Quarter(
        *one.key,
        samples=one.samples + other.samples,
        register_low_wh=_least(one.register_low_wh, other.register_low_wh),
        register_high_wh=_most(one.register_high_wh, other.register_high_wh),
        power_sum_w=one.power_sum_w + other.power_sum_w,
        power_samples=one.power_samples + other.power_samples,
        power_max_w=_most(one.power_max_w, other.power_max_w),
        temperature_max_c=_most(one.temperature_max_c, other.temperature_max_c),
    )


def _least(one: N | None, other: N | None) -> N | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _most(one: N | None, other: N | None) -> N | None:
    return max((each for each in (one, other) if each is not None), default=None)
