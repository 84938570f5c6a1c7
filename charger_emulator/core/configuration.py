"""Configuration keys of a charger (OCPP 1.6, chapter 9): values, and what a change may be.

Keys are case-insensitive. A change is Accepted, RebootRequired (it counts from the next boot on),
Rejected (bad value, read-only) or NotSupported (no such key). What a key may be is the same for all
chargers of one build; a charger keeps only what differs from it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from charger_emulator.core.authorisation import LIST_MAX_LENGTH, SEND_MAX_LENGTH
from charger_emulator.core.certificates import MAX_PER_STORE, Use
from charger_emulator.core.profiles import Unit
from charger_emulator.core.smart_charging import Hardware, Rules
from charger_emulator.core.stop_data import MAX_KEPT

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
PRICE_TEXT: Final = "DefaultPriceText,"
"""A language follows."""
LANGUAGES: Final = ("en", "de", "es", "fr")
"""RFC 5646; the first is the one as delivered."""
AUTHORIZATION_KEY: Final = "AuthorizationKey"
OPERATOR: Final = "Sntry"
"""CpoName, until the central system sets another."""
YEAR_S: Final = 31_536_000
"""Longest HeartbeatInterval."""
MAX_VALUE_LENGTH: Final = 500
MAX_KEYS: Final = 100
"""GetConfigurationMaxKeys: more may not be asked for at once."""
MAX_MEASURANDS: Final = 10
MAX_ROTATIONS: Final = 10

UNIT_WORDS: Final = {Unit.A: "Current", Unit.W: "Power"}
"""Units of limits as ChargingScheduleAllowedChargingRateUnit writes them (9.4)."""

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """What the values of a key look like; `allowed` says it in words."""

    fits: Check
    allowed: str


@dataclass(frozen=True, slots=True)
class Key:
    """One key. A read-only one has a form, too, for those who set it at the charger itself."""

    name: str
    value: str
    form: Form
    needs_reboot: bool = False
    is_secret: bool = False
    """Write only: never told."""
    is_read_only: bool = False


def _within(least: int, most: int) -> Form:
    """A whole number, least and most included."""

    def check(value: str) -> bool:
        return (
            value.isascii()
            and value.isdecimal()
            and len(value) <= 9
            and (least <= int(value) <= most)
        )

    return Form(check, f"a whole number, {least} to {most}")


def _is_bool(value: str) -> bool:
    return value.lower() in ("true", "false")


def _is_text(value: str) -> bool:
    return len(value) <= MAX_VALUE_LENGTH


def _is_measurands(value: str) -> bool:
    words = [word for word in value.split(",") if word]
    return len(words) <= MAX_MEASURANDS and all(word in MEASURANDS for word in words)


def _are_rotations(value: str) -> bool:
    words = value.split(",")
    turns = ("NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR")
    parts = [word.strip().partition(".") for word in words]
    good = all(number.isdecimal() and turn in turns for number, _, turn in parts)
    return good and len(words) <= MAX_ROTATIONS


def _is_units(value: str) -> bool:
    return all(word in UNIT_WORDS.values() for word in value.split(","))


_BOOL: Final = Form(_is_bool, "true or false")
_TEXT: Final = Form(_is_text, f"up to {MAX_VALUE_LENGTH} characters")
_SAMPLED: Final = Form(_is_measurands, f"up to {MAX_MEASURANDS} of {', '.join(MEASURANDS)}")
_ROTATIONS: Final = Form(
    _are_rotations, f"up to {MAX_ROTATIONS} such as 0.RST; RST RTS SRT STR TRS TSR, or none known"
)
_LANGUAGE: Final = Form(lambda value: value in LANGUAGES, ", ".join(LANGUAGES))
_UNITS: Final = Form(_is_units, " or ".join(UNIT_WORDS.values()) + ", or both with a comma")
_COUNT: Final = _within(0, 999_999_999)


def _keys(hardware: Hardware) -> Iterable[Key]:
    rotation = {0: "NotApplicable", 1: "RST", 3: "RST"}[hardware.phases]
    day_s = 86_400
    counts = {
        "BlinkRepeat": (3, 0, 100),
        "ClockAlignedDataInterval": (60, 0, day_s),
        "ConnectionTimeOut": (180, 0, day_s),
        "HeartbeatInterval": (300, 0, YEAR_S),
        "LightIntensity": (80, 0, 100),
        "MaxEnergyOnInvalidId": (0, 0, 1_000_000),
        "MeterValueSampleInterval": (60, 0, day_s),
        "MinimumStatusDuration": (0, 0, 3_600),
        "ResetRetries": (1, 0, 10),
        "TransactionMessageAttempts": (3, 1, 100),
        "TransactionMessageRetryInterval": (30, 0, day_s),
        "WebSocketPingInterval": (20, 0, day_s),
    }
    for name, (value, least, most) in counts.items():
        yield Key(name, str(value), _within(least, most))
    switches = {
        "AllowOfflineTxForUnknownId": "true",
        "AuthorizationCacheEnabled": "true",
        "AuthorizeRemoteTxRequests": "false",
        "LocalAuthListEnabled": "true",
        "LocalAuthorizeOffline": "true",
        "LocalPreAuthorize": "false",
        "StopTransactionOnEVSideDisconnect": "true",
        "StopTransactionOnInvalidId": "true",
        "UnlockConnectorOnEVSideDisconnect": "true",
    }
    yield from (Key(name, value, _BOOL) for name, value in switches.items())
    yield Key("MeterValuesSampledData", ",".join(MEASURANDS), _SAMPLED)
    yield Key("MeterValuesAlignedData", "Power.Active.Import,Temperature", _SAMPLED)
    yield Key("StopTxnSampledData", "", _SAMPLED)
    yield Key("StopTxnAlignedData", "", _SAMPLED)
    # The wiring is looked at when the controller starts.
    yield Key("ConnectorPhaseRotation", f"0.{rotation}", _ROTATIONS, needs_reboot=True)
    yield Key(DEFAULT_PRICE, "", _TEXT)
    yield Key("Language", LANGUAGES[0], _LANGUAGE)
    yield Key("CustomIdleFeeAfterStop", "false", _BOOL)
    yield from (Key(f"{PRICE_TEXT}{language}", "", _TEXT) for language in LANGUAGES)
    for name in ("NextTimeOffsetTransitionDateTime", "TimeOffsetNextTransition"):
        yield Key(name, "", _TEXT)
    yield Key("TimeOffset", "+00:00", _TEXT)
    rules = Rules(hardware.units)
    fixed = {
        "NumberOfConnectors": hardware.connectors,
        "GetConfigurationMaxKeys": MAX_KEYS,
        "SupportedFeatureProfiles": "Core,FirmwareManagement,LocalAuthListManagement,Reservation,"
        "SmartCharging,RemoteTrigger",
        "ConnectorPhaseRotationMaxLength": MAX_ROTATIONS,
        "LocalAuthListMaxLength": LIST_MAX_LENGTH,
        "MeterValuesAlignedDataMaxLength": MAX_MEASURANDS,
        "MeterValuesSampledDataMaxLength": MAX_MEASURANDS,
        "SendLocalListMaxLength": SEND_MAX_LENGTH,
        "StopTxnAlignedDataMaxLength": MAX_MEASURANDS,
        "StopTxnSampledDataMaxLength": MAX_MEASURANDS,
        "StopTransactionMaxMeterValues": MAX_KEPT,
        "SupportedFileTransferProtocols": "HTTP,HTTPS",
        "ChargeProfileMaxStackLevel": rules.max_stack_level,
        "ChargingScheduleAllowedChargingRateUnit": ",".join(UNIT_WORDS[u] for u in rules.units),
        "ChargingScheduleMaxPeriods": rules.max_periods,
        "MaxChargingProfilesInstalled": rules.max_profiles,
        "ConnectorSwitch3to1PhaseSupported": str(hardware.phases == 3).lower(),
        "ReserveConnectorZeroSupported": "true",
        "CustomDisplayCostAndPrice": "true",
        "CustomMultiLanguageMessages": "true",
        "SupportedLanguages": ",".join(LANGUAGES),
        "NumberOfDecimalsForCostValues": 3,
    }
    yield from (_fixed(name, value) for name, value in fixed.items())
    yield from _security_keys()


def _fixed(name: str, value: object) -> Key:
    """A read-only key, of the form that its value has as delivered."""
    form = _COUNT if isinstance(value, int) else _BOOL if value in ("true", "false") else _TEXT
    if name == "ChargingScheduleAllowedChargingRateUnit":
        form = _UNITS
    return Key(name, str(value), form, is_read_only=True)


def _security_keys() -> Iterable[Key]:
    """Keys of OCA's security paper; those that change how the charger connects are not plain."""
    yield Key(AUTHORIZATION_KEY, "", _TEXT, is_secret=True)
    yield Key("CpoName", OPERATOR, _TEXT)
    yield Key("SecurityProfile", "0", _within(0, 3))
    yield _fixed("AdditionalRootCertificateCheck", "false")
    yield _fixed("CertificateSignedMaxChainSize", 10_000)
    yield _fixed("CertificateStoreMaxLength", len(Use) * MAX_PER_STORE)


