"""What a charger says about the unit of a limit, also when it says nonsense."""

from typing import Any

import pytest

from central.services.desired_state import RATE_UNIT_KEY, rate_units


def keys(value: object) -> dict[str, Any]:
    return {"configurationKey": [{"key": RATE_UNIT_KEY, "readonly": True, "value": value}]}


@pytest.mark.parametrize(
    ("configuration", "units"),
    [
        pytest.param(keys("Current"), "A", id="current only"),
        pytest.param(keys("Current,Power"), "AW", id="both"),
        pytest.param(keys(None), "", id="no value"),
        pytest.param({}, "", id="no keys"),
        pytest.param({"configurationKey": 5}, "", id="keys are a number"),
        pytest.param({"configurationKey": [5, {"key": []}]}, "", id="keys of nonsense"),
    ],
)
def test_units_are_those_that_a_charger_names(configuration: dict[str, Any], units: str) -> None:
    assert rate_units(configuration) == set(units)
