"""Prices of a heal: always a factor on the base price, with words that a driver understands.

Invariants: a surge is above base, a discount below; neither is ever computed from another override;
cap and floor bound them; a session keeps the price it started with (that is kept by the sessions).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from central.core.price_words import Words, words_of
from central.core.rules import HealRules
from contract.costmsg import money_text, price_text

NAME_LENGTH_MAX: Final = 60
"""Longest station name on a display: the whole DefaultPrice may have 500 characters."""
TEXT_LENGTH_MAX: Final = 180
"""Longest text on a display: DefaultPrice has it twice."""


class PriceKind(StrEnum):
    """What a shown price is."""

    BASE = "base"
    SURGE = "surge"
    DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class PriceDecision:
    """A price to be shown, and why it is this one. `per_kwh` None: no such price is made."""

    kind: PriceKind
    factor: Decimal
    base_per_kwh: Decimal
    per_kwh: Decimal | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The cheaper station that the display names."""

    name: str
    distance_km: float | None
    per_kwh: Decimal


def surge(base_per_kwh: Decimal, currency: str, rules: HealRules) -> PriceDecision:
    """Price of a stressed station: base x surge factor, at most the cap, in an emergency x 1.10."""
    factor = rules.surge_factor
    reasons = []
    if rules.declared_emergency and rules.emergency_surge_factor < factor:
        factor = rules.emergency_surge_factor
        reasons.append(f"a declared emergency holds the factor at {factor}")
    price = base_per_kwh * factor
    cap = rules.price_cap_per_kwh
    if cap is not None and price > cap:
        price = cap
        reasons.append(f"the cap of {cap} {currency}/kWh holds")
    if price <= base_per_kwh:
        reasons.append(f"no surge: {price} is not above the base price of {base_per_kwh}")
        return PriceDecision(PriceKind.SURGE, factor, base_per_kwh, None, tuple(reasons))
    reasons.insert(0, f"base {base_per_kwh} x {factor} = {base_per_kwh * factor} {currency}/kWh")
    return PriceDecision(PriceKind.SURGE, factor, base_per_kwh, price, tuple(reasons))


def discount(base_per_kwh: Decimal, currency: str, rules: HealRules) -> PriceDecision:
    """Price of a target: base x discount factor, at least the floor."""
    factor = rules.discount_factor
    price = base_per_kwh * factor
    reasons = []
    floor = rules.price_floor_per_kwh
    if floor is not None and price < floor:
        price = floor
        reasons.append(f"the floor of {floor} {currency}/kWh holds")
    if price >= base_per_kwh:
        reasons.append(f"no discount: {price} is not below the base price of {base_per_kwh}")
        return PriceDecision(PriceKind.DISCOUNT, factor, base_per_kwh, None, tuple(reasons))
    reasons.insert(0, f"base {base_per_kwh} x {factor} = {base_per_kwh * factor} {currency}/kWh")
    return PriceDecision(PriceKind.DISCOUNT, factor, base_per_kwh, price, tuple(reasons))


@dataclass(frozen=True, slots=True)
class Wording:
    """How a price is told: the language, and what the tariff adds (`price_words.tariff_notes`)."""

    language: str = "en"
    tariff_notes: tuple[str, ...] = ()


ENGLISH: Final = Wording()


def display_text(
    kind: PriceKind,
    per_kwh: Decimal,
    currency: str,
    neighbour: Neighbour | None = None,
    limit_kw: float | None = None,
    wording: Wording = ENGLISH,
) -> str:
    """The line on a charger's display, at most 160 characters without a tariff's notes.

    Args:
        kind: what the price is.
        per_kwh: the price.
        currency: its code.
        neighbour: where it is cheaper, at a surged station.
        limit_kw: the most this charger gives at present, if that is reduced.
        wording: language, and more to say.
    """
    words = words_of(wording.language)
    notes = []
    if limit_kw is not None:
        notes.append(words.limited.format(power=f"{limit_kw:.0f}"))
    match kind:
        case PriceKind.SURGE:
            notes.append(_busy_note(words, currency, neighbour))
        case PriceKind.DISCOUNT:
            notes.append(words.reduced)
        case PriceKind.BASE:
            pass
    said = [*wording.tariff_notes, "; ".join(notes)]
    return price_text(per_kwh, currency, ", ".join(each for each in said if each))[:TEXT_LENGTH_MAX]


def _busy_note(words: Words, currency: str, neighbour: Neighbour | None) -> str:
    if neighbour is None:
        return words.busy
    name = neighbour.name[:NAME_LENGTH_MAX]
    away = "" if neighbour.distance_km is None else f" ({neighbour.distance_km:.1f} km)"
    price = money_text(neighbour.per_kwh, currency)
    return words.busy_at.format(price=price, place=f"{name}{away}")
