"""A small world to share power in: chargers that accept limits, or lose them on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from central.core.load_sharing.decide import share_out
from central.core.load_sharing.facts import (
    AcceptedLimit,
    Area,
    Outlet,
    Plug,
    PlugKey,
    Share,
    Site,
)
from central.core.load_sharing.loads import has_accepted
from central.core.load_sharing.plans import LimitNow
from central.core.load_sharing.rules import SharingRules
from contract.ids import ChargePointId, ConnectorId, StationId

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
V = 230.0


def limit(power_w: float | None = None, phase_a: float | None = None) -> LimitNow:
    return LimitNow(power_w, phase_a, "its rating")


def outlet(name: str, **changes: Any) -> Outlet:
    values: dict[str, Any] = {
        "id": ChargePointId(name), "is_dc": True, "rated_w": 50_000.0, "connector_w": 50_000.0,
        "connectors": 1, "guaranteed_w": 10_000.0, "booted_at": NOON - timedelta(days=1),
    }  # fmt: skip
    return Outlet(**{**values, **changes})


def ac_outlet(name: str, **changes: Any) -> Outlet:
    power_w = 32.0 * 3 * V
    values = {"is_dc": False, "rated_w": power_w, "connector_w": power_w, "guaranteed_w": 3000.0}
    return outlet(name, **{**values, **changes})


def plug(session: int | None, connector: int = 1, **changes: Any) -> Plug:
    return Plug(ConnectorId(connector), changes.pop("since", NOON), session, **changes)


@dataclass
class World:
    """Holds what the chargers hold in truth, and what is known of that."""

    sites: dict[str, Site]
    areas: dict[str, Area] = field(default_factory=dict)
    rules: SharingRules = field(default_factory=SharingRules)
    now: datetime = NOON
    shares: dict[PlugKey, Share] = field(default_factory=dict)
    held: dict[PlugKey, Share] = field(default_factory=dict)
    """What a charger was told last, in truth."""
    told: int = 0
    """Profiles that were sent."""
    reaches: Callable[[PlugKey], bool] = lambda key: True
    is_answered: Callable[[PlugKey], bool] = lambda key: True

    def outlet(self, name: str) -> Outlet:
        return next(o for s in self.sites.values() for o in s.outlets if o.id == name)

    def change(self, name: str, **changes: Any) -> None:
        self.sites = {
            key: replace(
                site,
                outlets=tuple(replace(o, **changes) if o.id == name else o for o in site.outlets),
            )
            for key, site in self.sites.items()
        }

    def site_limit(self, now: LimitNow, key: str = "S") -> None:
        self.sites[key] = replace(self.sites[key], limit=now)

    def accept_defaults(self) -> None:
        for site in self.sites.values():
            for each in site.outlets:
                default = AcceptedLimit(each.safe_w, "W", 3, self.now)
                self.change(each.id, default=default)

    def decide(self) -> None:
        self.shares = share_out(self.sites.values(), self.areas, self.shares, self.rules, self.now)

    def tell(self) -> None:
        """Send what is not accepted; it may get lost on its way, or its answer on the way back."""
        for key, share in self.shares.items():
            charger = self.outlet(share.charge_point)
            known = charger.limits.get(share.connector)
            if not charger.connected or (
                known is not None
                and has_accepted(share, known, V)
                and share.until - (known.until or share.until) < timedelta(minutes=1)
            ):
                continue
            self.told += 1
            if not self.reaches(key):
                continue
            self.held[key] = share
            if self.is_answered(key):
                accepted = AcceptedLimit(
                    share.limit_w, "W", 3, self.now, share.until, share.transaction_id
                )
                limits = {**charger.limits, share.connector: accepted}
                self.change(charger.id, limits=limits)

    def run(self, minutes: float = 5.0, step_s: float = 10.0) -> None:
        for _ in range(round(minutes * 60.0 / step_s)):
            self.now += timedelta(seconds=step_s)
            self.decide()
            self.tell()

    def true_w(self) -> float:
        """What all chargers together would draw at most, in truth."""
        total_w = 0.0
        for site in self.sites.values():
            for each in site.outlets:
                for car in each.plugs:
                    held = self.held.get((each.id, car.id))
                    is_held = (
                        held is not None
                        and held.transaction_id == car.transaction_id
                        and self.now < held.until
                    )
                    total_w += held.limit_w if held is not None and is_held else each.safe_w
        return total_w

    def limit_w(self, name: str, connector: int = 1) -> float:
        return self.shares[(ChargePointId(name), ConnectorId(connector))].limit_w

    def reason(self, name: str, connector: int = 1) -> str:
        return self.shares[(ChargePointId(name), ConnectorId(connector))].reason


def station(*outlets: Outlet, power_w: float | None = None, **changes: Any) -> Site:
    phase_a = changes.pop("phase_a", None)
    name = changes.pop("name", "S")
    return Site(StationId(name), limit(power_w, phase_a), outlets, **changes)


def world(*sites: Site, **changes: Any) -> World:
    made = World({site.id: site for site in sites}, **changes)
    made.accept_defaults()
    return made
