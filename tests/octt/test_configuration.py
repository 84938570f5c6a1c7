"""Configuration keys over the wire (OCPP 1.6, 5.3, 5.8 and chapter 9)."""

import pytest

from tests.octt.central import CallErrorAnswer, Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration
REQUIRED = [
    "AuthorizeRemoteTxRequests",
    "ClockAlignedDataInterval",
    "ConnectionTimeOut",
    "ConnectorPhaseRotation",
    "GetConfigurationMaxKeys",
    "HeartbeatInterval",
    "LocalAuthorizeOffline",
    "LocalPreAuthorize",
    "MeterValuesAlignedData",
    "MeterValuesSampledData",
    "MeterValueSampleInterval",
    "NumberOfConnectors",
    "ResetRetries",
    "StopTransactionOnEVSideDisconnect",
    "StopTransactionOnInvalidId",
    "StopTxnAlignedData",
    "StopTxnSampledData",
    "SupportedFeatureProfiles",
    "TransactionMessageAttempts",
    "TransactionMessageRetryInterval",
    "UnlockConnectorOnEVSideDisconnect",
    "LocalAuthListEnabled",
    "LocalAuthListMaxLength",
    "SendLocalListMaxLength",
    "ChargeProfileMaxStackLevel",
    "ChargingScheduleAllowedChargingRateUnit",
    "ChargingScheduleMaxPeriods",
    "MaxChargingProfilesInstalled",
]


async def test_tc_019_cs_retrieve_configuration(rig: Rig, central: Central) -> None:
    await rig.boot()
    answer = await central.call("GetConfiguration")
    keys = {each["key"]: each for each in answer["configurationKey"]}
    assert set(REQUIRED) <= set(keys)
    assert answer.get("unknownKey", []) == []
    assert keys["NumberOfConnectors"] == {
        "key": "NumberOfConnectors",
        "readonly": True,
        "value": "2",
    }
    one = await central.call("GetConfiguration", key=["supportedfeatureprofiles", "Nonsense"])
    assert "Core" in one["configurationKey"][0]["value"].split(",")
    assert one["unknownKey"] == ["Nonsense"]
    with pytest.raises(CallErrorAnswer, match="100 at most"):
        await central.call("GetConfiguration", key=[f"Key{n}" for n in range(101)])


async def test_tc_021_cs_change_configuration(rig: Rig, central: Central) -> None:
    await rig.boot()
    await central.configure(MeterValueSampleInterval=15)
    read = await central.call("GetConfiguration", key=["MeterValueSampleInterval"])
    assert read["configurationKey"][0]["value"] == "15"
    await rig.charge()
    await rig.pass_s(60.0)
    assert len(central.calls("MeterValues", connectorId=1)) == 4


async def test_tc_040_1_cs_configuration_key_not_supported(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await central.status("ChangeConfiguration", key="Nonsense", value="1") == "NotSupported"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("MeterValueSampleInterval", "-1", id="negative"),
        pytest.param("MeterValueSampleInterval", "often", id="no number"),
        pytest.param("LocalPreAuthorize", "maybe", id="no truth"),
        pytest.param("MeterValuesSampledData", "Weight", id="no measurand"),
        pytest.param("TransactionMessageAttempts", "0", id="too small"),
        pytest.param("ResetRetries", "11", id="too large"),
        pytest.param("WebSocketPingInterval", "-1", id="negative ping"),
        pytest.param("NumberOfConnectors", "9", id="read-only"),
        pytest.param("ConnectorPhaseRotation", "0.ABC", id="no rotation"),
    ],
)
async def test_tc_040_2_cs_configuration_key_invalid_value(
    rig: Rig, central: Central, key: str, value: str
) -> None:
    await rig.boot()
    before = rig.charger.configuration.text(key)
    assert await central.status("ChangeConfiguration", key=key, value=value) == "Rejected"
    read = await central.call("GetConfiguration", key=[key])
    assert read["configurationKey"][0]["value"] == before


async def test_a_key_that_needs_a_reboot_counts_after_the_next_one(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    change = {"key": "ConnectorPhaseRotation", "value": "0.RST,1.STR,2.TRS"}
    assert await central.status("ChangeConfiguration", **change) == "RebootRequired"
    assert rig.charger.configuration.text(change["key"]) == "0.RST"
    assert await central.status("Reset", type="Soft") == "Accepted"
    await rig.told()
    assert rig.charger.configuration.text(change["key"]) == change["value"]


async def test_a_status_must_last_for_the_minimum_status_duration(
    rig: Rig, central: Central
) -> None:
    await rig.boot(MinimumStatusDuration=10, MeterValueSampleInterval=0)
    await rig.plug()
    await rig.pass_s(5.0)
    await rig.unplug()
    await rig.pass_s(30.0)
    assert await rig.told() == []
    await rig.plug()
    await rig.pass_s(9.0)
    assert await rig.told() == []
    await rig.pass_s(1.0)
    assert await rig.told() == ["1 Preparing"]