@lru_cache(maxsize=64)
def _build(hardware: Hardware) -> dict[str, Key]:
    """All keys of a build with their values as delivered, by folded name."""
    return {key.name.casefold(): key for key in _keys(hardware)}


class Configuration:
    """Keys of one charge point."""

    def __init__(self, hardware: Hardware) -> None:
        self._keys = _build(hardware)
        self._values: dict[str, str] = {}
        self._at_reboot: dict[str, str] = {}
        self._fixed: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """Value of a key that exists."""
        folded = name.casefold()
        value = self._values.get(folded)
        return self._keys[folded].value if value is None else value

    def count(self, name: str) -> int:
        """Value of a key that holds a number."""
        return int(self.text(name))

    def is_on(self, name: str) -> bool:
        """Value of a key that holds true or false."""
        return self.text(name).lower() == "true"

    def words(self, name: str) -> tuple[str, ...]:
        """Value of a key that holds a list."""
        return tuple(word for word in self.text(name).split(",") if word)

    def profile_rules(self) -> Rules:
        """What charging profiles have to keep to."""
        words = self.words("ChargingScheduleAllowedChargingRateUnit")
        return Rules(
            tuple(unit for unit, word in UNIT_WORDS.items() if word in words),
            self.count("ChargeProfileMaxStackLevel"),
            self.count("ChargingScheduleMaxPeriods"),
            self.count("MaxChargingProfilesInstalled"),
        )

    def put(self, name: str, value: str) -> None:
        """Set a key from inside, read-only or not."""
        self._values[self._keys[name.casefold()].name.casefold()] = value

    def fix(self, name: str, value: str) -> None:
        """Set a key and make it read-only, for hardware that allows nothing else."""
        self.put(name, value)
        self._fixed |= {name.casefold()}

    def force(self, name: str, value: str) -> None:
        """Set a key at the charger itself, read-only or not.

        Raises:
            ValueError: if there is no such key, or the value has not its form.
        """
        allowed = self.allowed(name)
        if not self._keys[name.casefold()].form.fits(value):
            raise ValueError(f"key {name!r} does not take {value!r}: {allowed}")
        self.put(name, value)

    def allowed(self, name: str) -> str:
        """What values a key may have, in words.

        Raises:
            ValueError: if there is no such key.
        """
        key = self._keys.get(name.casefold())
        if key is None:
            raise ValueError(f"key {name!r} is not known")
        return key.form.allowed

    def is_read_only(self, name: str) -> bool:
        """Whether a key that exists cannot be changed from outside."""
        folded = name.casefold()
        return self._keys[folded].is_read_only or folded in self._fixed

    def change(self, name: str, value: str) -> str:
        """Answer a ChangeConfiguration (5.3)."""
        key = self._keys.get(name.casefold())
        if key is None:
            return "NotSupported"
        if self.is_read_only(name) or not key.form.fits(value):
            return "Rejected"
        if key.needs_reboot and value != self.text(name):
            self._at_reboot[name.casefold()] = value
            return "RebootRequired"
        self.put(name, value)
        return "Accepted"

    def rebooted(self) -> None:
        """Let changes count that waited for a reboot."""
        self._values |= self._at_reboot
        self._at_reboot = {}

    def listed(self, names: list[str]) -> dict[str, Any]:
        """Answer a GetConfiguration; no names = all keys."""
        wanted = [n.casefold() for n in names] or list(self._keys)
        found = [self._keys[n] for n in wanted if n in self._keys and not self._keys[n].is_secret]
        return {
            "configurationKey": [
                {
                    "key": key.name,
                    "readonly": self.is_read_only(key.name),
                    "value": self.text(key.name),
                }
                for key in found
            ],
            "unknownKey": [name for name in names if name.casefold() not in self._keys],
        }

    def as_dict(self) -> dict[str, str]:
        """All keys with their values."""
        return {key.name: self.text(key.name) for key in self._keys.values() if not key.is_secret}

    def changed(self) -> dict[str, str]:
        """What differs from the charger as delivered, and what waits for a reboot: to be kept."""
        return self._values | self._at_reboot

    def restore(self, values: dict[str, str]) -> None:
        """Take back what was kept over a restart; keys that are gone are left out."""
        self._values |= {name: value for name, value in values.items() if name in self._keys}
