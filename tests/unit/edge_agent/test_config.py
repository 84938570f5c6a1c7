"""Settings: what is allowed, and errors that name key, value and rule."""

from pathlib import Path

import pytest

from edge_agent.__main__ import loop_factory
from edge_agent.config import Settings, load_settings
from edge_agent.core.errors import LocalError


def config_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "edge.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


FAST = '{"factor": 41, "epoch": "2026-01-01T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"}'


def test_defaults_need_no_environment() -> None:
    settings = load_settings({})
    assert (settings.ocpp_host, settings.ocpp_port) == ("127.0.0.1", 9000)
    assert settings.clock.factor == 1.0


def test_settings_come_from_the_environment() -> None:
    settings = load_settings(
        {
            "SNTRY_EDGE_EDGE_ID": "box-7",
            "SNTRY_EDGE_CENTRAL_URL": "wss://central.example/ocpp/",
            "SNTRY_EDGE_DATA_DIR": "/var/lib/edge",
            "SNTRY_EDGE_SCORE_INTERVAL_S": "30",
            "OTHER": "x",
        }
    )
    assert settings.edge_id == "box-7"
    assert settings.central_url == "wss://central.example/ocpp"
    assert settings.data_dir == Path("/var/lib/edge")
    assert settings.score_interval_s == 30.0


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        pytest.param("OCPP_PORT", "70000", "65535", id="a port that does not exist"),
        pytest.param("OCPP_PORT", "web", "int", id="a port that is no number"),
        pytest.param("CENTRAL_URL", "http://x/ocpp", "ws://", id="a scheme that is no websocket"),
        pytest.param("CENTRAL_URL", "ws://", "ws://", id="no host"),
        pytest.param("CENTRAL_URL", "ws://x:99999", "ws://", id="a port out of range"),
        pytest.param("EDGE_ID", "a/b", "regex", id="an edge id that would split a topic"),
        pytest.param("STATION", "caf\udce9", "UTF-8", id="bytes that are no UTF-8"),
        pytest.param("EDGE_ID", "", "regex", id="no edge id"),
        pytest.param("STATION", "edge", "topic", id="a reserved word as station"),
        pytest.param("STATION", "a+b", "topic", id="a wildcard as station"),
        pytest.param("CLOCK", FAST, "at most 40", id="a clock too fast for an edge"),
        pytest.param("CLOCK", "fast", "factor", id="a clock that is no JSON"),
        pytest.param("SCORE_INTERVAL_S", "0", "1", id="no time between two scores"),
        pytest.param("SCORE_INTERVAL_S", "nan", ">= 1", id="an interval that is no number"),
        pytest.param("CALL_TIMEOUTS", "CP-1", "IDENTITY=SECONDS", id="a time-out of nobody"),
        pytest.param("CALL_TIMEOUTS", "a:b=2", "IDENTITY=SECONDS", id="no identity"),
        pytest.param("CALL_TIMEOUTS", "CP-1=0.1", "1 to 600", id="a time-out that no link meets"),
        pytest.param("PONG_TIMEOUT_S", "0", "0.1", id="no time for a pong"),
    ],
)
def test_wrong_value_is_refused_by_name(key: str, value: str, words: str) -> None:
    with pytest.raises(LocalError) as caught:
        load_settings({f"SNTRY_EDGE_{key}": value})
    message = str(caught.value)
    assert f"SNTRY_EDGE_{key}={value!r}" in message
    assert words in message


def test_password_of_the_broker_is_in_no_message() -> None:
    with pytest.raises(LocalError) as caught:
        load_settings({"SNTRY_EDGE_MQTT_URL": "http://user:hunter2@host"})
    assert "SNTRY_EDGE_MQTT_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(load_settings({"SNTRY_EDGE_MQTT_URL": "mqtt://u:hunter2@h"}))


