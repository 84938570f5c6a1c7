import pytest

from charger_emulator.core.configuration import Configuration
from charger_emulator.core.smart_charging import Hardware

DC = Hardware(300e3, 150e3, 3, 0)
AC = Hardware(44e3, 11e3, 4, 1)


@pytest.mark.parametrize(
    ("key", "value", "answer"),
    [
        pytest.param("heartbeatinterval", "60", "Accepted", id="any case of the key"),
        pytest.param("HeartbeatInterval", "-1", "Rejected", id="negative"),
        pytest.param("HeartbeatInterval", "soon", "Rejected", id="no number"),
        pytest.param("LocalAuthorizeOffline", "yes", "Rejected", id="no truth value"),
        pytest.param("NumberOfConnectors", "9", "Rejected", id="read-only"),
        pytest.param("Nonsense", "9", "NotSupported", id="unknown"),
        pytest.param("MeterValuesSampledData", "SoC,Voltage", "Accepted", id="measurands"),
        pytest.param("MeterValuesSampledData", "RPM", "Rejected", id="measurand it lacks"),
    ],
)
def test_a_change_is_answered_as_the_key_demands(key: str, value: str, answer: str) -> None:
    assert Configuration(DC).change(key, value) == answer


def test_only_what_was_accepted_is_kept() -> None:
    made = Configuration(DC)
    made.change("HeartbeatInterval", "60")
    made.change("HeartbeatInterval", "soon")
    assert made.count("HeartbeatInterval") == 60


def test_all_keys_are_listed_when_none_is_named() -> None:
    made = Configuration(DC)
    listed = {k["key"]: k["value"] for k in made.listed([])["configurationKey"]}
    assert listed == made.as_dict()
    assert listed["CustomDisplayCostAndPrice"] == "true"
    assert listed["NumberOfConnectors"] == "3"


def test_limits_are_watts_for_dc_and_amperes_for_ac() -> None:
    key = "ChargingScheduleAllowedChargingRateUnit"
    assert Configuration(DC).text(key) == "Power"
    assert Configuration(AC).text(key) == "Current"


def test_a_key_that_needs_a_reboot_keeps_its_value_until_then() -> None:
    made = Configuration(AC)
    assert made.change("ConnectorPhaseRotation", "0.STR") == "RebootRequired"
    assert made.text("ConnectorPhaseRotation") == "0.RST"
    assert made.change("ConnectorPhaseRotation", "0.RST") == "Accepted"
    made.rebooted()
    assert made.text("connectorphaserotation") == "0.STR"


def test_hardware_can_fix_a_key() -> None:
    made = Configuration(AC)
    made.fix("UnlockConnectorOnEVSideDisconnect", "false")
    assert made.change("UnlockConnectorOnEVSideDisconnect", "true") == "Rejected"
    assert made.listed(["unlockconnectoronevsidedisconnect"])["configurationKey"] == [
        {"key": "UnlockConnectorOnEVSideDisconnect", "readonly": True, "value": "false"}
    ]


def test_what_was_changed_is_restored_and_what_is_gone_is_left_out() -> None:
    made = Configuration(DC)
    made.change("HeartbeatInterval", "60")
    made.change("ConnectorPhaseRotation", "0.STR")
    anew = Configuration(DC)
    anew.restore(made.changed() | {"oldkey": "1"})
    assert anew.count("HeartbeatInterval") == 60
    assert anew.text("ConnectorPhaseRotation") == "0.STR"  # a restart is a reboot
    assert "oldkey" not in anew.changed()


def test_chargers_of_one_build_do_not_share_their_values() -> None:
    one, other = Configuration(DC), Configuration(DC)
    one.put("HeartbeatInterval", "7")
    assert other.count("HeartbeatInterval") == 300


def test_force_sets_read_only_keys_but_no_value_of_another_form() -> None:
    made = Configuration(DC)
    made.force("numberofconnectors", "9")
    assert made.text("NumberOfConnectors") == "9"
    with pytest.raises(ValueError, match="'x': a whole number, 0 to 999999999"):
        made.force("NumberOfConnectors", "x")
    with pytest.raises(ValueError, match="'Nonsense' is not known"):
        made.force("Nonsense", "1")
    assert made.text("NumberOfConnectors") == "9"


@pytest.mark.parametrize("hardware", [DC, AC])
def test_each_key_is_delivered_in_its_own_form(hardware: Hardware) -> None:
    made = Configuration(hardware)
    for name, value in made.as_dict().items():
        made.force(name, value)
        with pytest.raises(ValueError, match=name):
            made.force(name, "\u00b2" * 600)
