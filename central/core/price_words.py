"""Prices in words, in the languages of drivers. Figures look alike in all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from central.core.charges import Charges, LineKind
from central.core.tariff_hours import next_change, rate_at
from central.core.tariffs import Tariff
from contract.costmsg import money_text

ANNOUNCED: Final = timedelta(hours=12)
"""A change of price further away is not told."""


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases of one language; braces are filled in."""

    session: str
    idle: str
    idle_after: str
    change: str
    busy: str
    busy_at: str
    reduced: str
    limited: str
    total: str
    energy: str
    time: str
    idle_fee: str


LANGUAGES: Final[Mapping[str, Words]] = {
    "en": Words(
        session="{price} per session",
        idle="idle {price}/h",
        idle_after="idle {price}/h after {minutes} min",
        change="{price}/kWh from {clock}",
        busy="busy",
        busy_at="busy: {price}/kWh at {place}",
        reduced="reduced price",
        limited="power reduced to {power} kW",
        total="total",
        energy="energy",
        time="time",
        idle_fee="idle",
    ),
    "de": Words(
        session="{price} je Vorgang",
        idle="Blockiergebühr {price}/h",
        idle_after="Blockiergebühr {price}/h nach {minutes} min",
        change="{price}/kWh ab {clock}",
        busy="ausgelastet",
        busy_at="ausgelastet: {price}/kWh bei {place}",
        reduced="ermäßigter Preis",
        limited="Leistung auf {power} kW begrenzt",
        total="gesamt",
        energy="Energie",
        time="Zeit",
        idle_fee="Blockieren",
    ),
    "fr": Words(
        session="{price} par session",
        idle="occupation {price}/h",
        idle_after="occupation {price}/h après {minutes} min",
        change="{price}/kWh dès {clock}",
        busy="affluence",
        busy_at="affluence : {price}/kWh à {place}",
        reduced="prix réduit",
        limited="puissance réduite à {power} kW",
        total="total",
        energy="énergie",
        time="durée",
        idle_fee="occupation",
    ),
    "nl": Words(
        session="{price} per sessie",
        idle="stilstand {price}/h",
        idle_after="stilstand {price}/h na {minutes} min",
        change="{price}/kWh vanaf {clock}",
        busy="druk",
        busy_at="druk: {price}/kWh bij {place}",
        reduced="verlaagde prijs",
        limited="vermogen beperkt tot {power} kW",
        total="totaal",
        energy="energie",
        time="tijd",
        idle_fee="stilstand",
    ),
    "es": Words(
        session="{price} por sesión",
        idle="ocupación {price}/h",
        idle_after="ocupación {price}/h tras {minutes} min",
        change="{price}/kWh desde las {clock}",
        busy="mucha demanda",
        busy_at="mucha demanda: {price}/kWh en {place}",
        reduced="precio reducido",
        limited="potencia reducida a {power} kW",
        total="total",
        energy="energía",
        time="tiempo",
        idle_fee="ocupación",
    ),
}


def words_of(language: str) -> Words:
    """Phrases of a language tag (RFC 5646), English where we have none."""
    return LANGUAGES.get(language.split("-")[0].lower(), LANGUAGES["en"])


@lru_cache(maxsize=1000)
def tariff_notes(
    tariff: Tariff, zone: ZoneInfo, now: datetime, language: str = "en", *, is_online: bool = True
) -> tuple[str, ...]:
    """What a driver has to know beside the price of energy.

    Args:
        tariff: in force, or agreed.
        zone: of the station.
        now: the instant.
        language: a tag that `words_of` knows.
        is_online: without a link there is no idle fee and no change of price (OCA note).
    """
    if tariff.is_plain and not tariff.flat:
        return ()
    words, currency = words_of(language), tariff.currency
    per_hour = rate_at(tariff, zone, now).per_hour
    notes = []
    if per_hour:
        notes.append(f"{money_text(per_hour, currency)}/h")
    if tariff.flat:
        notes.append(words.session.format(price=money_text(tariff.flat, currency)))
    idle = tariff.idle
    if idle is not None and is_online:
        phrase = words.idle_after if idle.grace_min else words.idle
        price = money_text(idle.per_hour, currency)
        notes.append(phrase.format(price=price, minutes=idle.grace_min))
    change = next_change(tariff, zone, now) if is_online else None
    if change is not None and change.start_at - now <= ANNOUNCED:
        clock = f"{change.start_at.astimezone(zone):%H:%M}"
        price = money_text(change.rate.per_kwh, currency)
        notes.append(words.change.format(price=price, clock=clock))
    return tuple(notes)


def final_words(charges: Charges, energy_wh: int, language: str = "en") -> str:
    """What a session cost and why, on one line."""
    words, currency = words_of(language), charges.currency
    names = {
        LineKind.ENERGY: f"{words.energy} {Decimal(energy_wh) / 1000:.2f} kWh",
        LineKind.TIME: words.time,
        LineKind.IDLE: words.idle_fee,
    }
    parts = []
    for kind, name in names.items():
        amount = sum((line.amount for line in charges.lines if line.kind is kind), Decimal(0))
        if amount:
            parts.append(f"{name} {money_text(amount, currency)}")
    total = f"{words.total} {money_text(charges.total, currency)}"
    return ", ".join([*parts, total])
