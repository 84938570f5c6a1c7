"""What all roles of one process share, and what two of them make alike."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from central.adapters.clock import ScaledClock, monotonic_s
from central.adapters.db.engine import Database
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.ids import RandomIds
from central.adapters.matching import matched
from central.adapters.mqtt.commands import ChargerCaller
from central.adapters.mqtt.link import MqttLink
from central.adapters.pki import Authority
from central.adapters.routing import OsrmRoads
from central.config import Settings
from central.core.geography import Metric
from central.core.rules import HealRules, Mode, SurgeAlone, Switches, TargetRules
from central.services.counters import Counters
from central.services.isolation import kept_running
from central.services.travel import TravelTimes
from central.services.work_planning import Planner

if TYPE_CHECKING:
    from central.adapters.llm.gemini import Gemini

log = structlog.get_logger(__name__)

ARTIFACTS: Final = Path(__file__).parents[2] / "models" / "artifacts"
"""Data of the edges' program, in the same distribution; read, never imported."""


@dataclass(frozen=True, slots=True)
class App:
    """What all roles of one process share."""

    settings: Settings
    clock: ScaledClock
    ids: RandomIds
    counters: Counters
    database: Database
    units: SqlUnitsOfWork
    link: MqttLink
    calls: ChargerCaller
    authority: Authority | None
    roads: OsrmRoads | None
    tasks: asyncio.TaskGroup
    on_listening: Callable[[str, int], None]
    """Told the name and port of each server that takes connections."""

    def keep_running(self, run: Callable[[], Awaitable[None]], what: str) -> None:
        """A loop of this process; a defect in it is logged and does not end the others."""
        self.tasks.create_task(kept_running(run, self.counters, what))


def heal_rules(settings: Settings) -> HealRules:
    """The loop's numbers: the defaults of `HealRules`, bounded by the operator's settings."""
    return HealRules(
        price_cap_per_kwh=settings.price_cap_per_kwh,
        price_floor_per_kwh=settings.price_floor_per_kwh,
        surge_without_target=SurgeAlone(settings.surge_without_target.value),
        target=TargetRules(metric=Metric(settings.target_distance.value)),
        declared_emergency=settings.declared_emergency,
    )


def initial_switches(settings: Settings) -> Switches:
    """The loop's switches until a person changes them."""
    return Switches(Mode(settings.heal_mode.value), settings.heal_price, settings.heal_power)


def planner_of(app: App) -> Planner:
    """Planning of work orders, with the router of the settings."""
    return Planner(app.units, app.clock, TravelTimes(app.roads, monotonic_s), matched)


def open_gemini(settings: Settings) -> "Gemini | None":
    """The language model, where a key is set and its package is installed."""
    if settings.gemini_api_key is None:
        return None
    try:  # the extra `gemini` is 85 MB: only who sets a key needs it
        from central.adapters.llm.gemini import Gemini, GeminiSettings
    except ImportError:
        log.warning("gemini_missing", reason="SNTRY_CENTRAL_GEMINI_API_KEY needs sntry[gemini]")
        return None
    return Gemini(
        GeminiSettings(
            settings.gemini_api_key,
            settings.gemini_model,
            settings.gemini_url,
            settings.gemini_timeout_s,
        )
    )
