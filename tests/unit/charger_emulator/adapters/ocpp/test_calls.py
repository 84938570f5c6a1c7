"""Whatever stands in a call: it gets an answer or a CALLERROR, and nothing breaks."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.adapters.ocpp.calls import handle
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.ocpp.payloads import CallFaultError
from tests.octt.authority import Authority
from tests.unit.charger_emulator.worlds import small_world

ROOT = Authority.make("Root")
NAME = {"hashAlgorithm": "SHA256", "issuerNameHash": "0", "issuerKeyHash": "0"}
FIRMWARE = {
    "location": "http://127.0.0.1/image",
    "retrieveDateTime": "2026-07-01T00:00:00Z",
    "installDateTime": "2026-07-01T00:00:00Z",
    "signingCertificate": ROOT.pem,
    "signature": "AAAA",
}
PROFILE = {
    "chargingProfileId": 1,
    "stackLevel": 0,
    "chargingProfilePurpose": "TxProfile",
    "chargingProfileKind": "Absolute",
    "validTo": "2026-07-01T00:00:00Z",
    "chargingSchedule": {
        "startSchedule": "2026-07-01T00:00:00Z",
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 1}],
    },
}
GOOD: dict[str, dict[str, Any]] = {
    "CancelReservation": {"reservationId": 1},
    "ChangeAvailability": {"connectorId": 1, "type": "Operative"},
    "ChangeConfiguration": {"key": "AuthorizationKey", "value": "a-long-password"},
    "ClearChargingProfile": {"id": 1, "connectorId": 1, "stackLevel": 0},
    "GetCompositeSchedule": {"connectorId": 1, "duration": 60, "chargingRateUnit": "W"},
    "GetConfiguration": {"key": ["AuthorizationKey"]},
    "RemoteStartTransaction": {"idTag": "A", "connectorId": 1, "chargingProfile": PROFILE},
    "RemoteStopTransaction": {"transactionId": 1},
    "SendLocalList": {
        "listVersion": 1,
        "updateType": "Full",
        "localAuthorizationList": [{"idTag": "A", "idTagInfo": {"status": "Accepted"}}],
    },
    "SetChargingProfile": {"connectorId": 1, "csChargingProfiles": PROFILE},
    "UnlockConnector": {"connectorId": 1},
    "CertificateSigned": {"certificateChain": ROOT.pem},
    "DataTransfer": {
        "vendorId": "org.openchargealliance.costmsg",
        "messageId": "RunningCost",
        "data": "{}",
    },
    "DeleteCertificate": {"certificateHashData": NAME | {"serialNumber": "1"}},
    "ExtendedTriggerMessage": {"requestedMessage": "MeterValues", "connectorId": 1},
    "GetDiagnostics": {
        "location": "http://127.0.0.1/",
        "retries": 1,
        "retryInterval": 1,
        "startTime": "2026-07-01T00:00:00Z",
        "stopTime": "2026-07-01T00:00:00Z",
    },
    "GetInstalledCertificateIds": {"certificateType": "CentralSystemRootCertificate"},
    "GetLog": {
        "log": {"remoteLocation": "http://127.0.0.1/", "oldestTimestamp": "2026-07-01T00:00:00Z"},
        "logType": "SecurityLog",
        "requestId": 1,
        "retries": 1,
    },
    "InstallCertificate": {
        "certificateType": "ManufacturerRootCertificate",
        "certificate": ROOT.pem,
    },
    "ReserveNow": {
        "connectorId": 1,
        "expiryDate": "2026-07-01T00:00:00Z",
        "idTag": "A",
        "parentIdTag": "B",
        "reservationId": 1,
    },
    "SignedUpdateFirmware": {"requestId": 1, "firmware": FIRMWARE, "retries": 1},
    "TriggerMessage": {"requestedMessage": "MeterValues", "connectorId": 1},
    "UpdateFirmware": {"location": "http://127.0.0.1/", "retrieveDate": "2026-07-01T00:00:00Z"},
}
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", "-1", "1e400"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def chargers() -> Chargers:
    made = Chargers(small_world(warm_up_h=0.0, stations=1), ScaledClock(), "ws://127.0.0.1:1")
    for charger in made.all:
        charger.begin = lambda _what, errand: errand.close()
    return made


@settings(max_examples=200)
@given(data=st.data())
def test_junk_in_a_call_breaks_nothing(chargers: Chargers, data: st.DataObject) -> None:
    action = data.draw(st.sampled_from(sorted(GOOD)))
    payload = dict(GOOD[action])
    name = data.draw(st.sampled_from(sorted(payload)))
    if isinstance(payload[name], dict):
        inner = dict(payload[name])
        inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(JUNK)
        payload[name] = inner
    else:
        payload[name] = data.draw(JUNK)
    try:
        assert isinstance(handle(chargers.all[0], action, payload), dict)
    except CallFaultError as err:
        assert str(err)  # noqa: PT017 - either way is fine, and both say something
