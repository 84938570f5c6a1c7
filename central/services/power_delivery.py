"""Putting a power limit to a charger until it is accepted and proven, rung by rung.

The one way by which a wanted limit in W becomes an accepted one, whoever wants it. A rung that the
charger refuses, or after which it says that it may draw more (GetCompositeSchedule), leads to the
next; silence is no refusal and is left to the next try. Where every rung is contradicted by what
the charger says, the limit counts as accepted, and the measured power decides
(`central.core.limit_watch`): such answers are wrong more often than the limits.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from central.core.applied import PowerLimited
from central.core.desired import FreePower, HoldPower
from central.core.load_sharing.profiles import TellLimit, payload_of
from central.core.power_profiles import (
    ABOVE_DEFAULTS,
    CAPABILITY_KEYS,
    Limit,
    Rung,
    Running,
    SmartCharging,
    checked_connectors,
    clears,
    contradicts,
    ladder,
    profiles,
    read_smart_charging,
    told_w,
)
from central.services.applied import record
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId

ACCEPTED: Final = "accepted"
REFUSALS: Final = frozenset({"rejected", "error"})
CHECK_S: Final = 60
"""Length of the schedule that is asked for; its first step counts."""
NOT_ABLE: Final = frozenset({"NotSupported", "NotImplemented"})
"""Codes of a CALLERROR by which a charger says that it cannot do such a thing."""
NO_SMART_CHARGING: Final = "it has no smart charging: only a person can take load off it"
ALL_REFUSED: Final = "no charging profile was taken: only a person can take load off it"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an ask: an outcome of `contract.messages`, and the details for the record."""

    outcome: str
    detail: dict[str, Any]


Call = Callable[[str, dict[str, Any]], Awaitable[Result]]
"""An OCPP call to the charger in question."""


@dataclass(frozen=True, slots=True)
class _Charger:
    id: ChargePointId
    smart: SmartCharging
    connectors: int
    sessions: tuple[Running, ...]
    keeps_default: bool


