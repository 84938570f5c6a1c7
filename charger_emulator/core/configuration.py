"""Configuration keys of a charger (OCPP 1.6, chapter 9): values, and what a change may be.

Keys are case-insensitive. A change is Accepted, Rejected (bad value, read-only) or NotSupported (no
such key).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from charger_emulator.core.certificates import MAX_PER_STORE, Use
from charger_emulator.core.smart_charging import (
    MAX_PERIODS,
    MAX_PROFILES,
    MAX_STACK_LEVEL,
    Hardware,
)

MEASURANDS: Final = (
    "Energy.Active.Import.Register",
    "Power.Active.Import",
    "Power.Offered",
    "Current.Import",
    "Voltage",
    "SoC",
    "Temperature",
)
DEFAULT_PRICE: Final = "DefaultPrice"
AUTHORIZATION_KEY: Final = "AuthorizationKey"
OPERATOR: Final = "Sntry"
"""CpoName, until the central system sets another."""
MAX_VALUE_LENGTH: Final = 500

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Key:
    """One key; without `check` it is read-only."""

    name: str
    value: str
    check: Check | None = None
    is_secret: bool = False
    """Write only: never told."""


def _is_count(value: str) -> bool:
    return value.isdecimal() and len(value) <= 9


def _is_bool(value: str) -> bool:
    return value.lower() in ("true", "false")


def _is_text(value: str) -> bool:
    return len(value) <= MAX_VALUE_LENGTH


def _is_measurands(value: str) -> bool:
    return all(word in MEASURANDS for word in value.split(",") if word)


def _keys(hardware: Hardware) -> Iterable[Key]:
    rotation = {0: "NotApplicable", 1: "RST", 3: "RST"}[hardware.phases]
    counts = {
        "ClockAlignedDataInterval": 60,
        "ConnectionTimeOut": 180,
        "HeartbeatInterval": 300,
        "MeterValueSampleInterval": 60,
        "MinimumStatusDuration": 0,
        "ResetRetries": 1,
        "TransactionMessageAttempts": 3,
        "TransactionMessageRetryInterval": 30,
        "WebSocketPingInterval": 20,
    }
    yield from (Key(name, str(value), _is_count) for name, value in counts.items())
    switches = {
        "AllowOfflineTxForUnknownId": "true",
        "AuthorizeRemoteTxRequests": "false",
        "LocalAuthorizeOffline": "true",
        "LocalPreAuthorize": "false",
        "StopTransactionOnEVSideDisconnect": "true",
        "StopTransactionOnInvalidId": "true",
        "UnlockConnectorOnEVSideDisconnect": "true",
    }
    yield from (Key(name, value, _is_bool) for name, value in switches.items())
    yield Key("MeterValuesSampledData", ",".join(MEASURANDS), _is_measurands)
    yield Key("MeterValuesAlignedData", "Power.Active.Import,Temperature", _is_measurands)
    yield Key("StopTxnSampledData", "", _is_measurands)
    yield Key("StopTxnAlignedData", "", _is_measurands)
    yield Key("ConnectorPhaseRotation", f"0.{rotation}", _is_text)
    yield Key(DEFAULT_PRICE, "", _is_text)
    yield Key("TimeOffset", "+00:00", _is_text)
    unit = "Current" if hardware.phases else "Power"
    fixed = {
        "NumberOfConnectors": hardware.connectors,
        "GetConfigurationMaxKeys": 100,
        "SupportedFeatureProfiles": (
            "Core,FirmwareManagement,SmartCharging,RemoteTrigger,Reservation"
        ),
        "SupportedFileTransferProtocols": "HTTP,HTTPS",
        "ChargeProfileMaxStackLevel": MAX_STACK_LEVEL,
        "ChargingScheduleAllowedChargingRateUnit": unit,
        "ChargingScheduleMaxPeriods": MAX_PERIODS,
        "MaxChargingProfilesInstalled": MAX_PROFILES,
        "ReserveConnectorZeroSupported": "true",
        "CustomDisplayCostAndPrice": "true",
        "CustomIdleFeeAfterStop": "false",
        "NumberOfDecimalsForCostValues": 3,
    }
    yield from (Key(name, str(value)) for name, value in fixed.items())
    yield from _security_keys()


def _security_keys() -> Iterable[Key]:
    """Keys of OCA's security paper; those that change how the charger connects are not plain."""
    yield Key(AUTHORIZATION_KEY, "", _is_text, is_secret=True)
    yield Key("CpoName", OPERATOR, _is_text)
    yield Key("SecurityProfile", "0", _is_text)
    yield Key("AdditionalRootCertificateCheck", "false")
    yield Key("CertificateSignedMaxChainSize", "10000")
    yield Key("CertificateStoreMaxLength", str(len(Use) * MAX_PER_STORE))


class Configuration:
    """Keys of one charge point."""

    def __init__(self, hardware: Hardware) -> None:
        self._keys = {key.name.casefold(): key for key in _keys(hardware)}

    def text(self, name: str) -> str:
        """Value of a key that exists."""
        return self._keys[name.casefold()].value

    def count(self, name: str) -> int:
        """Value of a key that holds a number."""
        return int(self.text(name))

    def is_on(self, name: str) -> bool:
        """Value of a key that holds true or false."""
        return self.text(name).lower() == "true"

    def words(self, name: str) -> tuple[str, ...]:
        """Value of a key that holds a list."""
        return tuple(word for word in self.text(name).split(",") if word)

    def put(self, name: str, value: str) -> None:
        """Set a key from inside, read-only or not."""
        key = self._keys[name.casefold()]
        self._keys[name.casefold()] = replace(key, value=value)

    def change(self, name: str, value: str) -> str:
        """Answer a ChangeConfiguration: Accepted, Rejected or NotSupported."""
        key = self._keys.get(name.casefold())
        if key is None:
            return "NotSupported"
        if key.check is None or not key.check(value):
            return "Rejected"
        self.put(name, value)
        return "Accepted"

    def listed(self, names: list[str]) -> dict[str, Any]:
        """Answer a GetConfiguration; no names = all keys."""
        wanted = [n.casefold() for n in names] or list(self._keys)
        found = [self._keys[n] for n in wanted if n in self._keys and not self._keys[n].is_secret]
        return {
            "configurationKey": [
                {"key": key.name, "readonly": key.check is None, "value": key.value}
                for key in found
            ],
            "unknownKey": [name for name in names if name.casefold() not in self._keys],
        }

    def as_dict(self) -> dict[str, str]:
        """All keys with their values."""
        return {key.name: key.value for key in self._keys.values() if not key.is_secret}
