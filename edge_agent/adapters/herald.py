"""Puts reports on their topics."""

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from contract.topics import charger_topic
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.mailbox import Mailbox, Report
from edge_agent.core.reports import Finding, Reporter
from edge_agent.core.site import Charger
from edge_agent.core.traffic import News


class Herald:
    """Tells central about chargers: news at once, measurements and scores once a round."""

    def __init__(self, reporter: Reporter, mailbox: Mailbox, clock: Clock) -> None:
        self._reporter = reporter
        self._mailbox = mailbox
        self._clock = clock

    def tell(self, charger: Charger, news: News) -> None:
        """Something happened just now."""
        event = self._reporter.event(self._clock.now().at, news.kind, news.detail)
        self._publish(charger, "event", event)

    def measured(self, charger: Charger, at: datetime, vector: NDArray[np.float32]) -> None:
        """What the charger's window knows, and its features."""
        reading = charger.window.reading(at.timestamp())
        self._publish(charger, "telemetry", self._reporter.telemetry(at, reading, vector))

    def scored(self, charger: Charger, at: datetime, model: str, finding: Finding) -> None:
        """The charger's risk."""
        self._publish(charger, "score", self._reporter.score(at, model, finding))

    def _publish(self, charger: Charger, stream: str, report: Report) -> None:
        self._mailbox.post(charger_topic(charger.place.station, charger.id, stream), report)
