"""Does a charger keep the limit that it accepted? Judged by the power that was measured since."""

from datetime import datetime, timedelta
from typing import Final

from central.core.facts import ChargerFacts

WINDOW: Final = timedelta(seconds=60)
"""A charger above its limit for so long does not keep it: ramps and single readings pass."""
SETTLING: Final = timedelta(seconds=60)
"""After it accepted a limit, before the window begins."""
TOLERANCE_RATIO: Final = 1.10
TOLERANCE_W: Final = 500.0
"""Meters, own consumption, and limits that are told in whole amperes."""


def ignored_reason(charger: ChargerFacts, now: datetime) -> str | None:
    """Why a charger does not keep its limit; None if it does, or if that cannot be said yet."""
    limit_w, since, least_w = charger.limit_w, charger.limit_accepted_at, charger.least_power_w
    if limit_w is None or since is None or least_w is None or now - since < SETTLING + WINDOW:
        return None
    if least_w <= limit_w * TOLERANCE_RATIO + TOLERANCE_W:
        return None
    return (
        f"{charger.id} draws at least {least_w / 1000:.1f} kW for {WINDOW.seconds} s "
        f"although it accepted a limit of {limit_w / 1000:.1f} kW"
    )
