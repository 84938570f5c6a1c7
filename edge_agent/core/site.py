"""The chargers that this edge has seen, each with its proxy, its feature window and its alarm.

A charger stays in here when its socket closes, since its history is its strongest signal. Their
number is bounded, so that invented identities cannot fill the memory while central cannot refuse
them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

import msgspec

from contract.costmsg import Price, default_price_value, price_text
from contract.fleet import ChargePointRecord, StationRecord
from contract.ids import ChargePointId, CityId, StationId
from contract.messages import Context
from contract.observations import Kind, Observation
from edge_agent.core.alarms import Alarm
from edge_agent.core.forecast import Forecaster, Heat, Outlook
from edge_agent.core.guard import Guard, GuardRules, Signs
from edge_agent.core.guarded import GuardedProxy
from edge_agent.core.limiter import Limiter, LimitRules
from edge_agent.core.limits import Limit
from edge_agent.core.observing import Observer
from edge_agent.core.policy import Policy
from edge_agent.core.proxy import Proxy
from edge_agent.core.reports import Finding
from edge_agent.core.rules import LinkState
from edge_agent.core.storage import Kept
from edge_agent.core.traffic import Answered, Heard, News
from edge_agent.core.transactions import FIRST_LOCAL_ID
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
    base_price: str = ""
    """Value of DefaultPrice that shows the station's base price; empty = not known."""


def place_of(station: StationRecord, charger: ChargePointRecord) -> Place:
    """A charger's place by the fleet file."""
    return Place(
        station=station.id,
        city=station.city,
        rated_power_w=charger.rated_power_w,
        connectors=len(charger.connector_types),
        connector_power_w=charger.connector_power_w,
        time_zone=station.time_zone,
        base_price=default_price_value(
            Price(
                station.base_price_per_kwh,
                station.currency,
                price_text(station.base_price_per_kwh, station.currency),
            )
        ),
    )


def window_of(place: Place) -> FeatureWindow:
    """The window of a charger of which nothing was heard yet."""
    return FeatureWindow(
        place.rated_power_w, place.connectors, place.connector_power_w, place.time_zone
    )


@dataclass(slots=True)
class Charger:
    """One charger's machines."""

    id: ChargePointId
    place: Place
    proxy: GuardedProxy
    window: FeatureWindow
    guard: Guard
    observer: Observer = field(default_factory=Observer)
    alarm: Alarm = field(default_factory=Alarm)
    forecaster: Forecaster = field(default_factory=Forecaster)
    is_connected: bool = False
    finding: Finding | None = None
    """Its last score."""
    scored_at: datetime | None = None

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
                elif kind == "charger_swapped":  # the past of another machine foretells nothing
                    self.window, self.alarm = window_of(self.place), Alarm()
                    self.forecaster = Forecaster()
                    self.observer, self.finding, self.scored_at = Observer(), None, None

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

    def foresee(self, at: datetime) -> tuple[Outlook, ...]:
        """Temperatures of the next hour, by what is known now; call it with every score."""
        at_s = at.timestamp()
        now = self.window.reading(at_s)
        rated_w = self.place.rated_power_w
        load = None if now.power_w is None or rated_w is None else now.power_w / rated_w
        self.forecaster.look(
            Heat(
                at_s=at_s,
                temperature_c=now.temperature_c,
                measured_at_s=now.temperature_at_s,
                ambient_c=now.ambient_c,
                load=load,
            )
        )
        return self.forecaster.outlook()

    def protect(self, finding: Finding, at: datetime) -> News | None:
        """Let the guard judge a score; what it allows is in force from the next look on."""
        self.proxy.learn_score(finding, at)
        link = self.proxy.link
        limiter = self.proxy.limiter
        signs = Signs(
            at_s=at.timestamp(),
            level=finding.level,
            is_load_sensitive=finding.is_load_sensitive,
            temperature_c=self.window.reading(at.timestamp()).temperature_c,
        )
        is_in_reach = link is not LinkState.OFFLINE and link is not LinkState.SUSPECT
        reason = self.guard.assess(signs, limiter.central_w(at), is_in_reach=is_in_reach)
        limiter.guard_w = self.guard.cap_w
        if not reason:
            return None
        if limiter.guard_w is None:
            return News("guard_released", reason)
        return News("guard_engaged", f"{reason}: at most {limiter.guard_w / 1000.0:.1f} kW")


