"""The chargers that this edge has seen, each with its proxy, its feature window and its alarm.

A charger stays in here when its socket closes, since its history is its strongest signal. Their
number is bounded, so that invented identities cannot fill the memory while central cannot refuse
them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from contract.fleet import ChargePointRecord, StationRecord
from contract.ids import ChargePointId, CityId, StationId
from contract.messages import Context
from contract.observations import Kind, Observation
from edge_agent.core.alarms import Alarm
from edge_agent.core.observing import Observer
from edge_agent.core.proxy import Proxy
from edge_agent.core.reports import Finding
from edge_agent.core.traffic import Answered, Heard, News
from models.features.window import FeatureWindow

NO_EVENT: Final = "none"
CONTEXT_HOLDS: Final = timedelta(hours=3)
_LINK_KINDS: Final = {"connected": Kind.CONNECTED, "disconnected": Kind.DISCONNECTED}


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a charger before it says a word; None = unknown."""

    station: StationId
    city: CityId | None = None
    rated_power_w: float | None = None
    connectors: int | None = None
    connector_power_w: float | None = None
    time_zone: str = "UTC"


def place_of(station: StationRecord, charger: ChargePointRecord) -> Place:
    """A charger's place by the fleet file."""
    return Place(
        station=station.id,
        city=station.city,
        rated_power_w=charger.rated_power_w,
        connectors=len(charger.connector_types),
        connector_power_w=charger.connector_power_w,
        time_zone=station.time_zone,
    )


@dataclass(slots=True)
class Charger:
    """One charger's machines."""

    id: ChargePointId
    place: Place
    proxy: Proxy
    window: FeatureWindow
    observer: Observer = field(default_factory=Observer)
    alarm: Alarm = field(default_factory=Alarm)
    is_connected: bool = False
    finding: Finding | None = None
    """Its last score."""
    scored_at: datetime | None = None
    _password_digest: bytes | None = None

    def learn(self, effect: Heard | Answered | News, at: datetime) -> None:
        """Turn what the proxy saw into observations (`at` simulated)."""
        match effect:
            case Heard(action, payload):
                for observation in self.observer.heard(action, payload, at):
                    self.window.observe(observation)
            case Answered(action, request, response):
                self.observer.answered(action, request, response)
            case News(kind):
                if kind in _LINK_KINDS:
                    self.is_connected = kind == "connected"
                    self.window.observe(Observation(_LINK_KINDS[kind], at.timestamp()))

    def learn_round_trip(self, real_s: float, at: datetime) -> None:
        """The charger answered a ping after so many real seconds."""
        self.window.observe(Observation(Kind.ROUND_TRIP, at.timestamp(), value=real_s))

    def learn_context(self, context: Context, at: datetime) -> None:
        """Weather, traffic and events around the charger, as of now; old ones say nothing."""
        if at - context.at > CONTEXT_HOLDS:
            return
        self.window.observe(
            Observation(
                Kind.CONTEXT,
                at.timestamp(),
                status=int(context.event != NO_EVENT),
                value=context.traffic_index,
                ambient_c=context.temperature_c,
            )
        )

    def admitted(self, authorization: str | None) -> None:
        """Central took this Authorization header."""
        self._password_digest = _digest(authorization)

    def may_enter_alone(self, authorization: str | None) -> bool:
        """Whether to let the charger in while central cannot be asked.

        Only with the header that central took last; one that central never saw may come in, and
        leaves as soon as central refuses it.
        """
        return self._password_digest is None or self._password_digest == _digest(authorization)


class Site:
    """All chargers of this edge.

    Args:
        places: by the fleet file.
        elsewhere: place of chargers in no fleet file.
        clock_factor: simulated seconds per real second.
        ids: fresh message ids, shared by all proxies.
        limit: most chargers that are kept.
    """

    def __init__(
        self,
        places: Mapping[ChargePointId, Place],
        elsewhere: Place,
        clock_factor: float,
        ids: Iterator[str],
        limit: int,
    ) -> None:
        self.chargers: dict[ChargePointId, Charger] = {}
        self._places = places
        self._elsewhere = elsewhere
        self._factor = clock_factor
        self._ids = ids
        self.limit = limit
        self._contexts: dict[CityId, Context] = {}
        self._histories: dict[str, dict[str, object]] = {}

    @property
    def is_full(self) -> bool:
        """No further charger is taken."""
        return len(self.chargers) >= self.limit

    def connected(self) -> list[Charger]:
        """Chargers whose socket is open."""
        return [each for each in self.chargers.values() if each.is_connected]

    def find(self, identity: ChargePointId) -> Charger | None:
        """The charger, if it was here before."""
        return self.chargers.get(identity)

    def add(self, identity: ChargePointId, at: datetime) -> Charger:
        """The charger's machines, made at its first visit, with the fault history of earlier runs.

        Raises:
            ValueError: if its kept fault history cannot be used; the charger is there without one.
        """
        known = self.chargers.get(identity)
        if known is not None:
            return known
        place = self._places.get(identity, self._elsewhere)
        window = FeatureWindow(
            place.rated_power_w, place.connectors, place.connector_power_w, place.time_zone
        )
        charger = Charger(identity, place, Proxy(self._ids, self._factor), window)
        self.chargers[identity] = charger
        history = self._histories.pop(identity, None)
        try:
            if history is not None:
                window.restore_fault_history(history, at.timestamp())
        finally:
            context = self._contexts.get(place.city) if place.city is not None else None
            if context is not None:
                charger.learn_context(context, at)
        return charger

    def set_context(self, context: Context, at: datetime) -> None:
        """Tell all chargers of a city what surrounds them, and those that come later.

        Raises:
            ValueError: if the context's instant has no time zone.
        """
        if context.at.tzinfo is None:
            raise ValueError(f"at {context.at.isoformat()} is not allowed: it has no time zone")
        self._contexts[context.city] = context
        for charger in self.chargers.values():
            if charger.place.city == context.city:
                charger.learn_context(context, at)

    def set_histories(self, histories: Mapping[str, dict[str, object]]) -> None:
        """Hand in what `histories` gave in an earlier run; before the first charger comes."""
        self._histories = dict(histories)

    def histories(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Fault history of every charger, also of those that did not come in this run."""
        yield from list(self._histories.items())
        for charger in list(self.chargers.values()):
            yield charger.id, charger.window.fault_history()


def _digest(authorization: str | None) -> bytes:
    return hashlib.sha256((authorization or "").encode()).digest()
