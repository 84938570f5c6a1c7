"""What a session costs by its terms: lines that add up exactly to what is to be paid.

- Energy is split at the hours of the tariff: between two readings it flowed evenly, whole Wh. The
  parts add up to the register's difference, so a split never gains or loses anything.
- Time counts from start to stop without the spells of idleness that an idle fee is for.
- Each spell of idleness has its own grace (OCA note: graceMinutes count from the change to Idle).
- Flat fee and minimum are paid only where energy was taken; the maximum holds for everything.
- Each line is kept to a millionth, half to even; the sum is rounded once, half to even, to the
  currency's coin, and the difference is a line of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from central.core.currency import payable, to_micro
from central.core.tariff_hours import Span, spans, zone_of
from central.core.tariffs import ZERO, IdleFee, Tariff, Terms

WH_A_KWH = 1000
SECONDS_AN_HOUR = 3600


class LineKind(StrEnum):
    """What a line is for."""

    ENERGY = "energy"
    TIME = "time"
    FLAT = "flat"
    IDLE = "idle"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Reading:
    """The register of a session's meter at an instant."""

    at: datetime
    register_wh: int


@dataclass(frozen=True, slots=True)
class Spell:
    """[start, end) in which a car stood idle."""

    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """What a session took: its two ends, what is known between them, and when it stood idle."""

    start: Reading
    stop: Reading
    readings: Sequence[Reading] = ()
    """In any order; those that contradict the two ends or run back count for nothing."""
    idle: Sequence[Spell] = ()
    """May go on after the stop, until the cable is out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt; `unit` is kWh, h or empty."""

    kind: LineKind
    amount: Decimal
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Charges:
    """The lines of a session; they add up to `total`, which is in whole coins of the currency."""

    currency: str
    lines: tuple[Line, ...]
    total: Decimal

    @property
    def so_far(self) -> Decimal:
        """What a session that goes on has cost up to now: without rounding and minimum."""
        at_the_end = {LineKind.MINIMUM, LineKind.ROUNDING}
        return _sum(line for line in self.lines if line.kind not in at_the_end)


def charges(terms: Terms, usage: Usage) -> Charges:
    """Price a session.

    Args:
        terms: that it began with.
        usage: what it took; a stop before the start counts as no time, less energy as none.
    """
    tariff = terms.tariff
    lines = [*_energy(terms, usage), *_time(terms, usage)]
    has_energy = usage.stop.register_wh > usage.start.register_wh
    if has_energy and tariff.flat:
        lines.append(Line(LineKind.FLAT, to_micro(tariff.flat)))
    if tariff.idle is not None:
        lines += _idle(tariff.idle, usage.idle)
    lines += _bounds(tariff, _sum(lines), has_energy=has_energy)
    exact = _sum(lines)
    total = payable(exact, tariff.currency)
    if total != exact:
        lines.append(Line(LineKind.ROUNDING, total - exact))
    return Charges(tariff.currency, tuple(lines), total)


def _energy(terms: Terms, usage: Usage) -> list[Line]:
    if usage.stop.register_wh <= usage.start.register_wh:
        return []
    curve = _curve(usage)
    parts = spans(terms.tariff, zone_of(terms.time_zone), curve[0].at, curve[-1].at)
    if not parts:  # it began and ended at once
        parts = [_instant(terms, usage.start.at)]
    registers = [register_at(curve, part.start_at) for part in parts] + [curve[-1].register_wh]
    registers[0] = curve[0].register_wh
    lines = []
    for part, (begin_wh, end_wh) in zip(parts, pairwise(registers), strict=True):
        energy_kwh = Decimal(end_wh - begin_wh) / WH_A_KWH
        if energy_kwh:
            price = part.rate.per_kwh
            amount = to_micro(energy_kwh * price)
            where = (part.start_at, part.end_at)
            lines.append(Line(LineKind.ENERGY, amount, energy_kwh, "kWh", price, *where))
    return lines


def _instant(terms: Terms, at: datetime) -> Span:
    (found,) = spans(terms.tariff, zone_of(terms.time_zone), at, at + timedelta(microseconds=1))
    return Span(at, at, found.rate)


def _curve(usage: Usage) -> list[Reading]:
    """Readings that only grow, from the start to the stop."""
    found = [usage.start]
    for each in sorted(usage.readings, key=lambda reading: (reading.at, reading.register_wh)):
        inside = found[-1].at < each.at < usage.stop.at
        if inside and found[-1].register_wh <= each.register_wh <= usage.stop.register_wh:
            found.append(each)
    stop_at = max(usage.stop.at, usage.start.at)
    return [*found, Reading(stop_at, usage.stop.register_wh)]


def register_at(curve: Sequence[Reading], at: datetime) -> int:
    """The register at an instant: on a straight line between the readings around it, whole Wh."""
    before = curve[0]
    for after in curve[1:]:
        if at < after.at:
            grown = after.register_wh - before.register_wh
            past = max(at - before.at, timedelta(0))
            return before.register_wh + grown * past // (after.at - before.at)
        before = after
    return before.register_wh


def _time(terms: Terms, usage: Usage) -> list[Line]:
    idle = usage.idle if terms.tariff.idle is not None else ()
    lines = []
    zone = zone_of(terms.time_zone)
    for part in spans(terms.tariff, zone, usage.start.at, usage.stop.at):
        price = part.rate.per_hour
        length = part.end_at - part.start_at - _covered(idle, part)
        if price and length > timedelta(0):
            hours = _hours(length)
            amount = to_micro(_seconds(length) * price / SECONDS_AN_HOUR)
            where = (part.start_at, part.end_at)
            lines.append(Line(LineKind.TIME, amount, hours, "h", price, *where))
    return lines


def _covered(idle: Iterable[Spell], part: Span) -> timedelta:
    overlaps = (min(each.end_at, part.end_at) - max(each.start_at, part.start_at) for each in idle)
    return sum((each for each in overlaps if each > timedelta(0)), timedelta(0))


def _idle(fee: IdleFee, spells: Iterable[Spell]) -> list[Line]:
    lines: list[Line] = []
    left = fee.maximum
    for spell in spells:
        begin = spell.start_at + timedelta(minutes=fee.grace_min)
        length = spell.end_at - begin
        amount = to_micro(_seconds(length) * fee.per_hour / SECONDS_AN_HOUR)
        if left is not None:
            amount = min(amount, left)
            left -= max(amount, ZERO)
        if length > timedelta(0) and amount:
            hours, where = _hours(length), (begin, spell.end_at)
            lines.append(Line(LineKind.IDLE, amount, hours, "h", fee.per_hour, *where))
    return lines


def _bounds(tariff: Tariff, total: Decimal, *, has_energy: bool) -> list[Line]:
    if tariff.minimum is not None and has_energy and total < tariff.minimum:
        return [Line(LineKind.MINIMUM, tariff.minimum - total)]
    if tariff.maximum is not None and total > tariff.maximum:
        return [Line(LineKind.MAXIMUM, tariff.maximum - total)]
    return []


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _seconds(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(microseconds=1)) / 1_000_000


def _hours(length: timedelta) -> Decimal:
    return to_micro(_seconds(length) / SECONDS_AN_HOUR)
