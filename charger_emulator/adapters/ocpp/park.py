"""All chargers of the process: the fleet's, and those that were made while it runs.

The fleet has one world. Chargers that are made later get worlds of their own, one for each order,
so that no array has to grow; they share the clock. Ids are unique over all of them.
"""

import asyncio
import re
import zlib
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any, Final

import msgspec

from charger_emulator.adapters.ocpp import acts
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.core.security import check_address
from charger_emulator.core.world import World, WorldSetting
from contract.fleet import ChargePointRecord, Fleet, StationRecord
from contract.ids import ChargePointId, StationId

MAX_MADE: Final = 5_000
"""Chargers of one order."""
_IDENT: Final = re.compile(r"[A-Za-z0-9*_=.|@-]{1,48}")
"""What OCPP calls an identifierString; ":" is left out, for HTTP Basic ends the name there."""


class NewChargers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Chargers to make: `count` of them, named `id`, or `id-1`, `id-2` ... with more than one."""

    id: str
    count: int = 1
    central_url: str = ""
    """Empty = the fleet's own."""
    password: str = ""
    connectors: int = 1
    connector_power_w: float = 11_000.0
    current_type: str = "AC"
    vendor: str = "Emulated"
    model: str = "Charger"
    persona: str = "plain"
    scripted: bool = True
    """Nothing happens there but what is ordered."""

    def idents(self) -> list[ChargePointId]:
        """Names of all of them."""
        if self.count == 1:
            return [ChargePointId(self.id)]
        return [ChargePointId(f"{self.id}-{number}") for number in range(1, self.count + 1)]

    def check(self) -> None:
        """Raise ValueError for what cannot be made, naming value and what is allowed."""
        if not _IDENT.fullmatch(self.id):
            raise ValueError(f"id {self.id!r} is not allowed: 1 to 48 of A-Z a-z 0-9 * - _ = . | @")
        limits = {
            "count": (self.count, 1, MAX_MADE),
            "connectors": (self.connectors, 1, 24),
            "connector_power_w": (self.connector_power_w, 1_000, 500_000),
        }
        for name, (value, low, high) in limits.items():
            if not low <= value <= high:
                raise ValueError(f"{name} {value} is not allowed: {low} to {high}")
        if self.current_type not in ("AC", "DC"):
            raise ValueError(f"current_type {self.current_type!r} is not allowed: AC, DC")
        for name, text in (("vendor", self.vendor), ("model", self.model)):
            if not 0 < len(text) <= 20:
                raise ValueError(f"{name} {text!r} is not allowed: 1 to 20 characters")
        if self.central_url:
            try:
                check_address(self.central_url)
            except ValueError as err:
                text = f"central_url {self.central_url!r} is not allowed: {err}"
                raise ValueError(text) from err


