"""Schemas: strict on what we send, the fitting code for what we get."""

from typing import Any

import pytest

from central.adapters.ocpp.frame_handling import HANDLERS
from central.adapters.ocpp.schemas import (
    FROM_CHARGER,
    TO_CHARGER,
    check_from_charger,
    check_to_charger,
)
from central.services.errors import InvalidCallError, InvalidMessageError


def test_every_action_of_a_charger_has_a_handler() -> None:
    assert set(HANDLERS) == FROM_CHARGER


@pytest.mark.parametrize("action", sorted(TO_CHARGER))
def test_every_action_to_a_charger_refuses_what_its_schema_lacks(action: str) -> None:
    with pytest.raises(InvalidCallError):
        check_to_charger(action, {"nonsense": 1})


def test_unknown_action_is_refused_with_the_list() -> None:
    with pytest.raises(InvalidCallError, match=r"'Explode' is not allowed: one of .*Reset"):
        check_to_charger("Explode", {})


def test_wrong_field_is_named_with_what_is_allowed() -> None:
    with pytest.raises(InvalidCallError) as error:
        check_to_charger("Reset", {"type": "Medium"})
    assert error.value.field == "type"
    assert '"Hard" or "Soft"' in error.value.reason


def test_a_wrong_value_is_shown_shortened() -> None:
    with pytest.raises(InvalidCallError) as error:
        check_to_charger("ChangeConfiguration", {"key": "k" * 600, "value": "v"})
    assert f"'{'k' * 40}...': value is longer" in str(error.value)


def test_a_wrong_secret_is_not_shown() -> None:
    secret = "s3cr3t" * 100
    with pytest.raises(InvalidCallError) as error:
        check_to_charger("ChangeConfiguration", {"key": "authorizationkey", "value": secret})
    assert "s3cr3t" not in str(error.value)


@pytest.mark.parametrize("data", ["\ud800", "half \udfff"])
def test_text_that_no_wire_takes_is_refused(data: str) -> None:
    with pytest.raises(InvalidCallError, match="data: half of a surrogate pair"):
        check_to_charger("DataTransfer", {"vendorId": "v", "data": data})


def test_a_number_beyond_64_bits_is_refused() -> None:
    with pytest.raises(InvalidCallError, match="connectorId: a number is allowed within"):
        check_to_charger("UnlockConnector", {"connectorId": 2**70})


def test_a_limit_with_a_decimal_passes() -> None:
    period = {"startPeriod": 0, "limit": 21.4}
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": [period]}
    profile = {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "ChargePointMaxProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": schedule,
    }
    check_to_charger("SetChargingProfile", {"connectorId": 0, "csChargingProfiles": profile})


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        pytest.param({}, "ProtocolError", id="required field missing"),
        pytest.param({"idTag": 5}, "TypeConstraintViolation", id="wrong type"),
        pytest.param({"idTag": "x" * 21}, "PropertyConstraintViolation", id="too long"),
        pytest.param({"idTag": "x", "y": 1}, "FormationViolation", id="unknown field"),
    ],
)
def test_wrong_message_gets_the_fitting_code(payload: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidMessageError) as error:
        check_from_charger("Authorize", payload)
    assert error.value.code == code
