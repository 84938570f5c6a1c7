"""Prices in words."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from central.core.charges import Reading, Usage, charges
from central.core.price_words import LANGUAGES, final_words, tariff_notes
from central.core.pricing import Neighbour, PriceKind, Wording, display_text
from central.core.tariffs import IdleFee, Rate, Tariff, Terms
from contract.costmsg import Price, default_price_value, default_text_value
from tests.unit.central.core.tariff_builders import BERLIN, EVENING

ZONE = ZoneInfo(BERLIN)
NOON = datetime(2026, 6, 1, 10, tzinfo=UTC)
FULL = Tariff(
    "EUR",
    Rate(Decimal("0.30"), Decimal(2)),
    EVENING.windows,
    Decimal(1),
    IdleFee(Decimal(6), 15),
)


def test_all_that_a_driver_has_to_know_is_said() -> None:
    assert tariff_notes(FULL, ZONE, NOON) == (
        "2.00 EUR/h",
        "1.00 EUR per session",
        "idle 6.00 EUR/h after 15 min",
        "0.50 EUR/kWh from 17:00",
    )


def test_without_a_link_there_is_no_idle_fee_and_no_change() -> None:
    notes = tariff_notes(FULL, ZONE, NOON, is_online=False)
    assert notes == ("2.00 EUR/h", "1.00 EUR per session")


def test_a_plain_tariff_adds_nothing() -> None:
    assert tariff_notes(Tariff("EUR", Rate(Decimal("0.30"))), ZONE, NOON) == ()


def test_a_regional_language_has_the_words_of_its_language() -> None:
    assert "je Vorgang" in tariff_notes(FULL, ZONE, NOON, "de-CH")[1]
    assert tariff_notes(FULL, ZONE, NOON, "tlh") == tariff_notes(FULL, ZONE, NOON, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_text_fits_into_a_key(language: str) -> None:
    neighbour = Neighbour("W" * 200, 12.3, Decimal("0.28"))
    wording = Wording(language, tariff_notes(FULL, ZONE, NOON, language))
    text = display_text(PriceKind.SURGE, Decimal("0.612"), "EUR", neighbour, 350.0, wording)
    assert len(text) <= 180
    offline = Wording(language, tariff_notes(FULL, ZONE, NOON, language, is_online=False))
    other = display_text(PriceKind.SURGE, Decimal("0.612"), "EUR", neighbour, 350.0, offline)
    price = Price(Decimal(100000), "EUR", text, Decimal(100000), Decimal(100000), other)
    assert len(default_price_value(price)) <= 500
    assert len(default_text_value(text, other)) <= 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_final_words_say_the_total(language: str) -> None:
    usage = Usage(Reading(NOON, 0), Reading(NOON.replace(hour=12), 10_000))
    found = charges(Terms(FULL, BERLIN), usage)
    assert f"{found.total} EUR" in final_words(found, 10_000, language)
