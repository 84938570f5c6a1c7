"""Installed charging profiles, the limit that follows from them, and when it changes next.

All answers come from one question, "which limit holds at t, and until when at least" (OCPP 1.6,
3.13): so a composite schedule may be cut anywhere and says the same. Limits are watts; infinite =
none. A limit below 6 A stands in the schedule as it was set; the hardware pauses there
(`sharing`).
"""

import math
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from charger_emulator.core.layout import AC_VOLTAGE_V
from charger_emulator.core.profiles import Kind, Period, Profile, Purpose, Unit
from charger_emulator.core.schedules import period_at

FEED_PHASES: Final = 3
"""Phases of the mains side of a charge point, and of each DC connector."""


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
class Rules:
    """What a charge point takes, as its configuration keys say (OCPP 1.6, 9.4)."""

    units: tuple[Unit, ...]
    max_stack_level: int = 8
    max_periods: int = 24
    max_profiles: int = 20


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
    phases: int = FEED_PHASES
    """How many phases may carry it."""

    @property
    def a(self) -> float:
        """Amperes per phase."""
        return self.w / (AC_VOLTAGE_V * self.phases)


class Piece(NamedTuple):
    """From `start_s` of a composite schedule on, this limit."""

    start_s: float
    limit: Limit


class ProfileStore:
    """Profiles of one charge point, by connector number; 0 = the charge point."""

    def __init__(self, hardware: Hardware, rules: Rules | None = None) -> None:
        self.hardware = hardware
        self.rules = rules or Rules(hardware.units)
        """May be changed at any time; what is installed stays."""
        self._installed: list[tuple[int, Profile]] = []
        self._expected: dict[int, Profile] = {}
        """Profile of a RemoteStartTransaction by connector, until its transaction begins."""
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
        if len(kept) + len(self._expected) >= self.rules.max_profiles:
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

        before = len(self)
        self._installed = [(at, p) for at, p in self._installed if not matches(at, p)]
        self._expected = {at: p for at, p in self._expected.items() if not matches(at, p)}
        return len(self) < before

    def expect(self, connector: int, profile: Profile) -> bool:
        """Take the TxProfile of a RemoteStartTransaction, for the transaction to come (e3.41).

        It replaces one that still waits there. False = refused.
        """
        if profile.purpose is not Purpose.TX or profile.transaction_id is not None:
            return False
        others = len(self) - (connector in self._expected)
        if not self.takes(profile) or others >= self.rules.max_profiles:
            return False
        self._expected[connector] = profile
        return True

    def forget_expected(self, connector: int) -> None:
        """The transaction to come does not come."""
        self._expected.pop(connector, None)

    def begin_transaction(self, connector: int, transaction: Transaction) -> None:
        """A transaction runs (or got its id); a profile that waited for it belongs to it now."""
        self._transactions[connector] = transaction
        waited = self._expected.pop(connector, None)
        if waited is not None:
            self._installed = [(at, p) for at, p in self._installed if p.id != waited.id]
            self._installed.append((connector, waited))
        self._installed = [
            (at, replace(p, transaction_id=transaction.id))
            if at == connector and p.purpose is Purpose.TX
            else (at, p)
            for at, p in self._installed
        ]

    def end_transaction(self, connector: int) -> None:
        """The transaction is over: its TxProfiles go (3.13.1)."""
        self._transactions.pop(connector, None)
        self._installed = [
            (at, p)
            for at, p in self._installed
            if not (at == connector and p.purpose is Purpose.TX)
        ]

    # --- asking ----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._installed) + len(self._expected)

    def installed(self) -> list[tuple[int, Profile]]:
        """All installed profiles with their connectors."""
        return list(self._installed)

    def takes(self, profile: Profile) -> bool:
        """Whether a profile keeps to the rules that the configuration keys tell."""
        return (
            profile.stack_level <= self.rules.max_stack_level
            and len(profile.periods) <= self.rules.max_periods
            and profile.unit in self.rules.units
        )

    def charge_point_limit(self, at_s: float) -> Limit:
        """Limit for the sum of all connectors."""
        return self._active(0, Purpose.CHARGE_POINT_MAX, at_s, at_s)

    def connector_limit(
        self, connector: int, at_s: float, assumed_start_s: float | None = None
    ) -> Limit:
        """Limit of a connector: its TxProfile, else its TxDefault, else the common TxDefault.

        At any instant the first of them that says something counts alone, so a TxProfile lies over
        the TxDefault only as long as it is active (3.13.2).

        Args:
            connector: number, 1 or more.
            at_s: t.
            assumed_start_s: start of a transaction where none runs; by default t itself.
        """
        running = self._transactions.get(connector)
        start_s = at_s if assumed_start_s is None else assumed_start_s
        if running is not None:
            start_s = running.start_s
        until_s = math.inf
        for at, purpose in (
            (connector, Purpose.TX),
            (connector, Purpose.TX_DEFAULT),
            (0, Purpose.TX_DEFAULT),
        ):
            found = self._active(at, purpose, at_s, start_s)
            until_s = min(until_s, found.until_s)
            if not math.isinf(found.w):
                return replace(found, until_s=until_s)
        return Limit(math.inf, until_s, self._phases(Purpose.TX_DEFAULT))

    def expected(self, connector: int, at_s: float, assumed_start_s: float | None = None) -> Limit:
        """The most that flows: limits and hardware; connector 0 is the whole charge point.

        Args:
            connector: number; 0 = the charge point.
            at_s: t.
            assumed_start_s: as in `connector_limit`.
        """
        hardware = self.hardware
        total = self.charge_point_limit(at_s)
        if connector:
            own = self._within_hardware(connector, at_s, assumed_start_s)
            return Limit(min(own.w, total.w), min(own.until_s, total.until_s), own.phases)
        each = [
            self._within_hardware(number + 1, at_s, assumed_start_s)
            for number in range(hardware.connectors)
        ]
        most_w = min(sum(limit.w for limit in each), total.w, hardware.rated_w)
        return Limit(most_w, min(total.until_s, *(limit.until_s for limit in each)), total.phases)

    def composite(self, connector: int, from_s: float, length_s: float) -> list[Piece]:
        """Schedule of `expected`, merged where nothing changes.

        A connector without a transaction is shown as if one began at `from_s`.
        """
        return self.first_pieces(connector, from_s, length_s)[0]

    def first_pieces(
        self, connector: int, from_s: float, length_s: float, most: float = math.inf
    ) -> tuple[list[Piece], float]:
        """As `composite`, but after `most` looks at the profiles the rest is left out.

        Returns:
            The pieces, and how many seconds from `from_s` on they speak of.
        """
        result: list[Piece] = []
        at_s, end_s, looks = from_s, from_s + length_s, 0
        while at_s < end_s and looks < most:
            limit = self.expected(connector, at_s, from_s)
            if not result or _differ(result[-1].limit, limit):
                result.append(Piece(at_s - from_s, limit))
            at_s, looks = max(limit.until_s, math.nextafter(at_s, math.inf)), looks + 1
        return result, length_s if at_s >= end_s else at_s - from_s

    # --- inside ----------------------------------------------------------------------------------

    def _phases(self, purpose: Purpose) -> int:
        """Phases that there are at most."""
        of_feed = purpose is Purpose.CHARGE_POINT_MAX
        return FEED_PHASES if of_feed else self.hardware.phases or FEED_PHASES

    def _within_hardware(self, connector: int, at_s: float, assumed_start_s: float | None) -> Limit:
        """Limit of a connector and of its wires: on fewer phases it gives less."""
        own = self.connector_limit(connector, at_s, assumed_start_s)
        if not self.hardware.phases:
            return replace(own, w=min(own.w, self.hardware.connector_w))
        most_w = self.hardware.connector_w * own.phases / self.hardware.phases
        return replace(own, w=min(own.w, most_w))

    def _is_acceptable(self, connector: int, profile: Profile) -> bool:
        if not self.takes(profile):
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
                    and profile.transaction_id is not None
                    and profile.transaction_id == running.id
                )

    def _active(
        self, connector: int, purpose: Purpose, at_s: float, transaction_start_s: float
    ) -> Limit:
        """Of one purpose at one connector: the highest stack level that says something at t."""
        best: tuple[int, Unit, Period] | None = None
        until_s = math.inf
        for at, profile in self._installed:
            if at != connector or profile.purpose is not purpose:
                continue
            period, change_s = period_at(profile, at_s, transaction_start_s)
            until_s = min(until_s, change_s)
            if period is not None and (best is None or profile.stack_level > best[0]):
                best = (profile.stack_level, profile.unit, period)
        phases = self._phases(purpose)
        if best is None:
            return Limit(math.inf, until_s, phases)
        _, unit, period = best
        phases = min(period.phases, phases)
        per_unit = 1.0 if unit is Unit.W else AC_VOLTAGE_V * phases
        return Limit(period.limit * per_unit, until_s, phases)


def whole_seconds(pieces: list[Piece], length_s: int) -> list[Piece]:
    """The schedule as it can be told in whole seconds: right at each of them."""
    told: dict[int, Limit] = {math.ceil(start_s): limit for start_s, limit in pieces}
    result: list[Piece] = []
    for start_s, limit in told.items():
        if start_s < length_s and (not result or _differ(result[-1].limit, limit)):
            result.append(Piece(start_s, limit))
    return result


def _differ(one: Limit, other: Limit) -> bool:
    return (one.w, one.phases) != (other.w, other.phases)