def test_password_in_the_address_of_central_is_refused_and_in_no_message() -> None:
    with pytest.raises(LocalError) as caught:
        load_settings({"SNTRY_EDGE_CENTRAL_URL": "ws://user:hunter2@host/ocpp"})
    assert "SNTRY_EDGE_CENTRAL_URL=(hidden) is not allowed" in str(caught.value)
    assert "ws://HOST[:PORT]" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_unknown_setting_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LocalError, match="SNTRY_EDGE_OCCP_PORT is not a setting") as caught:
        load_settings({"SNTRY_EDGE_OCCP_PORT": "1"})
    assert "SNTRY_EDGE_OCPP_PORT" in str(caught.value)


def test_value_of_a_misspelt_key_is_in_no_message() -> None:
    with pytest.raises(LocalError) as caught:
        load_settings({"SNTRY_EDGE_MQTTURL": "mqtt://user:hunter2@host"})
    assert "hunter2" not in str(caught.value)


def test_all_wrong_settings_are_named_at_once() -> None:
    with pytest.raises(LocalError) as caught:
        load_settings({"SNTRY_EDGE_OCPP_PORT": "x", "SNTRY_EDGE_MAX_CHARGERS": "0"})
    assert "OCPP_PORT" in str(caught.value)
    assert "MAX_CHARGERS" in str(caught.value)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        Settings().ocpp_port = 1  # type: ignore[misc]


def test_settings_come_from_a_file_and_the_environment_wins(tmp_path: Path) -> None:
    path = config_file(tmp_path, 'edge_id = "box-7"\nocpp_port = 9100\nscore_interval_s = 30\n')
    settings = load_settings({"SNTRY_EDGE_OCPP_PORT": "9200"}, path)
    assert (settings.edge_id, settings.ocpp_port, settings.score_interval_s) == ("box-7", 9200, 30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("ocpp_port = 70000", "ocpp_port=70000 is not allowed", id="out of range"),
        pytest.param("edge_id = 7", "edge_id=7 is not allowed", id="a number for text"),
        pytest.param("ocpp_port = true", "ocpp_port=True is not allowed", id="a yes for a number"),
        pytest.param("data_dir = 7", "data_dir=7 is not allowed: text", id="a number for a path"),
        pytest.param("[clock]\nfactor = 1", "clock={'factor': 1} is not allowed", id="a table"),
        pytest.param("occp_port = 1", "occp_port is not a setting", id="a misspelt key"),
        pytest.param(
            "occp_port = 1",
            "guard_temperature_c, max_chargers, model_ca_file,",
            id="which keys there are",
        ),
        pytest.param("ocpp_port = ", "is no TOML", id="no TOML"),
    ],
)
def test_wrong_file_is_refused_by_name(tmp_path: Path, text: str, words: str) -> None:
    path = config_file(tmp_path, text)
    with pytest.raises(LocalError) as caught:
        load_settings({}, path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match=r"nowhere\.toml cannot be read: No such file"):
        load_settings({}, tmp_path / "nowhere.toml")


def test_file_with_a_password_must_be_its_owners_alone(tmp_path: Path) -> None:
    text = 'mqtt_url = "mqtt://u:hunter2@h"\n'
    with pytest.raises(LocalError, match=r"has mode 0640; 0600 is allowed") as caught:
        load_settings({}, config_file(tmp_path, text, mode=0o640))
    assert "hunter2" not in str(caught.value)
    assert load_settings({}, config_file(tmp_path, text)).mqtt_url == "mqtt://u:hunter2@h"
    open_file = config_file(tmp_path, 'mqtt_url = "mqtt://h"\n', mode=0o644)
    assert load_settings({}, open_file).mqtt_url == "mqtt://h"


def test_loop_is_light_unless_many_chargers_are_expected() -> None:
    assert loop_factory(load_settings({})) is None
    fast = loop_factory(load_settings({"SNTRY_EDGE_FAST_LOOP": "true"}))
    assert fast is not None
    loop = fast()
    assert type(loop).__module__.startswith("uvloop")
    loop.close()
