"""Charging profiles as they come over the wire, and a slow second opinion on what they say.

`slow_limit` shares no code with the emulator: it reads the JSON itself and looks at one second at a
time, walking through recurrences one by one.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from charger_emulator.core.profiles import parse_profile
from charger_emulator.core.smart_charging import Hardware, ProfileStore, Transaction

T0 = 1_767_225_600.0
"""2026-01-01T00:00:00Z."""
DC = Hardware(rated_w=300e3, connector_w=150e3, connectors=3, phases=0)
AC = Hardware(rated_w=44e3, connector_w=11_520.0, connectors=4, phases=1)
AC_3 = Hardware(rated_w=44_160.0, connector_w=23_040.0, connectors=2, phases=3)
"""32 A on three phases of 240 V."""
VOLTS = 240.0


def profile(
    purpose: str = "ChargePointMaxProfile",
    limits: tuple[tuple[int, float], ...] = ((0, 120e3),),
    **other: Any,
) -> dict[str, Any]:
    """A profile as it comes over the wire."""
    phases = other.pop("phases", None)
    period = {} if phases is None else {"numberPhases": phases}
    schedule: dict[str, Any] = {
        "chargingRateUnit": other.pop("unit", "W"),
        "chargingSchedulePeriod": [{"startPeriod": s, "limit": w} | period for s, w in limits],
    }
    start = other.pop("start", "2026-01-01T00:00:00Z")
    if other.get("chargingProfileKind") != "Relative":
        schedule["startSchedule"] = start
    if other.get("duration") is not None:
        schedule["duration"] = other["duration"]
    other.pop("duration", None)
    return {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Absolute",
        "chargingSchedule": schedule,
        **other,
    }


@dataclass
class Setup:
    """A charge point with profiles and transactions, to build a store from or to look at slowly."""

    hardware: Hardware
    profiles: list[tuple[int, dict[str, Any]]]
    starts: dict[int, float] = field(default_factory=dict)
    """Start of the running transaction by connector; its id is 100 + connector."""

    def store(self) -> ProfileStore:
        made = ProfileStore(self.hardware)
        for connector, start_s in self.starts.items():
            made.begin_transaction(connector, Transaction(100 + connector, start_s))
        for connector, data in self.profiles:
            assert made.install(connector, parse_profile(data))
        return made

    def slow_limit(self, connector: int, at_s: float, assumed_start_s: float) -> float:
        """Watts at one second."""
        total = self._of("ChargePointMaxProfile", 0, at_s, assumed_start_s)
        if connector:
            return min(self._connector(connector, at_s, assumed_start_s), _or_none(total))
        each = [
            self._connector(number, at_s, assumed_start_s)
            for number in range(1, self.hardware.connectors + 1)
        ]
        return min(sum(each), _or_none(total), self.hardware.rated_w)

    def _connector(self, connector: int, at_s: float, assumed_start_s: float) -> float:
        start_s = self.starts.get(connector, assumed_start_s)
        for purpose, at in (
            ("TxProfile", connector),
            ("TxDefaultProfile", connector),
            ("TxDefaultProfile", 0),
        ):
            found = self._of(purpose, at, at_s, start_s)
            if found is not None:
                limit_w, phases = found
                wires = self.hardware.phases
                most_w = self.hardware.connector_w
                return min(limit_w, most_w * phases / wires if wires else most_w)
        return self.hardware.connector_w

    def _of(
        self, purpose: str, connector: int, at_s: float, start_s: float
    ) -> tuple[float, int] | None:
        """(watts, phases) of the highest stack level that says something at this second."""
        best: tuple[int, float, int] | None = None
        for at, data in self.profiles:
            if at == connector and data["chargingProfilePurpose"] == purpose:
                period = _period(data, at_s, start_s)
                if period is not None and (best is None or data["stackLevel"] > best[0]):
                    wires = 3 if purpose == "ChargePointMaxProfile" else self.hardware.phases or 3
                    phases = min(period.get("numberPhases", 3), wires)
                    per_unit = 1.0
                    if data["chargingSchedule"]["chargingRateUnit"] == "A":
                        per_unit = VOLTS * phases
                    best = (data["stackLevel"], period["limit"] * per_unit, phases)
        return None if best is None else best[1:]


def _or_none(found: tuple[float, int] | None) -> float:
    return float("inf") if found is None else found[0]


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _period(data: dict[str, Any], at_s: float, transaction_s: float) -> dict[str, Any] | None:
    """The period of one profile that holds at this second; None if it says nothing."""
    if "validFrom" in data and at_s < _seconds(data["validFrom"]):
        return None
    if "validTo" in data and at_s >= _seconds(data["validTo"]):
        return None
    schedule = data["chargingSchedule"]
    begin_s = transaction_s
    if "startSchedule" in schedule:
        begin_s = _seconds(schedule["startSchedule"])
    if data["chargingProfileKind"] == "Recurring":
        every_s = {"Daily": 24, "Weekly": 7 * 24}[data["recurrencyKind"]] * 3600
        while begin_s + every_s <= at_s:
            begin_s += every_s
    spent_s = at_s - begin_s
    if spent_s < 0 or spent_s >= schedule.get("duration", float("inf")):
        return None
    found: dict[str, Any] | None = None
    for period in schedule["chargingSchedulePeriod"]:
        if period["startPeriod"] <= spent_s:
            found = period
    return found
