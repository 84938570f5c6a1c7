"""What a charger says about the unit of a limit, also when it says nonsense."""

from typing import Any

import pytest

from central.services.desired_state import RATE_UNIT_KEY, rate_unit


def keys(value: object) -> dict[str, Any]:
    return {"configurationKey": [{"key": RATE_UNIT_KEY, "readonly": True, "value": value}]}


@pytest.mark.parametrize(
    ("configuration", "unit"),
    [
        pytest.param(keys("Current"), "A", id="current only"),
        pytest.param(keys("Current,Power"), "W", id="both"),
        pytest.param(keys(None), "W", id="no value"),
        pytest.param({}, "W", id="no keys"),
        pytest.param({"configurationKey": 5}, "W", id="keys are a number"),
        pytest.param({"configurationKey": [5, {"key": []}]}, "W", id="keys of nonsense"),
    ],
)
def test_a_charger_gets_watts_unless_it_takes_amperes_only(
    configuration: dict[str, Any], unit: str
) -> None:
    assert rate_unit(configuration) == unit
