"""A tariff: what a session costs by energy, time, flat fee and idle fee, by the hour of the week.

Windows name hours of the station's own clock (`central.core.tariff_hours`); the rate outside all of
them is the tariff's own. A tariff never changes: a new version is a new one, and a session keeps
the terms that it began with (`Terms`). Prices have at most three places, since that is what a
charger shows (`contract.costmsg`), so that what is read is what is paid.
"""

import re
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Final

ZERO: Final = Decimal(0)
PRICE_PLACES: Final = 3
PRICE_MAX: Final = Decimal(100_000)
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY: Final = 1440
WINDOWS_MAX: Final = 50
GRACE_MAX_MIN: Final = 7 * MINUTES_A_DAY
PRICES: Final = ("per_kwh", "per_hour", "flat", "minimum", "maximum")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


class TariffError(ValueError):
    """A tariff that cannot be; names the field, its value and what is allowed."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(f"{field}={value!r} is not allowed: {allowed}")
        self.field = field
        self.value = str(value)
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Rate:
    """Prices that hold at one time: money per kWh, and per hour that the car charges."""

    per_kwh: Decimal
    per_hour: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of some days with a rate of their own: [start, end) on the station's clock.

    One whose end is not after its start goes on into the next day.
    """

    days: tuple[int, ...]
    """0 = Monday."""
    start_min: int
    """Minutes from midnight, 0 to 1439."""
    end_min: int
    """Minutes from midnight, 1 to 1440."""
    rate: Rate


@dataclass(frozen=True, slots=True)
class IdleFee:
    """For a car that is full and stays: money per hour after a grace, at most `maximum` in all."""

    per_hour: Decimal
    grace_min: int = 0
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices of sessions. `flat` and `minimum` are paid only where energy was taken."""

    currency: str
    rate: Rate
    """Outside all windows."""
    windows: tuple[Window, ...] = ()
    flat: Decimal = ZERO
    idle: IdleFee | None = None
    minimum: Decimal | None = None
    """The least that a session costs."""
    maximum: Decimal | None = None
    """The most that a session costs, idle fee and all."""

    @property
    def is_plain(self) -> bool:
        """Energy alone decides: neither the hour nor the length of a session matters."""
        rates = [self.rate, *(window.rate for window in self.windows)]
        return self.idle is None and not self.windows and not any(r.per_hour for r in rates)


@dataclass(frozen=True, slots=True)
class Terms:
    """What one session was told: a tariff by value, the zone of its hours, and where it is from."""

    tariff: Tariff
    time_zone: str = "UTC"
    tariff_id: str | None = None
    """None = the station's own price per kWh."""
    version: int | None = None


def plain_tariff(per_kwh: Decimal, currency: str) -> Tariff:
    """Energy at one price: what a station without a tariff has."""
    return Tariff(currency, Rate(per_kwh))


def with_prices(tariff: Tariff, change: dict[Rate, Rate]) -> Tariff:
    """The same hours at other rates."""
    windows = tuple(replace(each, rate=change[each.rate]) for each in tariff.windows)
    return replace(tariff, rate=change[tariff.rate], windows=windows)


def minutes_of_week(window: Window) -> list[tuple[int, int]]:
    """Half-open spans of minutes from Monday's midnight; what passes Sunday's end begins anew."""
    week = len(DAYS) * MINUTES_A_DAY
    length = window.end_min - window.start_min
    if length <= 0:
        length += MINUTES_A_DAY
    found = []
    for day in window.days:
        start = day * MINUTES_A_DAY + window.start_min
        end = start + length
        found.append((start, min(end, week)))
        if end > week:
            found.append((0, end - week))
    return found


# --- JSON ---


def tariff_to_json(tariff: Tariff) -> dict[str, Any]:
    """The one written form: stored, shown over REST, kept with a session."""
    return {
        "currency": tariff.currency,
        **_rate_to_json(tariff.rate),
        "flat": _text(tariff.flat),
        "windows": [
            {
                "days": [DAYS[day] for day in window.days],
                "start": _clock(window.start_min),
                "end": _clock(window.end_min),
                **_rate_to_json(window.rate),
            }
            for window in tariff.windows
        ],
        "idle": None
        if tariff.idle is None
        else {
            "per_hour": _text(tariff.idle.per_hour),
            "grace_min": tariff.idle.grace_min,
            "maximum": _text(tariff.idle.maximum),
        },
        "minimum": _text(tariff.minimum),
        "maximum": _text(tariff.maximum),
    }


def new_tariff(data: dict[str, Any]) -> Tariff:
    """Read the written form of a tariff that somebody wants to be in force.

    Raises:
        TariffError: as `tariff_from_json`, and for a price that no charger can show.
    """
    tariff = tariff_from_json(data)
    _refuse_hidden_places(data, "")
    _refuse_hidden_places(data.get("idle") or {}, "idle.")
    for number, window in enumerate(data.get("windows") or []):
        _refuse_hidden_places(window, f"windows.{number}.")
    return tariff