class PowerDelivery:
    """`hold` and `free` one charger; at most one of them at a time for each."""

    def __init__(self, uows: UnitsOfWork, clock: Clock) -> None:
        self._uows = uows
        self._clock = clock
        self._smart: dict[ChargePointId, tuple[datetime | None, SmartCharging]] = {}

    async def hold(self, ask: HoldPower, booted_at: datetime | None, call: Call) -> Result:
        """Go down the ladder until a rung holds.

        Args:
            ask: charger, limit and end.
            booted_at: its last boot; what it said of itself before that does not count.
            call: reaches it.
        """
        charger = await self._charger(ask.charge_point, booted_at, call)
        if not charger.smart.is_supported:
            return Result("rejected", {"why": NO_SMART_CHARGING})
        limit = Limit(ask.limit_w, ask.until, self._clock.now())
        told: dict[str, Any] = {}
        taken: Rung | None = None
        for rung in ladder(ask.by, keeps_default=charger.keeps_default):
            result = await self._put(charger, rung, limit, call)
            told[rung.value] = result.detail
            if result.outcome not in {ACCEPTED, *REFUSALS}:
                return result
            if result.outcome in REFUSALS:
                continue
            taken = rung
            more_w = await self._read_back(charger, rung, limit, call)
            if more_w is None:
                await self._note(charger, limit, rung)
                return Result(ACCEPTED, {"by": rung.value, **result.detail})
            told[rung.value] = {**result.detail, "says_w": more_w}
        if taken is None:
            return Result("rejected", {"why": ALL_REFUSED, "tried": told})
        await self._note(charger, limit, Rung.SESSIONS)
        return Result(ACCEPTED, {"by": taken.value, "unproven": told})

    async def share(self, ask: TellLimit, booted_at: datetime | None, call: Call) -> Result:
        """Tell a session's share, or the default of all; a refusal of the default is kept.

        An error that says nothing of what a charger supports (OCPP-J 1.6, 4.2.3) may pass.
        """
        smart = await self._smart_charging(ask.charge_point, booted_at, call)
        result = Result("rejected", {"why": NO_SMART_CHARGING})
        if smart.is_supported:
            unit = smart.unit_near("W" if ask.is_dc else "A")
            payload = payload_of(ask, unit, self._clock.now())
            result = await call("SetChargingProfile", payload)
        code = result.detail.get("answer", {}).get("code")
        is_unable = result.outcome == "error" and code in NOT_ABLE
        if ask.connector == 0 and (is_unable or result.outcome == "rejected"):
            async with self._uows.write() as uow:
                await uow.load_sharing.record_refusal(ask.charge_point, self._clock.now())
                await uow.commit()
        return result

    async def free(self, ask: FreePower, call: Call) -> Result:
        """Take away whatever may be left of our limits."""
        connectors = await self._connectors(ask.charge_point)
        result = Result(ACCEPTED, {})
        for payload in clears(ask.by, connectors):
            result = await call("ClearChargingProfile", payload)
            if result.outcome != ACCEPTED:
                break
        return result

    async def _put(self, charger: _Charger, rung: Rung, limit: Limit, call: Call) -> Result:
        result = Result(ACCEPTED, {})
        payloads = profiles(rung, limit, charger.smart, charger.connectors, charger.sessions)
        for payload in payloads:
            result = await call("SetChargingProfile", payload)
            if result.outcome != ACCEPTED:
                break
        return result

    async def _read_back(
        self, charger: _Charger, rung: Rung, limit: Limit, call: Call
    ) -> float | None:
        """Power that the charger says it may draw, where that is more than it accepted."""
        total_w = 0.0
        for connector in checked_connectors(rung, charger.sessions):
            payload = {
                "connectorId": connector,
                "duration": CHECK_S,
                "chargingRateUnit": charger.smart.unit,
            }
            result = await call("GetCompositeSchedule", payload)
            answer = result.detail.get("answer", {}) if result.outcome == ACCEPTED else {}
            total_w += told_w(answer) or 0.0
        return total_w if contradicts(total_w, limit.power_w) else None

    async def _note(self, charger: _Charger, limit: Limit, rung: Rung) -> None:
        """Write down what holds now; the whole charger's limit was noted with its answer."""
        if rung is Rung.WHOLE:
            return
        effect = PowerLimited(limit.power_w, limit.until, rung.value)
        async with self._uows.write() as uow:
            await record(uow, charger.id, effect, self._clock.now())
            await uow.commit()

    async def _charger(
        self, charge_point: ChargePointId, booted_at: datetime | None, call: Call
    ) -> _Charger:
        smart = await self._smart_charging(charge_point, booted_at, call)
        connectors = await self._connectors(charge_point)
        async with self._uows.read() as uow:
            running = await uow.transactions.open_at(charge_point)
            has_default = await uow.load_sharing.has_default(charge_point)
        sessions = {each.connector_id: Running(each.connector_id, each.id) for each in running}
        keeps_default = has_default and smart.max_level < ABOVE_DEFAULTS
        return _Charger(charge_point, smart, connectors, tuple(sessions.values()), keeps_default)

    async def _connectors(self, charge_point: ChargePointId) -> int:
        async with self._uows.read() as uow:
            known = await uow.charge_points.put_down(charge_point)
            statuses = await uow.charge_points.connector_statuses(charge_point)
        told = max((each.connector_id for each in statuses), default=0)
        return max(told, 0 if known is None else len(known.connector_types), 1)

    async def _smart_charging(
        self, charge_point: ChargePointId, booted_at: datetime | None, call: Call
    ) -> SmartCharging:
        known = self._smart.get(charge_point)
        if known is not None and known[0] == booted_at:
            return known[1]
        result = await call("GetConfiguration", {"key": list(CAPABILITY_KEYS)})
        if result.outcome != ACCEPTED:
            return SmartCharging()
        smart = read_smart_charging(result.detail.get("answer", {}))
        self._smart[charge_point] = (booted_at, smart)
        return smart
