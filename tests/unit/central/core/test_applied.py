"""What an answered call changed at the charger."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from central.core.applied import NoDisplay, PowerLimited, PriceShown, applied, outcome_of
from central.core.load_sharing.profiles import LimitsForgotten
from contract.costmsg import Price, default_price_value


def default_price(value: str | None = None) -> dict[str, Any]:
    price = Price(Decimal("0.6125"), "USD", "0.61 USD/kWh, busy")
    return {"key": "DefaultPrice", "value": value or default_price_value(price)}


def profile(connector_id: int = 0, unit: str = "W", **schedule: Any) -> dict[str, Any]:
    return {
        "connectorId": connector_id,
        "csChargingProfiles": {
            "chargingProfileId": 1,
            "stackLevel": 0,
            "chargingProfilePurpose": "ChargePointMaxProfile",
            "chargingProfileKind": "Absolute",
            "chargingSchedule": {
                "chargingRateUnit": unit,
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 40.0}],
                **schedule,
            },
        },
    }


def test_accepted_default_price_is_shown_exactly() -> None:
    effect = applied("ChangeConfiguration", default_price(), {"status": "Accepted"})
    assert effect == PriceShown(Decimal("0.612"), "0.61 USD/kWh, busy", Decimal(0), Decimal(0))


@pytest.mark.parametrize("status", ["Rejected", "NotSupported"])
def test_refused_default_price_means_no_display(status: str) -> None:
    assert applied("ChangeConfiguration", default_price(), {"status": status}) == NoDisplay()


def test_price_after_a_reboot_is_not_shown_yet() -> None:
    answer = {"status": "RebootRequired"}
    assert applied("ChangeConfiguration", default_price(), answer) is None


@pytest.mark.parametrize("price", ["NaN", "-1", "1e999", "9" * 400])
def test_price_that_nobody_can_pay_is_none(price: str) -> None:
    value = f'{{"chargingPrice":{{"kWhPrice":{price}}}}}'
    assert applied("ChangeConfiguration", default_price(value), {"status": "Accepted"}) is None


def test_price_text_is_text_that_can_be_stored() -> None:
    value = '{"chargingPrice":{"kWhPrice":1},"priceText":"half \\ud800"}'
    effect = applied("ChangeConfiguration", default_price(value), {"status": "Accepted"})
    assert effect == PriceShown(Decimal(1), "half ?", Decimal(0), Decimal(0))


@pytest.mark.parametrize("status", [[], {}, 7, None])
def test_status_that_is_no_word_is_no_refusal(status: object) -> None:
    assert outcome_of({"status": status}) == "accepted"
    assert applied("SetChargingProfile", profile(), {"status": status}) is None


@pytest.mark.parametrize(
    "schedule",
    [
        pytest.param({"startSchedule": "2026-06-01T23:59:60Z", "duration": 60}, id="leap second"),
        pytest.param({"startSchedule": "0001-01-01T00:00:00+23:59", "duration": 1}, id="year 0"),
        pytest.param({"startSchedule": "2026-06-01T12:00:00Z", "duration": 2**62}, id="for ever"),
    ],
)
def test_end_that_no_calendar_has_is_none(schedule: dict[str, Any]) -> None:
    effect = applied("SetChargingProfile", profile(**schedule), {"status": "Accepted"})
    assert effect == PowerLimited(40.0, None)


@pytest.mark.parametrize(("limit", "taken"), [(1e308, 1e8), (-5.0, 0.0)])
def test_limit_stays_within_what_a_charger_can_mean(limit: float, taken: float) -> None:
    periods = [{"startPeriod": 0, "limit": limit, "numberPhases": 3}]
    payload = profile(unit="A", chargingSchedulePeriod=periods)
    assert applied("SetChargingProfile", payload, {"status": "Accepted"}) == PowerLimited(
        taken, None
    )


@pytest.mark.parametrize("value", ["", "{}", "0.5", '{"chargingPrice":{"kWhPrice":"x"}}'])
def test_other_forms_of_the_price_say_nothing(value: str) -> None:
    payload = {"key": "DefaultPrice", "value": value}
    assert applied("ChangeConfiguration", payload, {"status": "Accepted"}) is None


def test_other_keys_say_nothing() -> None:
    payload = {"key": "HeartbeatInterval", "value": "60"}
    assert applied("ChangeConfiguration", payload, {"status": "Rejected"}) is None


def test_limit_ends_at_start_plus_duration() -> None:
    payload = profile(startSchedule="2026-06-01T12:00:00Z", duration=7200)
    effect = applied("SetChargingProfile", payload, {"status": "Accepted"})
    assert effect == PowerLimited(40.0, datetime(2026, 6, 1, 14, tzinfo=UTC))


def test_limit_in_amperes_is_read_as_three_phases_of_230_volts() -> None:
    effect = applied("SetChargingProfile", profile(unit="A"), {"status": "Accepted"})
    assert effect == PowerLimited(40.0 * 3 * 230.0, None)


def test_refused_limit_or_one_of_a_connector_changes_nothing() -> None:
    assert applied("SetChargingProfile", profile(), {"status": "Rejected"}) is None
    assert applied("SetChargingProfile", profile(1), {"status": "Accepted"}) is None


@pytest.mark.parametrize("status", ["Accepted", "Unknown"])
def test_cleared_profiles_leave_no_limit(status: str) -> None:
    effect = applied("ClearChargingProfile", {}, {"status": status})
    assert effect == LimitsForgotten(None, whole=True)
    assert applied(
        "ClearChargingProfile",
        {"chargingProfilePurpose": "ChargePointMaxProfile"},
        {"status": status},
    ) == PowerLimited(None, None)


def test_clearing_another_purpose_leaves_the_limit() -> None:
    payload = {"chargingProfilePurpose": "TxDefaultProfile"}
    effect = applied("ClearChargingProfile", payload, {"status": "Accepted"})
    assert effect == LimitsForgotten(0)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({}, "accepted"),
        ({"status": "Accepted"}, "accepted"),
        ({"status": "Scheduled"}, "accepted"),
        ({"status": "Unknown"}, "accepted"),
        ({"status": "Rejected"}, "rejected"),
        ({"status": "NotSupported"}, "rejected"),
        ({"status": "UnknownVendorId"}, "rejected"),
    ],
)
def test_outcome_by_status(answer: dict[str, Any], outcome: str) -> None:
    assert outcome_of(answer) == outcome
