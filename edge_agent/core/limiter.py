"""Stands between a charger's proxy and its socket, and keeps the edge's own limits in the charger.

It puts its own calls in between those that the proxy relays: one call is open toward the charger
at a time (OCPP-J 1.6, 4.1.1), and answers to its own never reach the proxy. It reads, and where a
site share asks for it lowers, what central sets for the whole charger. Everything else passes as
it came.
"""

import json
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from edge_agent.core import frames
from edge_agent.core.frames import Call, Malformed, Result
from edge_agent.core.limits import (
    GUARD_HOLDS,
    GUARD_ID,
    WHOLE,
    Electricity,
    Limit,
    capped,
    default_profile,
    guard_profile,
    limit_of,
    share_profile,
)
from edge_agent.core.rules import DOWN_DEADLINE_S
from edge_agent.core.traffic import Effect, FromCharger, News, Now, Odd, ToCharger

RETRY: Final = timedelta(minutes=5)
"""Simulated time until a refused profile is tried again."""
_BOOT: Final = '"BootNotification"'
UNIT_KEY: Final = "ChargingScheduleAllowedChargingRateUnit"
_AS_GOOD: Final = 0.01
"""A limit that differs by less is not sent again."""


@dataclass(frozen=True, slots=True)
class LimitRules:
    """What the site allows. `share_w` is this charger's part of the site limit; None = no limit.

    `safe_w` is what a connector may draw where nobody says more; None = nothing is said.
    """

    share_w: float | None
    connectors: int
    voltage_v: float
    phases: int
    safe_w: float | None = None

    @property
    def default_w(self) -> float | None:
        """What a session on any connector gets, also without edge and central; None = no limit."""
        part_w = None if self.share_w is None else self.share_w / max(self.connectors, 1)
        return min((each for each in (part_w, self.safe_w) if each is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Out:
    """A call on its way to the charger; `purpose` is empty for one of the proxy."""

    message_id: str
    action: str
    payload: str
    purpose: str = ""
    given_up_s: float = math.inf
    """Real monotonic seconds; a command that is carried out late is worse than one that failed."""


@dataclass(slots=True)
class _Wish:
    """A profile of ours: what the charger is to have, and what it has."""

    has_w: float | None = None
    set_at: datetime | None = None
    not_before: datetime | None = None


class Limiter:
    """One charger's. Hand in what passes; `guard_w` is what the guard allows, None = all.

    Args:
        rules: the site's.
        ids: fresh message ids, shared with the proxy.
    """

    def __init__(self, rules: LimitRules, ids: Iterator[str]) -> None:
        self._rules = rules
        self._ids = ids
        self._electricity = Electricity(rules.voltage_v, rules.phases)
        self._waiting: deque[_Out] = deque()
        self._open: _Out | None = None
        self._is_unit_known = False
        self._has_booted = False
        self._wishes = {"share": _Wish(), "default": _Wish(), "guard": _Wish()}
        self._central: Limit | None = None
        self._central_id: int | None = None
        self._central_level = 0
        self._asked_w = 0.0
        self.guard_w: float | None = None

    def central_w(self, at: datetime) -> float | None:
        """Central's limit on the whole charger, while it holds."""
        return self._central.power_w if self._central and self._central.holds(at) else None

    def restore(self, limit: Limit, level: int, profile_id: int | None) -> None:
        """What an earlier run kept."""
        self._central, self._central_level, self._central_id = limit, level, profile_id

    @property
    def kept(self) -> tuple[Limit, int, int | None] | None:
        """What `restore` takes in the next run."""
        if self._central is None:
            return None
        return self._central, self._central_level, self._central_id

    @property
    def is_needed(self) -> bool:
        """There is something to do now or soon, so that it should be asked once a second."""
        return (
            self.guard_w is not None
            or self._rules.default_w is not None
            or bool(self._wishes["guard"].has_w)
            or bool(self._waiting)
            or self._open is not None
        )

    def connected(self) -> None:
        """A new socket of the charger: what was open there is gone."""
        self._waiting.clear()
        self._open = None
        self._has_booted = False

    def takes(self, event: FromCharger, now: Now) -> list[Effect] | None:
        """Effects of a frame that answers one of our own calls; None = it is for the proxy."""
        if self._open is None and self._has_booted and _BOOT not in event.text:
            return None
        frame = frames.parse(event.text)
        if isinstance(frame, Call):
            self._has_booted = frame.action != "BootNotification"
            if not self._has_booted:  # it may have lost what it had
                self._wishes = {name: _Wish() for name in self._wishes}
            return None
        if isinstance(frame, Malformed) or self._open is None:
            return None
        if frame.message_id != self._open.message_id:
            return None
        return self._answered(_object(frame.payload) if isinstance(frame, Result) else {}, now)

    def _answered(self, payload: dict[str, Any], now: Now) -> list[Effect] | None:
        """The open call is answered; an error has an empty payload."""
        done, self._open = self._open, None
        if done is not None and done.purpose:
            return self._own_answer(done, payload, now)
        if done is not None:
            self._central_answer(done, payload)
        return None

    def passes(self, text: str, now: Now) -> None:
        """Queue a call of the proxy for the charger."""
        frame = frames.parse(text)
        if isinstance(frame, Call):
            message_id = json.loads(frame.id_json)
            payload, until_s = self._lowered(frame), now.real_s + DOWN_DEADLINE_S
            self._waiting.append(_Out(message_id, frame.action, payload, given_up_s=until_s))

    def pump(self, now: Now) -> list[Effect]:
        """Send the next call, if none is open; first make our own ones if they are due."""
        effects: list[Effect] = []
        if self._open is not None and now.real_s >= self._open.given_up_s:
            effects += self._own_answer(self._open, {}, now) if self._open.purpose else []
            self._open = None
        while self._waiting and now.real_s >= self._waiting[0].given_up_s:
            self._waiting.popleft()
        if self._open is None and not self._waiting and self._has_booted:
            self._wish(now.at)
        if self._open is None and self._waiting:
            out = self._waiting.popleft()
            self._open = replace(out, given_up_s=now.real_s + DOWN_DEADLINE_S)
            effects.append(ToCharger(frames.call(out.message_id, out.action, out.payload)))
        return effects

    # central's

    def _lowered(self, call: Call) -> str:
        """The payload of a relayed call, with the site share kept."""
        if call.action != "SetChargingProfile" or self._rules.share_w is None:
            return call.payload
        payload = _object(call.payload)
        try:
            if limit_of(payload, self._electricity) is None:
                return call.payload
            return json.dumps(capped(payload, self._rules.share_w, self._electricity))
        except ValueError:
            return call.payload  # the charger refuses what nobody can read

    def _central_answer(self, done: _Out, answer: dict[str, Any]) -> None:
        payload = _object(done.payload)
        if done.action == "SetChargingProfile" and answer.get("status") == "Accepted":
            try:
                limit = limit_of(payload, self._electricity)
            except ValueError:
                return
            if limit is not None:
                profile = payload["csChargingProfiles"]
                self._central = limit
                self._central_id = profile.get("chargingProfileId")
                self._central_level = int(profile.get("stackLevel", 0))
        elif done.action == "ClearChargingProfile" and "status" in answer:
            self._cleared(payload)

    def _cleared(self, payload: dict[str, Any]) -> None:
        if "id" in payload:
            is_whole = payload["id"] == self._central_id
        else:
            purpose = payload.get("chargingProfilePurpose", WHOLE)
            is_whole = payload.get("connectorId", 0) == 0 and purpose == WHOLE
            self._wishes = {name: _Wish() for name in self._wishes}  # ours may be gone, too
        if is_whole:
            self._central = self._central_id = None

    # our own

    def _wish(self, at: datetime) -> None:
        """Queue the first of our calls that is due."""
        goals = {
            "share": self._rules.share_w,
            "default": self._rules.default_w,
            "guard": self._top_w(at),
        }
        for name, goal_w in goals.items():
            wish = self._wishes[name]
            if wish.not_before is not None and at < wish.not_before:
                continue
            if goal_w is None:
                if name == "guard" and wish.has_w is not None:
                    self._own("guard", "ClearChargingProfile", {"id": GUARD_ID})
                    return
            elif self._is_due(name, wish, goal_w, at):
                self._set(name, goal_w, at)
                return

    def _top_w(self, at: datetime) -> float | None:
        """The minimum of all that hold, while the guard is needed."""
        if self.guard_w is None:
            return None
        limits = (self.guard_w, self.central_w(at), self._rules.share_w)
        return min(each for each in limits if each is not None)

    def _is_due(self, name: str, wish: _Wish, goal_w: float, at: datetime) -> bool:
        if wish.has_w is None or abs(wish.has_w - goal_w) > _AS_GOOD * max(goal_w, 1.0):
            return True
        is_old = wish.set_at is None or at - wish.set_at >= GUARD_HOLDS / 3
        return name == "guard" and is_old

    def _set(self, name: str, goal_w: float, at: datetime) -> None:
        if not self._is_unit_known:
            self._own("unit", "GetConfiguration", {"key": [UNIT_KEY]})
            return
        match name:
            case "share":
                payload = share_profile(goal_w, self._electricity)
            case "default":
                payload = default_profile(goal_w, self._electricity)
            case _:
                payload = guard_profile(goal_w, self._central_level + 1, at, self._electricity)
        self._own(name, "SetChargingProfile", payload)
        self._wishes[name].set_at = at
        self._asked_w = goal_w

    def _own(self, purpose: str, action: str, payload: dict[str, Any]) -> None:
        self._waiting.append(_Out(next(self._ids), action, json.dumps(payload), purpose))

    def _own_answer(self, done: _Out, answer: dict[str, Any], now: Now) -> list[Effect]:
        if done.purpose == "unit":
            self._is_unit_known = True
            unit = _unit(answer)
            self._electricity = Electricity(self._rules.voltage_v, self._rules.phases, unit)
            return []
        wish = self._wishes[done.purpose]
        if done.action == "ClearChargingProfile":
            wish.has_w = None  # or it ends by itself
            return []
        if answer.get("status") == "Accepted":
            is_new = wish.has_w is None or wish.has_w != self._asked_w
            wish.has_w = self._asked_w
            if done.purpose == "guard" and is_new:
                return [News("guard_limited", f"at most {self._asked_w / 1000.0:.1f} kW")]
            return []
        wish.not_before = now.at + RETRY
        return [Odd("limit_refused", f"{done.purpose}: {frames.shortened(json.dumps(answer))}")]


def _unit(configuration: dict[str, Any]) -> str:
    """A only where the charger names its units and Power is none of them."""
    keys = configuration.get("configurationKey")
    for key in keys if isinstance(keys, list) else ():
        if isinstance(key, dict) and key.get("key") == UNIT_KEY:
            units = str(key.get("value") or "")
            return "A" if "Current" in units and "Power" not in units else "W"
    return "W"


def _object(payload: str) -> dict[str, Any]:
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