@dataclass
class Park:
    """Run it; chargers may come and go meanwhile."""

    fleet: Chargers
    equip: Callable[[Chargers], None] = lambda _made: None
    """Gives new chargers what the fleet's brought along for security."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """Ids, patterns of ids, or `station:ID`, by the name of a group. Write with `set_group`."""
    made: list[Chargers] = field(default_factory=list)
    _tasks: asyncio.TaskGroup | None = None

    async def run(self) -> None:
        """Keep everything going until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            for each in (self.fleet, *self.made):
                tasks.create_task(each.run())

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something go on beside the chargers, for as long as they run.

        Raises:
            RuntimeError: if nothing runs.
        """
        if self._tasks is None:
            work.close()
            raise RuntimeError("the chargers do not run")
        self._tasks.create_task(work)

    def all(self) -> Iterable[Charger]:
        """All chargers."""
        for each in (self.fleet, *self.made):
            yield from each.by_id.values()

    def find(self, ident: str) -> Charger | None:
        """A charger by its id."""
        home = self.home(ident)
        return None if home is None else home.by_id[ChargePointId(ident)]

    def home(self, ident: str) -> Chargers | None:
        """Where a charger belongs."""
        key = ChargePointId(ident)
        return next((each for each in (self.fleet, *self.made) if key in each.by_id), None)

    def select(self, who: str | Sequence[str]) -> list[Charger]:
        """Chargers by id, pattern (`PHX-*`), group, or `station:ID`, each once.

        Raises:
            ValueError: if a word stands for no charger.
        """
        found: dict[str, Charger] = {}
        for word in [who] if isinstance(who, str) else who:
            matching = [c for c in self.all() if self._fits(word, c)]
            if not matching:
                groups = ", ".join(self.groups) or "there are none"
                raise ValueError(f"{word!r} is no charger, station or group (groups: {groups})")
            found |= {c.record.id: c for c in matching}
        return list(found.values())

    def _fits(self, word: str, charger: Charger) -> bool:
        return any(_fits(each, charger) for each in self.groups.get(word, [word]))

    def set_group(self, name: str, words: Sequence[str]) -> None:
        """Give chargers a name in common; patterns take in chargers that come later, too.

        A group among the words is replaced by what it stands for now.

        Raises:
            ValueError: if a word stands for no charger, there are no words, or the name already
                stands for chargers.
        """
        if not words:
            raise ValueError(f"group {name!r} is empty: it takes at least one charger")
        taken = next((each for each in self.all() if _fits(name, each)), None)
        if taken is not None:
            raise ValueError(
                f"group name {name!r} is not allowed: it stands for charger {taken.record.id!r}"
            )
        self.select(words)
        self.groups[name] = [each for word in words for each in self.groups.get(word, [word])]

    # --- coming and going ------------------------------------------------------------------------

    def create(self, order: NewChargers) -> list[Charger]:
        """Make chargers; they begin to connect.

        Raises:
            ValueError: if something of the order is not allowed, or an id is taken.
        """
        order.check()
        taken = next((each for each in order.idents() if self.home(each) is not None), None)
        if taken is not None:
            raise ValueError(f"id {taken!r} is taken")
        named = next((each for each in order.idents() if each in self.groups), None)
        if named is not None:
            raise ValueError(f"id {named!r} is the name of a group")
        fleet, clock = self.fleet, self.fleet.clock
        seed = zlib.crc32(order.id.encode())  # the same charger in any fleet
        setting = WorldSetting(seed=seed, mean_utilisation=0.0)
        world = World(self._station_of(order), setting, clock.now_s())
        world.ask_first()
        url = order.central_url or fleet.url
        made = Chargers(world, clock, url, order.password or fleet.password, fleet.timing)
        made.secure_url = "" if order.central_url else fleet.secure_url
        self.equip(made)
        for charger in made.all:
            charger.become(order.persona)
            acts.script(charger, on=order.scripted)
        self.made.append(made)
        if self._tasks is not None:
            self._tasks.create_task(made.run())
        return made.all

    def delete(self, ident: str) -> None:
        """Take a charger away: its connection closes, and nobody can use it any more.

        Raises:
            ValueError: if there is none of that id.
        """
        home = self.home(ident)
        if home is None:
            raise ValueError(f"charger {ident!r} is not there")
        home.remove(home.by_id[ChargePointId(ident)])
        if home in self.made and not home.by_id:
            self.made.remove(home)
            home.end()

    def _station_of(self, order: NewChargers) -> Fleet:
        """A place for new chargers, in the city of the fleet's first station."""
        model = self.fleet.world.layout.stations[0]
        power_w = order.connector_power_w
        records = [
            ChargePointRecord(
                id=ident,
                vendor=order.vendor,
                model=order.model,
                rated_power_w=power_w * order.connectors,
                connector_power_w=power_w,
                current_type=order.current_type,
                connector_types=["CCS1" if order.current_type == "DC" else "J1772"]
                * order.connectors,
            )
            for ident in order.idents()
        ]
        station = StationRecord(
            id=StationId(f"made-{order.id}"),
            name=f"Made: {order.id}",
            network="Made",
            operator=model.operator,
            city=model.city,
            city_name=model.city_name,
            state=model.state,
            latitude_deg=model.latitude_deg,
            longitude_deg=model.longitude_deg,
            time_zone=model.time_zone,
            location_type=model.location_type,
            charger_type="DC Fast Charge" if order.current_type == "DC" else "Level 2",
            grid_limit_w=power_w * order.connectors * order.count,
            base_price_per_kwh=Decimal("0.30"),
            energy_cost_per_kwh=Decimal("0.12"),
            currency=model.currency,
            amenities=[],
            simulated=True,
            charge_points=records,
        )
        return Fleet(stations=[station])


def _fits(word: str, charger: Charger) -> bool:
    if word.startswith("station:"):
        layout = charger.world.layout
        station = layout.stations[int(layout.cp_station[charger.point])]
        return bool(station.id == word.removeprefix("station:"))
    return fnmatchcase(charger.record.id, word)
