"""Installed charging profiles, the limit that follows from them, and when it changes next.

All answers come from one question, "which limit holds at t, and until when at most" (OCPP 1.6,
3.13): so a composite schedule may be cut anywhere and says the same. Limits are watts; infinite =
none.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

from charger_emulator.core.layout import AC_VOLTAGE_V
from charger_emulator.core.profiles import Kind, Period, Profile, Purpose, Unit

MAX_STACK_LEVEL: Final = 8
MAX_PERIODS: Final = 24
MAX_PROFILES: Final = 20
MIN_AC_A: Final = 6.0
"""IEC 61851: less than this is a pause."""
_AC_FEED_PHASES: Final = 3


@dataclass(frozen=True, slots=True)
class Hardware:
    """What the charge point itself can give."""

    rated_w: float
    connector_w: float
    connectors: int
    phases: int
    """Per connector: 0 = DC, 1 or 3."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units that limits may have: watts for DC, amperes for AC."""
        return (Unit.A,) if self.phases else (Unit.W,)


@dataclass(frozen=True, slots=True)
class Transaction:
    """What the profiles need to know of a running transaction."""

    id: int | None
    start_s: float


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that holds from the asked instant to before `until_s` (or longer)."""

    w: float
    until_s: float


class ProfileStore:
    """Profiles of one charge point, by connector number; 0 = the charge point."""

    def __init__(self, hardware: Hardware) -> None:
        self.hardware = hardware
        self._installed: list[tuple[int, Profile]] = []
        self._transactions: dict[int, Transaction] = {}

    # --- changing --------------------------------------------------------------------------------

    def install(self, connector: int, profile: Profile) -> bool:
        """Take a profile, replacing the one it stands for; False = refused.

        Same id, or same purpose, stack level and connector: it replaces (3.13.2).
        """
        if not self._is_acceptable(connector, profile):
            return False
        kept = [
            (at, old)
            for at, old in self._installed
            if old.id != profile.id
            and (at, old.purpose, old.stack_level)
            != (connector, profile.purpose, profile.stack_level)
        ]
        if len(kept) >= MAX_PROFILES:
            return False
        self._installed = [*kept, (connector, profile)]
        return True

    def clear(
        self,
        profile_id: int | None = None,
        connector: int | None = None,
        purpose: Purpose | None = None,
        stack_level: int | None = None,
    ) -> bool:
        """Remove the profile of that id, or else all that match what is given (5.5)."""

        def matches(at: int, profile: Profile) -> bool:
            if profile_id is not None:
                return profile.id == profile_id
            return (
                connector in (None, at)
                and purpose in (None, profile.purpose)
                and stack_level in (None, profile.stack_level)
            )

        before = len(self._installed)
        self._installed = [(at, p) for at, p in self._installed if not matches(at, p)]
        return len(self._installed) < before

    def begin_transaction(self, connector: int, transaction: Transaction) -> None:
        """A transaction runs (or got its id); a TxProfile that waited for it belongs to it now."""
        self._transactions[connector] = transaction

    def end_transaction(self, connector: int) -> None:
        """The transaction is over: its TxProfiles go (3.13.1)."""
        self._transactions.pop(connector, None)
        self._installed = [
            (at, p)
            for at, p in self._installed
            if not (at == connector and p.purpose is Purpose.TX)
        ]

    def expect(self, connector: int, profile: Profile) -> bool:
        """Take the TxProfile of a RemoteStartTransaction, for the transaction to come."""
        if profile.purpose is not Purpose.TX or not self._is_well_formed(profile):
            return False
        self._installed.append((connector, replace(profile, transaction_id=None)))
        return True

    # --- asking ----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._installed)

    def charge_point_limit(self, at_s: float) -> Limit:
        """Limit for the sum of all connectors."""
        return self._active(0, Purpose.CHARGE_POINT_MAX, at_s)

    def connector_limit(self, connector: int, at_s: float) -> Limit:
        """Limit of a connector: its TxProfile, else its TxDefault, else the common TxDefault."""
        sources = (
            (connector, Purpose.TX),
            (connector, Purpose.TX_DEFAULT),
            (0, Purpose.TX_DEFAULT),
        )
        until_s = math.inf
        for at, purpose in sources:
            found = self._active(at, purpose, at_s, self._transactions.get(connector))
            until_s = min(until_s, found.until_s)
            if not math.isinf(found.w):
                return Limit(found.w, until_s)
        return Limit(math.inf, until_s)

    def expected(self, connector: int, at_s: float) -> Limit:
        """The most that flows: limits and hardware; connector 0 is the whole charge point."""
        hardware = self.hardware
        total = self.charge_point_limit(at_s)
        if connector:
            own = self.connector_limit(connector, at_s)
            most_w = min(own.w, total.w, hardware.connector_w)
            return Limit(most_w, min(own.until_s, total.until_s))
        each = [self.connector_limit(n + 1, at_s) for n in range(hardware.connectors)]
        sum_w = sum(min(limit.w, hardware.connector_w) for limit in each)
        until_s = min(total.until_s, *(limit.until_s for limit in each))
        return Limit(min(sum_w, total.w, hardware.rated_w), until_s)

    def composite(
        self, connector: int, from_s: float, length_s: float
    ) -> list[tuple[float, float]]:
        """Schedule of `expected`: (offset in s, watts), merged where nothing changes."""
        result: list[tuple[float, float]] = []
        at_s, end_s = from_s, from_s + length_s
        while at_s < end_s:
            limit = self.expected(connector, at_s)
            if not result or result[-1][1] != limit.w:
                result.append((at_s - from_s, limit.w))
            at_s = max(limit.until_s, at_s + 1e-3)
        return result

    def amperes(self, power_w: float, connector: int) -> float:
        """Watts as amperes per phase of a connector, or of the three-phase feed (0)."""
        return power_w / (AC_VOLTAGE_V * self._phases(connector))

    # --- inside ----------------------------------------------------------------------------------

    def _phases(self, connector: int) -> int:
        return max(1, self.hardware.phases) if connector else _AC_FEED_PHASES

    def _is_well_formed(self, profile: Profile) -> bool:
        return (
            profile.stack_level <= MAX_STACK_LEVEL
            and len(profile.periods) <= MAX_PERIODS
            and profile.unit in self.hardware.units
        )

    def _is_acceptable(self, connector: int, profile: Profile) -> bool:
        if not self._is_well_formed(profile):
            return False
        match profile.purpose:
            case Purpose.CHARGE_POINT_MAX:
                return connector == 0 and profile.kind is not Kind.RELATIVE
            case Purpose.TX_DEFAULT:
                return True
            case Purpose.TX:
                running = self._transactions.get(connector)
                return (
                    connector > 0
                    and running is not None
                    and profile.transaction_id in (None, running.id)
                )

    def _active(
        self, connector: int, purpose: Purpose, at_s: float, running: Transaction | None = None
    ) -> Limit:
        """Of one purpose at one connector: the highest stack level that says something at t."""
        best: tuple[int, float] | None = None
        until_s = math.inf
        for at, profile in self._installed:
            if at != connector or profile.purpose is not purpose:
                continue
            period, change_s = period_at(profile, at_s, running)
            until_s = min(until_s, change_s)
            if period is not None and (best is None or profile.stack_level > best[0]):
                best = (profile.stack_level, self._watts(profile, period))
        return Limit(math.inf if best is None else best[1], until_s)

    def _watts(self, profile: Profile, period: Period) -> float:
        if profile.unit is Unit.W:
            return period.limit
        is_feed = profile.purpose is Purpose.CHARGE_POINT_MAX
        if 0.0 < period.limit < MIN_AC_A and not is_feed:
            return 0.0
        phases = min(period.phases, self._phases(0 if is_feed else 1))
        return period.limit * AC_VOLTAGE_V * phases


def period_at(
    profile: Profile, at_s: float, running: Transaction | None = None
) -> tuple[Period | None, float]:
    """Period of a profile that holds at t, and the next instant at which that may change."""
    if at_s >= profile.valid_to_s:
        return None, math.inf
    if at_s < profile.valid_from_s:
        return None, profile.valid_from_s
    origin_s, next_s = _origin(profile, at_s, running)
    if at_s < origin_s:
        return None, min(origin_s, profile.valid_to_s)
    spent_s = at_s - origin_s
    end_s = min(origin_s + profile.duration_s, next_s)
    if at_s >= end_s:
        return None, min(next_s, profile.valid_to_s)
    index = max(i for i, period in enumerate(profile.periods) if period.start_s <= spent_s)
    change_s = min(end_s, profile.valid_to_s)
    if index + 1 < len(profile.periods):
        change_s = min(change_s, origin_s + profile.periods[index + 1].start_s)
    return profile.periods[index], change_s


def _origin(profile: Profile, at_s: float, running: Transaction | None) -> tuple[float, float]:
    """Start of the schedule that counts at t, and of the next one (3.13.2; e3.78)."""
    if profile.start_s is None:
        return (running.start_s if running else at_s), math.inf
    if profile.kind is not Kind.RECURRING or at_s < profile.start_s:
        return profile.start_s, math.inf
    rounds = math.floor((at_s - profile.start_s) / profile.cycle_s)
    origin_s = profile.start_s + rounds * profile.cycle_s
    return origin_s, origin_s + profile.cycle_s
