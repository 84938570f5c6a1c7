"""What alarms are about: one topic for everything that one visit to a station would settle.

A risk that was foreseen, a warning and the failure itself share a topic, so that a person gets one
alarm that grows more urgent, and not three. Error codes are those of OCPP 1.6 (7.6), causes those
of the model bundles' clusters, acts those that the control loop and edges leave in the audit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from contract.ocpp16 import ChargePointErrorCode as Code


class Topic(StrEnum):
    """What is wrong, as far as a signal alone can tell."""

    HEAT = "heat"
    POWER_PATH = "power_path"
    CONTACT = "contact"
    GROUND = "ground"
    OVER_CURRENT = "over_current"
    METER = "meter"
    READER = "reader"
    SUPPLY = "supply"
    LOCK = "lock"
    VEHICLE = "vehicle"
    INTERNAL = "internal"
    RISK = "risk"
    """A raised risk whose cluster has no name."""
    LIMIT_IGNORED = "limit_ignored"
    TECHNICIAN = "technician"
    SECURITY = "security"


class Stage(IntEnum):
    """How far it has come; the highest of an alarm counts."""

    FORESEEN = 1
    """A raised risk; the charger still works."""
    WARNED = 2
    """The charger says that something is wrong, and works."""
    FAILED = 3


class Severity(IntEnum):
    """How soon a person has to look."""

    WARNING = 1
    HIGH = 2
    CRITICAL = 3


@dataclass(frozen=True, slots=True)
class About:
    """A topic's title, and how severe its failure is."""

    title: str
    failed: Severity
    latched: bool = False
    """Nothing shows that it is over: it stays until a person closes it."""


ABOUT: Final[Mapping[Topic, About]] = {
    Topic.HEAT: About("Too hot", Severity.CRITICAL),
    Topic.POWER_PATH: About("Power switch", Severity.CRITICAL),
    Topic.CONTACT: About("Out of contact", Severity.HIGH),
    Topic.GROUND: About("Ground fault", Severity.CRITICAL),
    Topic.OVER_CURRENT: About("Over-current", Severity.CRITICAL),
    Topic.METER: About("Meter", Severity.HIGH),
    Topic.READER: About("Card reader", Severity.HIGH),
    Topic.SUPPLY: About("Supply voltage", Severity.CRITICAL),
    Topic.LOCK: About("Connector lock", Severity.HIGH),
    Topic.VEHICLE: About("Vehicle communication", Severity.WARNING),
    Topic.INTERNAL: About("Internal error", Severity.HIGH),
    Topic.RISK: About("Failure foreseen", Severity.HIGH),
    Topic.LIMIT_IGNORED: About("Power limit ignored", Severity.CRITICAL, latched=True),
    Topic.TECHNICIAN: About("Technician needed", Severity.CRITICAL, latched=True),
    Topic.SECURITY: About("Security event", Severity.HIGH, latched=True),
}

CODES: Final[Mapping[str, Topic]] = {
    Code.HIGH_TEMPERATURE: Topic.HEAT,
    Code.POWER_SWITCH_FAILURE: Topic.POWER_PATH,
    Code.WEAK_SIGNAL: Topic.CONTACT,
    Code.GROUND_FAILURE: Topic.GROUND,
    Code.OVER_CURRENT_FAILURE: Topic.OVER_CURRENT,
    Code.POWER_METER_FAILURE: Topic.METER,
    Code.READER_FAILURE: Topic.READER,
    Code.OVER_VOLTAGE: Topic.SUPPLY,
    Code.UNDER_VOLTAGE: Topic.SUPPLY,
    Code.CONNECTOR_LOCK_FAILURE: Topic.LOCK,
    Code.EV_COMMUNICATION_ERROR: Topic.VEHICLE,
}
"""Topic of an error code; of all others it is `internal`."""

CLUSTERS: Final[Mapping[str, Topic]] = {
    "thermal": Topic.HEAT,
    "thermal_overload": Topic.HEAT,
    "cooling_failure": Topic.HEAT,
    "crowding": Topic.HEAT,
    "contactor_wear": Topic.POWER_PATH,
    "communication_loss": Topic.CONTACT,
}
"""Topic of a cluster's name (`models.training.causes`); of all others it is `risk`."""

NOTES: Final[Mapping[str, Topic]] = {
    "dispatch.needed": Topic.TECHNICIAN,
    "technician.needed": Topic.TECHNICIAN,
    "remedy.technician_needed": Topic.TECHNICIAN,
    "limit.ignored": Topic.LIMIT_IGNORED,
    "charger_swapped": Topic.SECURITY,
    "charger_key_refused": Topic.SECURITY,
}
"""Acts in the audit that a person has to know of: of the control loop and of edges."""

SECURITY_EVENTS: Final = frozenset(
    {
        "AttemptedReplayAttacks",
        "CentralSystemFailedToAuthenticate",
        "FailedToAuthenticateAtCentralSystem",
        "InvalidCentralSystemCertificate",
        "InvalidChargePointCertificate",
        "InvalidFirmwareSignature",
        "InvalidFirmwareSigningCertificate",
        "InvalidTLSCipherSuite",
        "InvalidTLSVersion",
        "MemoryExhaustion",
        "SecurityLogWasCleared",
        "TamperDetectionActivated",
    }
)
"""Events of the OCPP 1.6 security white paper that may be an attack; the others are only listed."""
