"""Whether a repair holds, read from telemetry and not from what anybody says.

A charger is proven by a session that began after the work was done, took at least 1 kWh and did so
at the power that this charger usually gives, while it is not faulted, is heard of, and its risk is
below `high` again. The same trouble after the work contradicts it. A pure function.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from central.core.alarm_topics import ABOUT, Stage
from central.core.alarms import Alarm
from central.core.levels import DEFAULT_LEVELS, Levels
from central.core.work_orders import Proof, WorkOrder, WorkState
from central.core.work_steps import Close, Doubt, Prove, Reopen, Step
from contract.ids import ChargePointId

SESSIONS_MIN: Final = 3
"""So many past sessions tell what is usual; with fewer the rating does."""


@dataclass(frozen=True, slots=True)
class ProofRules:
    """Numbers of the proof; simulated time."""

    energy_min_wh: float = 1000.0
    usual_share: float = 0.5
    """Of the usual mean power: cars and their batteries differ by about so much."""
    rated_share: float = 0.1
    """Of a connector's rating, where nothing is known of the charger's past."""
    within: timedelta = timedelta(hours=72)
    """Then somebody is told that nothing proves it."""
    settle: timedelta = timedelta(minutes=30)
    """What is still failed so long after the work was not repaired."""
    watch: timedelta = timedelta(hours=24)
    """A verified order closes when the trouble stayed away for so long."""


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """A session as far as it has come."""

    id: int
    started_at: datetime
    seen_at: datetime
    """Its end, or its newest reading."""
    energy_wh: float

    @property
    def power_w(self) -> float | None:
        """Mean so far; None = no time has passed."""
        hours = (self.seen_at - self.started_at).total_seconds() / 3600
        return self.energy_wh / hours if hours > 0 else None


@dataclass(frozen=True, slots=True)
class ChargerSeen:
    """What a charger looks like after the work."""

    is_faulted: bool
    is_connected: bool
    risk: float | None
    """Within 1 h, 0..1; None = nothing scores it."""
    rated_w: float | None
    """Of a connector."""
    limit_w: float | None
    """In force for the charger."""
    usual_w: Sequence[float] = ()
    """Mean powers of sessions of at least 1 kWh before the trouble."""
    sessions: Sequence[SessionSeen] = ()
    """Begun after the work."""


def expected_w(seen: ChargerSeen, rules: ProofRules) -> float:
    """What a session has to give at least; 0 = nothing is known of this charger."""
    if len(seen.usual_w) >= SESSIONS_MIN:
        wanted = rules.usual_share * median(seen.usual_w)
    else:
        wanted = rules.rated_share * (seen.rated_w or 0.0)
    return wanted if seen.limit_w is None else min(wanted, rules.usual_share * seen.limit_w)


def proof_of(seen: ChargerSeen, rules: ProofRules, levels: Levels = DEFAULT_LEVELS) -> Proof | None:
    """The session that proves a charger, if there is one."""
    at_risk = seen.risk is not None and seen.risk >= levels.high.clear
    if seen.is_faulted or not seen.is_connected or at_risk:
        return None
    wanted = expected_w(seen, rules)
    for each in seen.sessions:
        power_w = each.power_w
        enough = each.energy_wh >= rules.energy_min_wh
        if enough and power_w is not None and power_w >= wanted:
            return Proof(each.id, each.energy_wh, power_w, wanted)
    return None


def contradiction(
    order: WorkOrder, alarm: Alarm | None, rules: ProofRules, now: datetime
) -> str | None:
    """Why telemetry says that the work did not help; None = it does not say so."""
    if alarm is None or order.done_at is None:
        return None
    mine = [
        each
        for each in alarm.members.values()
        if not order.charge_points or each.charge_point in order.charge_points
    ]
    again = [each for each in mine if each.last_at > order.done_at and each.stage > Stage.FORESEEN]
    if again:
        return f"it came back: {again[0].text}"
    is_late = now - order.done_at >= rules.settle and not ABOUT[alarm.key.topic].latched
    still = [each for each in mine if each.clear_since is None and each.stage is Stage.FAILED]
    return f"it goes on: {still[0].text}" if is_late and still else None


def judged(
    order: WorkOrder,
    alarm: Alarm | None,
    chargers: Mapping[ChargePointId, ChargerSeen],
    rules: ProofRules,
    now: datetime,
) -> Step | None:
    """The next step that telemetry takes with an order that is done or verified.

    Args:
        order: what is judged.
        alarm: its alarm; None = it is not kept any more.
        chargers: of the order; of the whole station where the order names none.
        rules: numbers.
        now: simulated instant.
    """
    if order.state is WorkState.VERIFIED:
        is_quiet = order.verified_at is not None and now - order.verified_at >= rules.watch
        return Close("proven, and the trouble stayed away") if is_quiet else None
    against = contradiction(order, alarm, rules, now)
    if against is not None:
        return Reopen(against)
    to_prove = [key for key in order.charge_points or chargers if key not in order.proofs]
    for key in to_prove:
        proof = proof_of(chargers[key], rules) if key in chargers else None
        if proof is not None:
            is_all = not order.charge_points or to_prove == [key]
            return Prove(key, proof, is_all)
    is_late = order.done_at is not None and now - order.done_at >= rules.within
    if is_late and not order.is_unproven:
        hours = rules.within.total_seconds() / 3600
        return Doubt(f"nobody charged enough within {hours:g} h: a test charge would prove it")
    return None
