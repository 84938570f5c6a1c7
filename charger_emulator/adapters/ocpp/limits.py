"""Charging profiles of one charger at work: they decide what the hardware may give.

Instants of profiles are read from the charger's own clock; a Relative schedule counts real time
since the transaction began, however that clock was set meanwhile. Profiles outlive restarts of the
controller (errata 3.37).
"""

import math
from typing import Final, Protocol

from charger_emulator.core.configuration import Configuration
from charger_emulator.core.device_clock import DeviceClock
from charger_emulator.core.outbox import Session
from charger_emulator.core.profiles import Profile
from charger_emulator.core.smart_charging import (
    Hardware,
    Piece,
    ProfileStore,
    Transaction,
    whole_seconds,
)
from charger_emulator.core.world import World

MAX_COMPOSITE_S: Final = 604_800
"""A composite schedule reaches a week ahead: as far as the longest recurrence."""
MAX_COMPOSITE_LOOKS: Final = 500
"""So many changes of the limit at most: the answer must not keep all chargers waiting."""


class Controller(Protocol):
    """What the limits need of their charger."""

    world: World
    point: int
    connectors: range
    configuration: Configuration
    clock: DeviceClock
    sessions: dict[int, Session]


class Limits:
    """Profiles of one charger. `apply` whenever the world reaches `until_s`."""

    def __init__(self, charger: Controller, hardware: Hardware) -> None:
        self._charger = charger
        self.profiles = ProfileStore(hardware, charger.configuration.profile_rules())
        self.until_s = math.inf
        """When the limits may change next, in the world's time."""

    @property
    def hardware(self) -> Hardware:
        """What the charger itself can give."""
        return self.profiles.hardware

    def changed(self) -> None:
        """Sessions or the clock changed: look anew at the next opportunity."""
        self.until_s = -math.inf

    def begin(self, session: Session) -> None:
        """A transaction begins, or learns its id."""
        self.profiles.begin_transaction(session.connector, self._seen(session))
        self.changed()

    def end(self, session: Session) -> None:
        """A transaction is over, and its profiles with it."""
        self.profiles.end_transaction(session.connector)
        self.changed()

    def install(self, number: int, profile: Profile) -> bool:
        """Take a profile as far as the configuration keys allow; it counts from now on."""
        self.profiles.rules = self._charger.configuration.profile_rules()
        is_taken = self.profiles.install(number, profile)
        self.apply()
        return is_taken

    def restore(self, profiles: list[tuple[int, Profile]]) -> None:
        """Take back the profiles that were installed before a restart."""
        for number, profile in profiles:
            self.install(number, profile)

    def expect(self, number: int, profile: Profile) -> bool:
        """Take the TxProfile of a RemoteStartTransaction; False = refused."""
        self.profiles.rules = self._charger.configuration.profile_rules()
        return self.profiles.expect(number, profile)

    def composite(self, number: int, length_s: int) -> tuple[list[Piece], int]:
        """Composite schedule from now on, in whole seconds, and how many of them it speaks of.

        Those are `length_s`, or fewer where that is more than `MAX_COMPOSITE_S` or the limit
        changes more than `MAX_COMPOSITE_LOOKS` times.
        """
        self._read_clock()
        wanted_s = min(length_s, MAX_COMPOSITE_S)
        pieces, told_s = self.profiles.first_pieces(
            number, self._now_s(), max(1.0, float(wanted_s)), MAX_COMPOSITE_LOOKS
        )
        told = max(1, math.floor(told_s))
        return whole_seconds(pieces, told), min(told, wanted_s)

    def apply(self) -> None:
        """Hand the limits that hold now to the hardware."""
        self._read_clock()
        charger, now_s = self._charger, self._now_s()
        plant = charger.world.plant
        total = self.profiles.charge_point_limit(now_s)
        plant.cp_limit_w[charger.point], until_s = total.w, total.until_s
        for number, connector in enumerate(charger.connectors, 1):
            own = self.profiles.connector_limit(number, now_s)
            plant.connector_limit_w[connector] = own.w
            if self.hardware.phases:
                plant.used_phases[connector] = own.phases
            until_s = min(until_s, own.until_s)
        self.until_s = charger.clock.world(until_s) if math.isfinite(until_s) else until_s

    def _now_s(self) -> float:
        return self._charger.clock.at(self._charger.world.now_s)

    def _seen(self, session: Session) -> Transaction:
        return Transaction(session.transaction_id, self._charger.clock.at(session.start_s))

    def _read_clock(self) -> None:
        for session in self._charger.sessions.values():
            self.profiles.begin_transaction(session.connector, self._seen(session))
