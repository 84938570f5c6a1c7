"""What the visits of all chargers share."""

from collections.abc import Callable
from dataclasses import dataclass

from edge_agent.adapters.backoff import Chance
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.passwords import Passwords
from edge_agent.adapters.spool import Spool
from edge_agent.adapters.tally import Tally
from edge_agent.adapters.tls import CentralTls
from edge_agent.adapters.uplink import Uplinks
from edge_agent.core.site import Charger
from edge_agent.core.traffic import News


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all sessions share.

    `tell` publishes a charger's news; all durations are real seconds.
    """

    clock: Clock
    uplinks: Uplinks
    tls: CentralTls
    tally: Tally
    chance: Chance
    tell: Callable[[Charger, News], None]
    spool: Spool
    passwords: Passwords
    charger_ping_s: float
    uplink_ping_s: float
    pong_timeout_s: float
    reconnect_spread_s: float
    reconnect_longest_s: float
