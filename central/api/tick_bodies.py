"""Answers of the API about the live tick and about busy hours."""

from pydantic import BaseModel

from central.api.bodies import PortsOut
from central.core.rules import Mode


class DecidedOut(BaseModel):
    """A heal as the loop changed it."""

    at: str
    station_id: str
    state: str
    target_station_id: str | None
    reason: str


class NetworkMetricsOut(BaseModel):
    """Figures of the whole network."""

    stations: dict[str, int]
    """How many by state."""
    ports: PortsOut
    utilisation: float | None
    """Connectors in use over usable ones, 0..1."""
    waiting_stations: int
    """Stations without a free port."""
    longest_wait_min: float | None
    load_kw: float
    rated_kw: float
    risk_levels: dict[str, int]
    """How many chargers by the level of their newest score."""
    revenue_at_risk_per_h: dict[str, str]
    """Money per hour by currency."""


class TickOut(BaseModel):
    """One tick of central's own loop."""

    number: int
    at: str
    """Simulated."""
    interval_s: float
    """Simulated seconds, at least, between two ticks."""
    mode: Mode
    open_heals: int
    decisions: int
    """Since the tick before."""
    decided: list[DecidedOut]
    """The newest of them."""
    metrics: NetworkMetricsOut


class BusyHourOut(BaseModel):
    """One hour of the week."""

    hour: int
    """0..167 in the station's own time; Monday 0 h is 0."""
    utilisation: float | None
    """Share of usable connectors in use, 0..1."""
    arrivals_per_h: float | None


class PublicBusyHourOut(BaseModel):
    """One hour of the week, as anybody may see it."""

    hour: int
    utilisation: float | None


class BusyHoursOut(BaseModel):
    """How busy a station is by hour of the week, over the last weeks."""

    station_id: str
    time_zone: str
    weeks: float
    hours: list[BusyHourOut]


class PublicBusyHoursOut(BaseModel):
    """The same for drivers."""

    station_id: str
    time_zone: str
    weeks: float
    hours: list[PublicBusyHourOut]
