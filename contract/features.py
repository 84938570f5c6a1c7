"""The 33 features: what each means, where it comes from and when it is missing.

Every one can be computed beside the charger from the OCPP stream, the agent's clock and the context
message; `models.features` is the only code that computes them. Windows end now and are half-open.
A feature that cannot be computed is NaN; the exported model imputes it, nobody else does.
`FEATURE_SET_ID` is a hash of this table: a model fitted on another table is refused.
"""

import hashlib
from typing import Final, NamedTuple


class Feature(NamedTuple):
    """One row of the table."""

    name: str
    unit: str
    source: str
    window_s: int
    """0 = now, or since the charger was first seen where the meaning says so."""
    meaning: str


# fmt: off
FEATURES: Final = (
    # thermal
    Feature("temperature_c", "C", "MeterValues Temperature Body", 0, "latest, NaN when older than 15 min"),
    Feature("ambient_c", "C", "MeterValues Temperature Inlet, else context", 0, "air around the charger"),
    Feature("temperature_rise_k", "K", "temperature_c, ambient_c", 0, "difference of the two"),
    Feature("temperature_slope_k_per_min", "K/min", "temperature_c", 600, "least squares over 10 min, from 3 samples on"),
    Feature("temperature_max_1h_c", "C", "temperature_c", 3_600, "highest sample"),
    Feature("derating_ratio", "1", "Power.Active.Import, Power.Offered", 600, "1 - mean power / mean offered power while charging, 0..1"),
    # electrical
    Feature("power_ratio", "1", "Power.Active.Import", 300, "mean power of all connectors / rated power"),
    Feature("offered_ratio", "1", "Power.Offered", 0, "offered power of connectors in use / their rated share"),
    Feature("voltage_deviation_ratio", "1", "Voltage", 600, "1 - lowest voltage / mean voltage of the last 24 h"),
    Feature("imbalance_ratio", "1", "Current.Import by phase", 600, "largest (max - min) / mean phase current; NaN for DC and one phase"),
    Feature("energy_1h_ratio", "1", "Energy.Active.Import.Register", 3_600, "energy / (rated power x 1 h)"),
    # usage
    Feature("utilisation_now", "1", "StatusNotification", 0, "connectors in use / usable connectors; NaN with none usable"),
    Feature("utilisation_1h", "1", "StatusNotification", 3_600, "time mean of utilisation_now over the time observed"),
    Feature("utilisation_6h", "1", "StatusNotification", 21_600, "as above"),
    Feature("utilisation_24h", "1", "StatusNotification", 86_400, "as above"),
    Feature("sessions_1h", "1/connector", "StartTransaction", 3_600, "starts per connector"),
    Feature("session_mean_min", "min", "Start- and StopTransaction", 86_400, "mean length of the sessions that ended; NaN with none"),
    Feature("aborted_ratio_24h", "1", "StopTransaction", 86_400, "share of ended sessions below 0.1 kWh; NaN with none"),
    Feature("wait_min", "min", "utilisation_now, session_mean_min", 0, "0 while a connector is free, else session_mean_min / usable connectors; NaN before a session ended"),
    # communication
    Feature("silence_s", "s", "any frame", 0, "age of the charger's last frame; NaN before the first"),
    Feature("reconnects_24h", "1", "websocket", 86_400, "connections beyond the first seen"),
    Feature("round_trip_p95_s", "s", "calls and pings to the charger", 3_600, "95th percentile; real seconds"),
    # fault history
    Feature("errors_1h", "1", "StatusNotification errorCode", 3_600, "reports other than NoError"),
    Feature("errors_24h", "1", "StatusNotification errorCode", 86_400, "as above"),
    Feature("errors_7d", "1", "StatusNotification errorCode", 604_800, "as above"),
    Feature("hours_since_fault", "h", "StatusNotification Faulted", 0, "since the last fault began, at most 168; 168 with none known"),
    Feature("outage_ratio", "1", "StatusNotification Faulted, Unavailable", 0, "share of connector time down since first seen, at most 7 d back"),
    # context
    Feature("traffic_index", "1..10", "context", 0, "NaN without context"),
    Feature("local_event", "0/1", "context", 0, "1 while an event is on"),
    # calendar, in the time zone of the station (UTC for a charger in no fleet file)
    Feature("hour_sin", "1", "clock", 0, "sine of the local hour as an angle"),
    Feature("hour_cos", "1", "clock", 0, "cosine of the local hour as an angle"),
    Feature("weekend", "0/1", "clock", 0, "local Saturday or Sunday"),
    # static
    Feature("rated_power_kw", "kW", "fleet file", 0, "NaN for a charger in no fleet file"),
)
# fmt: on

# fmt: off
MISSING: Final = {
    "temperature_c": "no sample for 15 min",
    "ambient_c": "no inlet sample for 15 min and no context for 3 h",
    "temperature_rise_k": "either of the two is missing",
    "temperature_slope_k_per_min": "fewer than 3 samples in the window, or all within a second",
    "temperature_max_1h_c": "no sample in the window",
    "derating_ratio": "no sample with power and offered power in the window",
    "power_ratio": "no power in the window, or rated power unknown",
    "offered_ratio": "no connector was offered power for 15 min, or rated power unknown",
    "voltage_deviation_ratio": "no voltage in the window",
    "imbalance_ratio": "no phase currents in the window: DC, one phase, or not sent",
    "energy_1h_ratio": "no register seen yet, or rated power unknown",
    "utilisation_now": "no connector known or none usable",
    "utilisation_1h": "no connector known or none usable in the window",
    "utilisation_6h": "as above",
    "utilisation_24h": "as above",
    "session_mean_min": "no session with a known start ended in the window",
    "aborted_ratio_24h": "no session with a known energy ended in the window",
    "wait_min": "no connector usable, or session_mean_min is missing",
    "silence_s": "no frame yet",
    "round_trip_p95_s": "no answer in the window",
    "traffic_index": "no context for 3 h",
    "local_event": "no context for 3 h",
    "rated_power_kw": "charger in no fleet file",
}
# fmt: on
"""When a feature is NaN; one that is not named here never is."""

FEATURE_NAMES: Final = tuple(feature.name for feature in FEATURES)
FEATURE_COUNT: Final = 33


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for feature in FEATURES:
        digest.update(repr(tuple(feature)).encode())
    return digest.hexdigest()[:16]


FEATURE_SET_ID: Final = _fingerprint()
