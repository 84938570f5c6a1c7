"""A charger's proxy with its limiter: same events, same effects, the edge's own calls in between.

The proxy knows nothing of it. Frames from the charger that answer the edge's own calls end here;
calls of the proxy to the charger wait here while one of the edge's own is open.
"""

import math
from datetime import datetime
from typing import Final

from edge_agent.core.limiter import Limiter
from edge_agent.core.proxy import Proxy
from edge_agent.core.reports import Finding
from edge_agent.core.rules import LinkState
from edge_agent.core.traffic import (
    ChargerClosed,
    ChargerOpened,
    Effect,
    Event,
    FromCharger,
    Now,
    ToCharger,
    WakeAt,
)

LOOK_S: Final = 1.0
"""Real seconds between two looks at what the limiter has to do."""


class GuardedProxy:
    """The machine that a session drives."""

    def __init__(self, proxy: Proxy, limiter: Limiter) -> None:
        self._proxy = proxy
        self.limiter = limiter
        self._is_charger_open = False
        self._proxy_wake_s = math.inf
        self._wake_s = math.inf

    @property
    def link(self) -> LinkState:
        """State of the connection to central."""
        return self._proxy.link

    @property
    def waiting(self) -> int:
        """Stored messages that central has yet to hear."""
        return self._proxy.waiting

    @property
    def is_finished(self) -> bool:
        """Central has heard all there is."""
        return self._proxy.is_finished

    def learn_score(self, finding: Finding, at: datetime) -> None:
        """The charger was scored."""
        self._proxy.learn_score(finding, at)

    def handle(self, event: Event, now: Now) -> list[Effect]:
        """Take one event and say what to do about it, in this order."""
        if isinstance(event, ChargerOpened | ChargerClosed):
            self._is_charger_open = isinstance(event, ChargerOpened)
            self._proxy_wake_s = self._wake_s = math.inf  # an older visit's timers went with it
            self.limiter.connected()
        own = self.limiter.takes(event, now) if isinstance(event, FromCharger) else None
        effects = self._proxy.handle(event, now) if own is None else own
        if now.real_s >= self._wake_s:
            self._wake_s = math.inf
        if now.real_s >= self._proxy_wake_s:
            self._proxy_wake_s = math.inf
        found = [each for each in effects if not self._holds_back(each, now)]
        if self._is_charger_open:
            found += self.limiter.pump(now)
        return [*found, *self._wake(now)]

    def _holds_back(self, effect: Effect, now: Now) -> bool:
        """Whether an effect of the proxy does not go on as it is."""
        if isinstance(effect, WakeAt):
            self._proxy_wake_s = min(self._proxy_wake_s, effect.real_s)
            return True
        if isinstance(effect, ToCharger) and effect.text.startswith("[2"):
            self.limiter.passes(effect.text, now)
            return True
        return False

    def _wake(self, now: Now) -> list[Effect]:
        look_s = now.real_s + LOOK_S
        is_looking = self._is_charger_open and self.limiter.is_needed
        earliest_s = min(self._proxy_wake_s, look_s if is_looking else math.inf)
        if earliest_s >= self._wake_s:
            return []
        self._wake_s = earliest_s
        return [WakeAt(earliest_s)]
