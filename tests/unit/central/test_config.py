"""Settings of central: what is refused, and that the refusal tells enough."""

import pytest

from central.config import ConfigError, Registration, Role, load_settings


def test_defaults_are_a_closed_world() -> None:
    settings = load_settings({})
    assert settings.registration is Registration.PENDING
    assert settings.heal_mode == "off"
    assert settings.roles == tuple(Role)
    assert settings.clock.factor == 1


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        pytest.param("HTTP_PORT", "99999", "65535", id="port too high"),
        pytest.param("REGISTRATION", "maybe", "'closed', 'pending' or 'open'", id="unknown policy"),
        pytest.param("HEAL_MODE", "on", "'off', 'propose' or 'autopilot'", id="unknown mode"),
        pytest.param("ROLES", "gateway,cook", "'ingest'", id="unknown role"),
        pytest.param("DATABASE_URL", "mysql://x", "sqlite+aiosqlite:///", id="other database"),
        pytest.param("CLOCK", '{"factor": 0}', "JSON with factor, epoch and anchor", id="clock"),
    ],
)
def test_wrong_value_is_named_with_what_is_allowed(key: str, value: str, allowed: str) -> None:
    with pytest.raises(ConfigError) as error:
        load_settings({f"SNTRY_CENTRAL_{key}": value})
    text = str(error.value)
    assert f"SNTRY_CENTRAL_{key}" in text
    assert repr(value) in text
    assert allowed in text


def test_unknown_setting_is_refused() -> None:
    with pytest.raises(ConfigError, match="SNTRY_CENTRAL_OCPP_PROT='1' is not a setting"):
        load_settings({"SNTRY_CENTRAL_OCPP_PROT": "1"})


def test_foreign_variables_are_left_alone() -> None:
    assert load_settings({"PATH": "/bin", "SNTRY_EDGE_X": "1"}).http_port == 8080


def test_password_of_broker_never_shows_in_an_error() -> None:
    with pytest.raises(ConfigError) as error:
        load_settings({"SNTRY_CENTRAL_MQTT_URL": "http://me:secret@host"})
    assert "mqtt://" in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_open_registration_is_taken_on_loopback(host: str) -> None:
    given = {"SNTRY_CENTRAL_REGISTRATION": "open", "SNTRY_CENTRAL_OCPP_HOST": host}
    settings = load_settings(given)
    assert settings.registration is Registration.OPEN
    assert settings.takes_unknown_tags


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "central.example"])  # noqa: S104 (refused)
def test_open_registration_is_refused_elsewhere(host: str) -> None:
    given = {"SNTRY_CENTRAL_REGISTRATION": "open", "SNTRY_CENTRAL_OCPP_HOST": host}
    with pytest.raises(ConfigError, match="open only on loopback, else closed or pending"):
        load_settings(given)


def test_unknown_tags_need_a_word_outside_the_open_mode() -> None:
    assert not load_settings({}).takes_unknown_tags
    assert load_settings({"SNTRY_CENTRAL_AUTHORIZE_UNKNOWN_TAGS": "true"}).takes_unknown_tags


def test_roles_are_a_list_with_commas() -> None:
    roles = load_settings({"SNTRY_CENTRAL_ROLES": "gateway, ingest"}).roles
    assert roles == (Role.GATEWAY, Role.INGEST)


def test_secure_listeners_need_a_folder_for_keys() -> None:
    with pytest.raises(ConfigError, match="need SNTRY_CENTRAL_PKI_DIR"):
        load_settings({"SNTRY_CENTRAL_OCPP_TLS_PORT": "9443"})
    given = {"SNTRY_CENTRAL_OCPP_TLS_PORT": "9443", "SNTRY_CENTRAL_PKI_DIR": "pki"}
    assert load_settings({**given, "SNTRY_CENTRAL_TLS_NAMES": "a.example, 10.0.0.1"}).tls_names == (
        "a.example",
        "10.0.0.1",
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("mysql://anna:s3cr3t@h/db?password=s3cr3t", "'mysql://...@h/db'"),
        ("anna:s3cr3t", "(hidden)"),
    ],
)
def test_address_is_shown_without_its_secrets(value: str, shown: str) -> None:
    with pytest.raises(ConfigError) as error:
        load_settings({"SNTRY_CENTRAL_DATABASE_URL": value})
    assert f"SNTRY_CENTRAL_DATABASE_URL={shown} is not allowed" in str(error.value)
    assert "s3cr3t" not in str(error.value)
