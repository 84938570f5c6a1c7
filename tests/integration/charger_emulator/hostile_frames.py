"""What no central system should send, and one that is broken or ill-disposed may.

`FRAMES` are calls and worse; `ANSWERS` are answers to calls of the charger.
"""

import json
from typing import Any

BIG = 10**400


def _call(action: str, payload: Any) -> str:
    return json.dumps([2, "x1", action, payload])


def _profile(**fields: Any) -> dict[str, Any]:
    schedule = {
        "chargingRateUnit": "A",
        "startSchedule": "2026-07-01T12:00:00Z",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 8}],
        **fields.pop("s", {}),
    }
    return {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": schedule,
        **fields,
    }


FRAMES: dict[str, str] = {
    "deep": "[" * 100000,
    "deep2": '[2,"x","Foo",{"a":' + "[" * 50000 + "]" * 50000 + "}]",
    "bigdur": _call(
        "SetChargingProfile",
        {"connectorId": 1, "csChargingProfiles": _profile(s={"duration": BIG})},
    ),
    "biglimit": _call(
        "SetChargingProfile",
        {
            "connectorId": 1,
            "csChargingProfiles": _profile(
                s={"chargingSchedulePeriod": [{"startPeriod": 0, "limit": BIG}]}
            ),
        },
    ),
    "bigstart": _call(
        "SetChargingProfile",
        {
            "connectorId": 1,
            "csChargingProfiles": _profile(
                s={
                    "chargingSchedulePeriod": [
                        {"startPeriod": 0, "limit": 8},
                        {"startPeriod": BIG, "limit": 9},
                    ]
                }
            ),
        },
    ),
    "bigcomp": _call("GetCompositeSchedule", {"connectorId": 1, "duration": BIG}),
    "year1": _call(
        "SetChargingProfile",
        {"connectorId": 1, "csChargingProfiles": _profile(validFrom="0001-01-01T00:00:00+14:00")},
    ),
    "dateonly": _call(
        "SetChargingProfile", {"connectorId": 1, "csChargingProfiles": _profile(validFrom=5)}
    ),
    "kindlist": _call(
        "SetChargingProfile",
        {"connectorId": 1, "csChargingProfiles": _profile(chargingProfileKind=["x"])},
    ),
    "recurr": _call(
        "SetChargingProfile",
        {"connectorId": 1, "csChargingProfiles": _profile(recurrencyKind={"a": 1})},
    ),
    "clearpurpose": _call("ClearChargingProfile", {"chargingProfilePurpose": {"a": 1}}),
    "clearbig": _call("ClearChargingProfile", {"id": BIG, "connectorId": -1}),
    "conn_neg": _call("UnlockConnector", {"connectorId": -1}),
    "conn_big": _call("ChangeAvailability", {"connectorId": BIG, "type": "Operative"}),
    "rstart": _call("RemoteStartTransaction", {"connectorId": -5, "idTag": "A" * 5000}),
    "rstart2": _call("RemoteStartTransaction", {"idTag": ""}),
    "rstart_prof": _call(
        "RemoteStartTransaction",
        {
            "connectorId": 99,
            "idTag": "A",
            "chargingProfile": _profile(chargingProfilePurpose="TxProfile"),
        },
    ),
    "rstart_prof0": _call(
        "RemoteStartTransaction",
        {
            "connectorId": 0,
            "idTag": "A",
            "chargingProfile": _profile(chargingProfilePurpose="TxProfile"),
        },
    ),
    "rstart_profneg": _call(
        "RemoteStartTransaction",
        {
            "connectorId": -1,
            "idTag": "A",
            "chargingProfile": _profile(chargingProfilePurpose="TxProfile"),
        },
    ),
    "rstop": _call("RemoteStopTransaction", {"transactionId": BIG}),
    "res_date": _call(
        "ReserveNow",
        {
            "connectorId": 1,
            "expiryDate": "9999-12-31T23:59:59-14:00",
            "idTag": "A",
            "reservationId": 1,
        },
    ),
    "res_bad": _call(
        "ReserveNow", {"connectorId": 1, "expiryDate": "x", "idTag": "A", "reservationId": 1}
    ),
    "res_naive": _call(
        "ReserveNow",
        {"connectorId": 1, "expiryDate": "2026-07-01T12:30:00", "idTag": "A", "reservationId": BIG},
    ),
    "res_parent": _call(
        "ReserveNow",
        {
            "connectorId": 1,
            "expiryDate": "2026-07-01T12:30:00Z",
            "idTag": "A",
            "reservationId": 1,
            "parentIdTag": 5,
        },
    ),
    "list_entries": _call(
        "SendLocalList",
        {
            "listVersion": BIG,
            "updateType": "Full",
            "localAuthorizationList": [1, None, "a", {"idTag": 5}, {"idTag": "A", "idTagInfo": 5}],
        },
    ),
    "list_info": _call(
        "SendLocalList",
        {
            "listVersion": 1,
            "updateType": "Full",
            "localAuthorizationList": [
                {"idTag": "A", "idTagInfo": {"status": 5, "expiryDate": 5, "parentIdTag": []}}
            ],
        },
    ),
    "list_expiry": _call(
        "SendLocalList",
        {
            "listVersion": 1,
            "updateType": "Full",
            "localAuthorizationList": [
                {"idTag": "A", "idTagInfo": {"status": "Accepted", "expiryDate": "junk"}}
            ],
        },
    ),
    "list_unhash": _call(
        "SendLocalList",
        {
            "listVersion": 1,
            "updateType": "Full",
            "localAuthorizationList": [{"idTag": ["a"], "idTagInfo": {"status": ["x"]}}],
        },
    ),
    "getconf": _call("GetConfiguration", {"key": [1, None, {}, []]}),
    "conf": _call("ChangeConfiguration", {"key": "HeartbeatInterval", "value": "9" * 5000}),
    "conf2": _call("ChangeConfiguration", {"key": "HeartbeatInterval", "value": "٣"}),
    "conf3": _call("ChangeConfiguration", {"key": "MeterValueSampleInterval", "value": "1e5"}),
    "conf4": _call("ChangeConfiguration", {"key": "MeterValueSampleInterval", "value": "9" * 100}),
    "conf5": _call("ChangeConfiguration", {"key": "ClockAlignedDataInterval", "value": "9" * 17}),
    "conf6": _call("ChangeConfiguration", {"key": "WebSocketPingInterval", "value": "1" * 300}),
    "conf7": _call("ChangeConfiguration", {"key": "ConnectionTimeOut", "value": "9" * 400}),
    "conf8": _call("ChangeConfiguration", {"key": "TransactionMessageAttempts", "value": "²"}),
    "conf9": _call("ChangeConfiguration", {"key": "AuthorizationKey", "value": "é" * 20}),
    "conf10": _call("ChangeConfiguration", {"key": "SecurityProfile", "value": "²"}),
    "conf11": _call("ChangeConfiguration", {"key": "DefaultPrice", "value": '{"a":'}),
    "conf12": _call("ChangeConfiguration", {"key": "DefaultPrice", "value": "[" * 50000}),
    "conf13": _call(
        "ChangeConfiguration",
        {
            "key": "DefaultPrice",
            "value": json.dumps(
                {"priceText": 5, "priceTextOffline": [], "chargingPrice": {"kWhPrice": "x"}}
            ),
        },
    ),
    "conf14": _call(
        "ChangeConfiguration",
        {
            "key": "DefaultPriceText,",
            "value": json.dumps({"priceTexts": [1, {"priceText": 1, "language": 2}]}),
        },
    ),
    "conf15": _call("ChangeConfiguration", {"key": "TimeOffset", "value": "x"}),
    "conf16": _call(
        "ChangeConfiguration", {"key": "NextTimeOffsetTransitionDateTime", "value": "0001"}
    ),
    "dt": _call(
        "DataTransfer",
        {
            "vendorId": "org.openchargealliance.costmsg",
            "messageId": "SetUserPrice",
            "data": "[" * 50000,
        },
    ),
    "dt2": _call(
        "DataTransfer",
        {
            "vendorId": "org.openchargealliance.costmsg",
            "messageId": "RunningCost",
            "data": json.dumps(
                {
                    "transactionId": "x",
                    "timestamp": 5,
                    "meterValue": "a",
                    "cost": [],
                    "state": 1,
                    "chargingPrice": {"kWhPrice": []},
                    "triggerMeterValue": {
                        "atTime": "x",
                        "atEnergykWh": "x",
                        "atPowerkW": {},
                        "atCPStatus": 5,
                    },
                }
            ),
        },
    ),
    "dt3": _call(
        "DataTransfer",
        {
            "vendorId": "org.openchargealliance.costmsg",
            "messageId": "RunningCost",
            "data": '{"transactionId":1,"timestamp":"0001-01-01T00:00:00Z","meterValue":'
            + "9" * 400
            + ',"cost":'
            + "9" * 400
            + ',"state":"Charging","triggerMeterValue":{"atEnergykWh":'
            + "9" * 400
            + ',"atTime":"9999-12-31T23:59:59-12:00"}}',
        },
    ),
    "dt4": _call(
        "DataTransfer",
        {
            "vendorId": "org.openchargealliance.costmsg",
            "messageId": "FinalCost",
            "data": json.dumps(
                {"transactionId": 1, "cost": "NaN", "priceText": {}, "priceTextExtra": [5]}
            ),
        },
    ),
    "dt5": _call(
        "DataTransfer",
        {"vendorId": "org.openchargealliance.costmsg", "messageId": {"a": 1}, "data": 5},
    ),
    "dt6": _call(
        "DataTransfer",
        {
            "vendorId": "org.openchargealliance.costmsg",
            "messageId": "SetUserPrice",
            "data": json.dumps({"idToken": 5, "priceText": 5, "priceTextExtra": [{"language": 5}]}),
        },
    ),
    "trig": _call("TriggerMessage", {"requestedMessage": "MeterValues", "connectorId": -1}),
    "trig2": _call("TriggerMessage", {"requestedMessage": ["a"], "connectorId": 1}),
    "trig3": _call(
        "ExtendedTriggerMessage",
        {"requestedMessage": "SignChargePointCertificate", "connectorId": BIG},
    ),
    "trig4": _call(
        "TriggerMessage", {"requestedMessage": "StatusNotification", "connectorId": BIG}
    ),
    "diag": _call(
        "GetDiagnostics", {"location": "http://[::1", "retries": BIG, "retryInterval": BIG}
    ),
    "diag2": _call("GetDiagnostics", {"location": "http://127.0.0.1:99999/", "startTime": "x"}),
    "diag2b": _call("GetDiagnostics", {"location": "http://127.0.0.1:99999/"}),
    "diag3": _call("GetDiagnostics", {"location": "gopher://x", "retries": 0}),
    "diag4": _call("GetDiagnostics", {"location": "http://\u0000/", "retries": 0}),
    "diag5": _call(
        "GetDiagnostics", {"location": "http://127.0.0.1:1/" + "a" * 70000, "retries": 0}
    ),
    "diag6": _call("GetDiagnostics", {"location": "http://xn--/..", "retries": 0}),
    "diag7": _call("GetDiagnostics", {"location": "http://a:b@:80/", "retries": 0}),
    "diag8": _call("GetDiagnostics", {"location": "http://" + "a" * 300 + ".com/", "retries": 0}),
    "diag9": _call(
        "GetDiagnostics",
        {
            "location": "http://127.0.0.1:1/",
            "retries": 0,
            "startTime": "0001-01-01T00:00:00+10:00",
            "stopTime": "9999-12-31T23:59:59-10:00",
        },
    ),
    "diag10": _call(
        "GetDiagnostics", {"location": "http://127.0.0.1:1/", "retries": 1, "retryInterval": BIG}
    ),
    "fw": _call(
        "UpdateFirmware",
        {
            "location": "http://127.0.0.1:1/",
            "retrieveDate": "0001-01-01T00:00:00Z",
            "retries": BIG,
            "retryInterval": BIG,
        },
    ),
    "fw2": _call(
        "UpdateFirmware",
        {"location": "http://[::1/", "retrieveDate": "2026-01-01T00:00:00Z", "retries": 0},
    ),
    "fw3": _call(
        "UpdateFirmware",
        {"location": "http://127.0.0.1:1/", "retrieveDate": "9999-12-31T23:59:59-12:00"},
    ),
    "sfw": _call(
        "SignedUpdateFirmware",
        {
            "requestId": BIG,
            "firmware": {
                "location": "http://[",
                "retrieveDateTime": "2026-01-01T00:00:00Z",
                "signingCertificate": "x",
                "signature": "é",
            },
        },
    ),
    "sfw2": _call("SignedUpdateFirmware", {"requestId": 1, "firmware": 5}),
    "log": _call(
        "GetLog",
        {
            "logType": "SecurityLog",
            "requestId": BIG,
            "log": {"remoteLocation": "http://[::", "oldestTimestamp": "x"},
        },
    ),
    "log2": _call(
        "GetLog",
        {
            "logType": "SecurityLog",
            "requestId": 1,
            "retries": 0,
            "log": {"remoteLocation": "http://[::"},
        },
    ),
    "inst": _call(
        "InstallCertificate",
        {
            "certificateType": "CentralSystemRootCertificate",
            "certificate": "-----BEGIN CERTIFICATE-----\n\u00e9\n-----END CERTIFICATE-----",
        },
    ),
    "inst2": _call("InstallCertificate", {"certificateType": ["x"], "certificate": 5}),
    "del": _call(
        "DeleteCertificate",
        {
            "certificateHashData": {
                "hashAlgorithm": "SHA256",
                "issuerNameHash": 5,
                "issuerKeyHash": [],
                "serialNumber": {},
            }
        },
    ),
    "del2": _call(
        "DeleteCertificate",
        {
            "certificateHashData": {
                "hashAlgorithm": ["a"],
                "issuerNameHash": "é",
                "issuerKeyHash": "",
                "serialNumber": "zz",
            }
        },
    ),
    "ids": _call("GetInstalledCertificateIds", {"certificateType": {"a": 1}}),
    "cert": _call("CertificateSigned", {"cert": "é", "certificateChain": 5}),
    "cert2": _call(
        "CertificateSigned",
        {"certificateChain": "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----"},
    ),
    "err_short": '[4,"1"]',
    "err": '[4,"1",{},[],5]',
    "err4": '[4,"99",null,null]',
    "res_unk": '[3,"zz",{}]',
    "num": '[2,5,"x",{}]',
    "obj": "{}",
    "nul": "null",
    "emptyid": '[2,"","Reset",{"type":"Soft"}]',
    "longid": json.dumps([2, "i" * 100000, "Heartbeat", {}]),
    "action_long": json.dumps([2, "i", "é" * 300, {}]),
    "reset_bad": _call("Reset", {"type": ["Hard"]}),
}
ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "boot_interval_big": (
        "BootNotification",
        {"status": "Accepted", "currentTime": "2026-07-01T12:00:00Z", "interval": BIG},
    ),
    "boot_interval_17": (
        "BootNotification",
        {"status": "Accepted", "currentTime": "2026-07-01T12:00:00Z", "interval": 10**17},
    ),
    "boot_pending_big": (
        "BootNotification",
        {"status": "Pending", "currentTime": "2026-07-01T12:00:00Z", "interval": 10**17},
    ),
    "boot_time_9999": (
        "BootNotification",
        {"status": "Accepted", "currentTime": "9999-12-31T23:59:59Z", "interval": 300},
    ),
    "boot_time_1": (
        "BootNotification",
        {"status": "Accepted", "currentTime": "0001-01-01T00:00:00Z", "interval": 300},
    ),
    "boot_time_obj": (
        "BootNotification",
        {"status": ["x"], "currentTime": {"a": 1}, "interval": True},
    ),
    "auth_junk": ("Authorize", {"idTagInfo": 5}),
    "auth_junk2": ("Authorize", {"idTagInfo": {"status": {}, "expiryDate": {}, "parentIdTag": []}}),
    "auth_exp": (
        "Authorize",
        {"idTagInfo": {"status": "Accepted", "expiryDate": "junk", "parentIdTag": 5}},
    ),
    "auth_empty": ("Authorize", {}),
    "start_big": ("StartTransaction", {"transactionId": BIG, "idTagInfo": {"status": "Accepted"}}),
    "start_str": ("StartTransaction", {"transactionId": "x", "idTagInfo": None}),
    "start_none": ("StartTransaction", {}),
    "start_junkinfo": ("StartTransaction", {"transactionId": 1, "idTagInfo": [1]}),
    "stop_junk": ("StopTransaction", {"idTagInfo": [1]}),
    "dt_junk": ("DataTransfer", {"status": 5, "data": 5}),
    "sign_junk": ("SignCertificate", {"status": 5}),
}