def tariff_from_json(data: dict[str, Any]) -> Tariff:
    """Read the written form; what is absent has its default.

    Raises:
        TariffError: naming the first wrong field, its value and what is allowed.
    """
    currency = data.get("currency")
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise TariffError("currency", currency, "three capital letters (ISO 4217)")
    windows = data.get("windows") or []
    if not isinstance(windows, list) or len(windows) > WINDOWS_MAX:
        raise TariffError("windows", windows, f"a list of at most {WINDOWS_MAX}")
    tariff = Tariff(
        currency=currency,
        rate=_rate(data, ""),
        windows=tuple(_window(each, f"windows.{n}.") for n, each in enumerate(windows)),
        flat=_price(data, "flat", ""),
        idle=_idle(data.get("idle")),
        minimum=_bound(data, "minimum"),
        maximum=_bound(data, "maximum"),
    )
    _refuse_overlaps(tariff.windows)
    low, high = tariff.minimum, tariff.maximum
    if low is not None and high is not None and low > high:
        raise TariffError("minimum", low, f"at most the maximum of {high}")
    return tariff


def terms_to_json(terms: Terms) -> dict[str, Any]:
    """As it is kept with a session."""
    shown = {each.name: getattr(terms, each.name) for each in fields(terms)}
    return {**shown, "tariff": tariff_to_json(terms.tariff)}


def terms_from_json(data: dict[str, Any]) -> Terms:
    """As above, back."""
    return Terms(**{**data, "tariff": tariff_from_json(data["tariff"])})


def _rate_to_json(rate: Rate) -> dict[str, str | None]:
    return {"per_kwh": _text(rate.per_kwh), "per_hour": _text(rate.per_hour)}


def _rate(data: dict[str, Any], where: str) -> Rate:
    if data.get("per_kwh") is None:
        raise TariffError(f"{where}per_kwh", None, "a price, for example 0.350")
    return Rate(_price(data, "per_kwh", where), _price(data, "per_hour", where))


def _window(data: Any, where: str) -> Window:
    if not isinstance(data, dict):
        raise TariffError(where.rstrip("."), data, "an object with days, start, end and per_kwh")
    days = data.get("days", list(DAYS))
    known = [DAYS.index(day) for day in days if day in DAYS] if isinstance(days, list) else []
    if not known or len(set(known)) != len(days):
        raise TariffError(f"{where}days", days, f"some of {', '.join(DAYS)}, each once")
    start, end = _minute(data, "start", where), _minute(data, "end", where)
    if start == MINUTES_A_DAY:
        raise TariffError(f"{where}start", "24:00", "00:00 to 23:59")
    return Window(tuple(sorted(known)), start, end or MINUTES_A_DAY, _rate(data, where))


def _minute(data: dict[str, Any], name: str, where: str) -> int:
    value = data.get(name)
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise TariffError(f"{where}{name}", value, "an hour as HH:MM, 00:00 to 24:00")
    return int(value[:2]) * 60 + int(value[3:])


def _idle(data: Any) -> IdleFee | None:
    if data is None:
        return None
    if not isinstance(data, dict) or data.get("per_hour") is None:
        raise TariffError("idle.per_hour", None, "a price an hour, for example 6.00")
    grace = data.get("grace_min", 0)
    if not isinstance(grace, int) or not 0 <= grace <= GRACE_MAX_MIN:
        raise TariffError("idle.grace_min", grace, f"whole minutes, 0 to {GRACE_MAX_MIN}")
    maximum = None if data.get("maximum") is None else _price(data, "maximum", "idle.")
    return IdleFee(_price(data, "per_hour", "idle."), grace, maximum)


def _bound(data: dict[str, Any], name: str) -> Decimal | None:
    return None if data.get(name) is None else _price(data, name, "")


def _price(data: dict[str, Any], name: str, where: str) -> Decimal:
    value = data.get(name)
    if value is None:
        return ZERO
    try:
        price = Decimal(str(value))
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or not 0 <= price <= PRICE_MAX:
        raise TariffError(f"{where}{name}", value, f"0 to {PRICE_MAX}")
    return price


def _refuse_hidden_places(data: dict[str, Any], where: str) -> None:
    for name in PRICES:
        price = _price(data, name, where)
        if price != price.quantize(Decimal(1).scaleb(-PRICE_PLACES)):
            raise TariffError(f"{where}{name}", price, f"at most {PRICE_PLACES} places")


def _refuse_overlaps(windows: tuple[Window, ...]) -> None:
    """Two windows that hold at one time would make the price a matter of their order."""
    spans = sorted(
        (start, end, number)
        for number, window in enumerate(windows)
        for start, end in minutes_of_week(window)
    )
    for (_, end, first), (start, _, second) in pairwise(spans):
        if start < end:
            raise TariffError(
                f"windows.{second}", f"overlaps windows.{first}", "hours that no other one has"
            )


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")
