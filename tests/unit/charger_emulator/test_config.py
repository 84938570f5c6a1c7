import pytest

from charger_emulator.adapters.scenario_files import read_scenarios
from charger_emulator.config import load_settings

GOOD = {"FLEET_FILE": "/tmp/fleet.json", "CONTROL_TOKEN": "long-enough"}  # noqa: S108


def load(monkeypatch: pytest.MonkeyPatch, **values: str) -> object:
    environment = {f"SNTRY_EMULATOR_{k}": v for k, v in (GOOD | values).items()}
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    return load_settings(environment)


def test_two_settings_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        pytest.param("CENTRAL_URL", "http://x", "ws://", id="address"),
        pytest.param("CENTRAL_URL", "ws://h:99999/", "port 1 to 65535", id="port of the address"),
        pytest.param("CLOCK", "soon", "JSON", id="clock"),
        pytest.param("PRICE_ELASTICITY", "2", "less than or equal to 0", id="elasticity"),
        pytest.param("SECURE_URL", "ws://x", "wss://", id="secure address"),
        pytest.param("OCPP_KEY_FORM", "octal", "literal", id="form of keys"),
        pytest.param("COLOUR", "red", "not known", id="unknown key"),
        pytest.param("CONTROL_PORT", "99999", "65535", id="port"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, key: str, value: str, words: str
) -> None:
    with pytest.raises(ValueError, match=f"SNTRY_EMULATOR_{key}") as caught:
        load(monkeypatch, **{key: value})
    assert words in str(caught.value)


def test_a_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="CONTROL_TOKEN") as caught:
        load(monkeypatch, CONTROL_TOKEN="short")
    assert "short" not in str(caught.value).split("is not allowed")[0]


def test_the_stress_file_holds_what_the_core_defaults_to() -> None:
    chosen = read_scenarios()["stress"].defaults
    assert chosen.length_s == 4500
    assert chosen.ambient_c == pytest.approx(40.56, abs=0.01)
    assert (chosen.cooling_ratio, chosen.rush_ratio) == (0.357, 1.6)
