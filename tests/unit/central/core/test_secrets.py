"""What nobody may read again."""

import json
from typing import Any

import pytest

from central.core.secrets import HIDDEN, shortened, without_secrets

SECRET = "s3cr3t"


@pytest.mark.parametrize(
    "key",
    ["AuthorizationKey", "authorizationkey", "AUTHORIZATIONKEY", "WifiPassword", "Vendor.ApiKey"],
)
def test_value_beside_a_secret_key_is_hidden_in_any_case(key: str) -> None:
    assert without_secrets({"key": key, "value": SECRET}) == {"key": key, "value": HIDDEN}


def test_value_beside_another_key_stays() -> None:
    payload = {"key": "HeartbeatInterval", "value": "300"}
    assert without_secrets(payload) == payload


def test_secret_in_an_answer_to_get_configuration_is_hidden() -> None:
    keys = [
        {"key": "authorizationKey", "readonly": False, "value": SECRET},
        {"key": "HeartbeatInterval", "readonly": False, "value": "300"},
    ]
    clean = without_secrets({"configurationKey": keys, "unknownKey": ["x"]})
    assert clean["configurationKey"][0]["value"] == HIDDEN
    assert clean["configurationKey"][1] == keys[1]
    assert clean["unknownKey"] == ["x"]


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"location": f"ftp://user:{SECRET}@host/fw.bin"}, id="UpdateFirmware"),
        pytest.param({"location": f"FTP://user:{SECRET}/p@host"}, id="slash in the password"),
        pytest.param({"firmware": {"location": f"https://u:{SECRET}@h/f"}}, id="signed firmware"),
        pytest.param({"log": {"remoteLocation": f"sftp://u:{SECRET}@h"}}, id="GetLog"),
        pytest.param({"location": f"https://h/f?a=1&X-Amz-Signature={SECRET}"}, id="signed"),
        pytest.param({"data": json.dumps({"password": SECRET})}, id="JSON in a text"),
        pytest.param({"vendor": {"token": SECRET}}, id="field of a secret name"),
        pytest.param({"description": f"cannot reach ftp://u:{SECRET}@h/x"}, id="in a sentence"),
    ],
)
def test_credentials_are_hidden_wherever_they_stand(payload: dict[str, Any]) -> None:
    clean = json.dumps(without_secrets(payload))
    assert SECRET not in clean
    assert "hidden" in clean


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"key": "DefaultPrice", "value": '{"priceText": "0.61 USD/kWh"}'}, id="JSON"),
        pytest.param({"location": "https://host:8080/fw.bin?version=2"}, id="open address"),
        pytest.param({"idTag": "TAG", "connectorId": 1}, id="id tag"),
        pytest.param({"data": "{broken"}, id="broken JSON"),
        pytest.param([None, True, 1.5, []], id="no text at all"),
    ],
)
def test_what_is_no_secret_stays_as_it_is(payload: Any) -> None:
    assert without_secrets(payload) == payload


def test_a_log_line_shows_the_beginning_and_stops_before_a_secret() -> None:
    assert shortened("x" * 500) == "x" * 80 + "..."
    assert (
        shortened('[3,"1",{"key":"AuthorizationKey","value":"abc"') == f'[3,"1",{{"key":"{HIDDEN}'
    )