@dataclass(frozen=True, slots=True)
class Offline:
    """How chargers live without central.

    `exceptions` are chargers for which `policy.closes_on_loss` is the other way round;
    `call_timeouts_s` are real seconds by charger, `*` those of all others.
    """

    policy: Policy = field(default_factory=Policy)
    exceptions: frozenset[str] = frozenset()
    call_timeouts_s: Mapping[str, float] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict)
    local_ids: Iterator[int] = field(default_factory=lambda: count(FIRST_LOCAL_ID))

    def policy_of(self, identity: str, clock_factor: float) -> Policy:
        """The operator's choices for one charger."""
        closes = self.policy.closes_on_loss != (identity in self.exceptions)
        return replace(
            self.policy,
            clock_factor=clock_factor,
            closes_on_loss=closes,
            call_timeout_s=self.call_timeouts_s.get(identity, self.call_timeouts_s.get("*")),
        )


class KeptLimit(msgspec.Struct, frozen=True):
    """Central's limit at one charger, as it is kept for the next run of the edge."""

    power_w: float
    until: datetime | None
    level: int
    profile_id: int | None


@dataclass(frozen=True, slots=True)
class Protection:
    """What the operator allows the edge to do about power.

    `share_ratio` is the part of its rated power that each charger may draw so that the site's limit
    holds; None = the site has none. A charger of unknown rating then gets nothing: it fails safe.
    """

    guard: GuardRules
    share_ratio: float | None
    voltage_v: float
    phases: int
    safe_w: float | None = None
    """What a session on any connector may draw where nobody says more; None = all."""


UNPROTECTED: Final = Protection(GuardRules(False, 0.0, 1.0, 0.0, 0.0), None, 230.0, 3)  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class Conduct:
    """What the operator wants of all chargers: by default nothing limits their power."""

    offline: Offline = field(default_factory=Offline)
    protection: Protection = UNPROTECTED


class Site:
    """All chargers of this edge.

    Args:
        places: by the fleet file.
        elsewhere: place of chargers in no fleet file.
        clock_factor: simulated seconds per real second.
        ids: fresh message ids, shared by all proxies.
        limit: most chargers that are kept.
        conduct: what the operator wants of them.
    """

    def __init__(
        self,
        places: Mapping[ChargePointId, Place],
        elsewhere: Place,
        clock_factor: float,
        ids: Iterator[str],
        limit: int,
        conduct: Conduct | None = None,
    ) -> None:
        self.chargers: dict[ChargePointId, Charger] = {}
        self._places = places
        self._elsewhere = elsewhere
        self._factor = clock_factor
        self._ids = ids
        self.limit = limit
        conduct = conduct or Conduct()
        self._offline = conduct.offline
        self._protection = conduct.protection
        self._kept_limits: dict[str, KeptLimit] = {}
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
        window = window_of(place)
        proxy = GuardedProxy(self._proxy(identity, place), self._limiter(identity, place))
        guard = Guard(self._protection.guard, place.rated_power_w)
        charger = Charger(identity, place, proxy, window, guard)
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

    def closes_on_loss(self, identity: ChargePointId) -> bool:
        """Whether the charger stands before a closed door while central is away."""
        return self._offline.policy_of(identity, self._factor).closes_on_loss

    def _proxy(self, identity: ChargePointId, place: Place) -> Proxy:
        return Proxy(
            self._ids,
            replace(self._offline.policy_of(identity, self._factor), base_price=place.base_price),
            self._offline.local_ids,
            self._offline.kept.get(identity),
        )

    def _limiter(self, identity: ChargePointId, place: Place) -> Limiter:
        protection = self._protection
        share_w = None
        if protection.share_ratio is not None:
            share_w = protection.share_ratio * (place.rated_power_w or 0.0)
        rules = LimitRules(
            share_w,
            place.connectors or 1,
            protection.voltage_v,
            protection.phases,
            protection.safe_w,
        )
        limiter = Limiter(rules, self._ids)
        kept = self._kept_limits.pop(identity, None)
        if kept is not None:
            limiter.restore(Limit(kept.power_w, kept.until), kept.level, kept.profile_id)
        return limiter

    def set_limits(self, limits: Mapping[str, KeptLimit]) -> None:
        """Hand in what `limits` gave in an earlier run; before the first charger comes."""
        self._kept_limits = dict(limits)

    def limits(self) -> dict[str, KeptLimit]:
        """Central's limit at every charger, also of those that did not come in this run."""
        found = dict(self._kept_limits)
        for charger in self.chargers.values():
            kept = charger.proxy.limiter.kept
            if kept is not None:
                limit, level, profile_id = kept
                found[charger.id] = KeptLimit(limit.power_w, limit.until, level, profile_id)
        return found

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
