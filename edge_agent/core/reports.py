"""What the edge tells central about a charger: telemetry, scores and events, all numbered."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_SET_ID
from contract.ids import EdgeId
from contract.messages import ChargerEvent, Contribution, Score, Telemetry, TemperatureOutlook
from edge_agent.core.forecast import Outlook
from models.features.window import Reading


@dataclass(frozen=True, slots=True)
class Finding:
    """A charger's risk with its reasons; `cause` only from level watch upward."""

    risk_1h: float
    level: str
    cause: str | None = None
    is_load_sensitive: bool = False
    cause_distance: float | None = None
    contributions: Sequence[Contribution] = ()
    stale_inputs: Sequence[str] = ()
    outlook: Sequence[Outlook] = ()
    risk_6h: float | None = None
    risk_24h: float | None = None


class Reporter:
    """Makes messages; numbers them without a gap from 1 on, per start (`birth`) of this edge."""

    def __init__(self, edge: EdgeId, birth: int) -> None:
        self.edge = edge
        self.birth = birth
        self._sequence = 0

    def telemetry(self, at: datetime, reading: Reading, vector: NDArray[np.float32]) -> Telemetry:
        """What was measured at a charger, with its feature vector (NaN becomes None)."""
        return Telemetry(
            at=at,
            edge=self.edge,
            birth=self.birth,
            sequence=self._next(),
            temperature_c=reading.temperature_c,
            ambient_c=reading.ambient_c,
            power_w=reading.power_w,
            offered_w=reading.offered_w,
            current_a=reading.current_a,
            voltage_v=reading.voltage_v,
            energy_1h_wh=reading.energy_1h_wh,
            utilisation_ratio=reading.utilisation_ratio,
            connectors_in_use=reading.connectors_in_use,
            connectors_usable=reading.connectors_usable,
            last_frame_age_s=reading.last_frame_age_s,
            features=[value if math.isfinite(value) else None for value in vector.tolist()],
        )

    def score(self, at: datetime, model: str, finding: Finding) -> Score:
        """A charger's risk by a model bundle."""
        return Score(
            at=at,
            edge=self.edge,
            birth=self.birth,
            sequence=self._next(),
            model=model,
            feature_set=FEATURE_SET_ID,
            risk_1h=finding.risk_1h,
            risk_6h=finding.risk_6h,
            risk_24h=finding.risk_24h,
            level=finding.level,
            cause=finding.cause,
            load_sensitive=finding.is_load_sensitive,
            cause_distance=finding.cause_distance,
            contributions=list(finding.contributions),
            stale_inputs=list(finding.stale_inputs),
            temperature_forecast=[_rounded(each) for each in finding.outlook],
        )

    def event(self, at: datetime, kind: str, detail: str) -> ChargerEvent:
        """Something that OCPP does not tell."""
        return ChargerEvent(
            at=at,
            edge=self.edge,
            birth=self.birth,
            sequence=self._next(),
            kind=kind,
            detail=detail,
        )

    def _next(self) -> int:
        self._sequence += 1
        return self._sequence


def _rounded(outlook: Outlook) -> TemperatureOutlook:
    """Tenths of a degree: finer than any sensor, and half as long on the wire."""
    return TemperatureOutlook(
        minutes=outlook.minutes,
        low_c=round(outlook.low_c, 1),
        mid_c=round(outlook.mid_c, 1),
        high_c=round(outlook.high_c, 1),
    )
