"""The written form of a tariff, and what it refuses."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from central.core.tariffs import (
    TariffError,
    Terms,
    new_tariff,
    tariff_from_json,
    tariff_to_json,
    terms_from_json,
    terms_to_json,
)
from tests.unit.central.core.tariff_builders import tariffs

PLAIN: dict[str, Any] = {"currency": "USD", "per_kwh": "0.35"}
PEAK: dict[str, Any] = {"days": ["mon"], "start": "17:00", "end": "20:00", "per_kwh": "0.50"}


@given(tariffs())
def test_the_written_form_says_everything(tariff: Any) -> None:
    assert tariff_from_json(tariff_to_json(tariff)) == tariff
    terms = Terms(tariff, "Europe/Berlin", "standard", 3)
    assert terms_from_json(terms_to_json(terms)) == terms


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        pytest.param({"currency": "usd"}, "currency", "three capital", id="currency"),
        pytest.param({"per_kwh": None}, "per_kwh", "a price", id="no price"),
        pytest.param({"per_kwh": "-1"}, "per_kwh", "0 to", id="negative"),
        pytest.param({"per_kwh": "NaN"}, "per_kwh", "0 to", id="no number"),
        pytest.param({"per_kwh": "0.3333"}, "per_kwh", "3 places", id="finer than a display"),
        pytest.param({"idle": {"per_hour": "0.3333"}}, "idle.per_hour", "places", id="fine idle"),
        pytest.param({"idle": {}}, "idle.per_hour", "an hour", id="idle without a price"),
        pytest.param(
            {"idle": {"per_hour": "1", "grace_min": -1}}, "idle.grace_min", "0", id="grace"
        ),
        pytest.param({"minimum": "5", "maximum": "4"}, "minimum", "at most", id="bounds"),
        pytest.param({"windows": [{**PEAK, "days": []}]}, "windows.0.days", "mon", id="no days"),
        pytest.param(
            {"windows": [{**PEAK, "days": ["mon", "mon"]}]}, "windows.0.days", "once", id="twice"
        ),
        pytest.param(
            {"windows": [{**PEAK, "start": "24:00"}]}, "windows.0.start", "23:59", id="start"
        ),
        pytest.param({"windows": [{**PEAK, "end": "25:00"}]}, "windows.0.end", "HH:MM", id="end"),
        pytest.param(
            {"windows": [{**PEAK, "per_kwh": None}]}, "windows.0.per_kwh", "price", id="free"
        ),
        pytest.param({"windows": [PEAK, PEAK]}, "windows.1", "no other", id="overlap"),
        pytest.param(
            {
                "windows": [
                    {**PEAK, "days": ["sun"], "start": "22:00", "end": "06:00"},
                    {**PEAK, "start": "05:00", "end": "07:00"},
                ]
            },
            "windows.1",
            "no other",
            id="overlap over the end of the week",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_name(change: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(TariffError, match=words) as refusal:
        new_tariff({**PLAIN, **change})
    assert refusal.value.field == field


def test_windows_that_touch_do_not_overlap() -> None:
    after = {**PEAK, "start": "20:00", "end": "17:00", "per_kwh": "0.10"}
    assert len(new_tariff({**PLAIN, "windows": [PEAK, after]}).windows) == 2


def test_a_stored_price_may_be_finer_than_a_new_one() -> None:
    assert tariff_from_json({**PLAIN, "per_kwh": "0.3333"}).rate.per_kwh == Decimal("0.3333")
