"""Messages to central carry their stamps and no number that was not measured."""

from datetime import UTC, datetime

import numpy as np

from contract.ids import EdgeId
from contract.messages import Score, Telemetry, TemperatureOutlook, decode, encode
from edge_agent.core.forecast import Outlook
from edge_agent.core.reports import Finding, Reporter
from models.features.window import FeatureWindow

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_sequence_counts_over_all_kinds_without_a_gap() -> None:
    reporter = Reporter(EdgeId("e"), birth=3)
    reading = FeatureWindow(None, None, None).reading(AT.timestamp())
    vector = np.zeros(33, dtype=np.float32)
    messages = (
        reporter.event(AT, "connected", ""),
        reporter.telemetry(AT, reading, vector),
        reporter.score(AT, "m", Finding(0.1, "low")),
    )
    assert [(each.sequence, each.birth, each.edge) for each in messages] == [
        (1, 3, "e"),
        (2, 3, "e"),
        (3, 3, "e"),
    ]


def test_missing_features_are_null_on_the_wire() -> None:
    vector = np.full(33, np.nan, dtype=np.float32)
    vector[0] = 40.5
    reading = FeatureWindow(None, None, None).reading(AT.timestamp())
    sent = encode(Reporter(EdgeId("e"), 1).telemetry(AT, reading, vector))
    read = decode(sent, Telemetry)
    assert read.features == [40.5, *[None] * 32]
    assert read.temperature_c is None


def test_finding_is_told_as_it_is() -> None:
    outlook = (Outlook(minutes=5, low_c=60.04, mid_c=61.26, high_c=63.0),)
    finding = Finding(
        0.7,
        "critical",
        "thermal",
        True,
        1.5,
        stale_inputs=("context",),
        outlook=outlook,
        risk_24h=0.9,
    )
    read = decode(encode(Reporter(EdgeId("e"), 1).score(AT, "m-1", finding)), Score)
    assert (read.risk_1h, read.level, read.cause, read.load_sensitive) == (
        0.7,
        "critical",
        "thermal",
        True,
    )
    assert (read.risk_6h, read.risk_24h) == (None, 0.9)
    assert (read.model, read.cause_distance, read.stale_inputs) == ("m-1", 1.5, ["context"])
    assert read.temperature_forecast == [
        TemperatureOutlook(minutes=5, low_c=60.0, mid_c=61.3, high_c=63.0)
    ]
