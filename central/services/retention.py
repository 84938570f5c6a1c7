"""Forgets what is old, in small bites, so that nobody waits long for the writer.

Raw readings become quarters of an hour, which stay; sessions keep their two ends, their terms and
the lines of their receipts; the audit stays whole. All ages are simulated. The stream is pruned by
the control loop.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from central.services.errors import UnavailableError
from central.services.ports import Clock
from central.services.repeats import KEPT
from central.services.unit_of_work import UnitsOfWork

EVERY_S: Final = 600.0
"""Simulated seconds."""
LEAST_WAIT_S: Final = 15.0
"""Real seconds, where the clock runs fast."""
BITE_ROWS: Final = 2000
BITE_READINGS: Final = 500
"""Readings are read and added up within the bite."""
BREATH_S: Final = 0.05

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """How long rows are kept."""

    telemetry: timedelta = timedelta(hours=24)
    """Scores too."""
    readings: timedelta = timedelta(days=30)
    commands: timedelta = timedelta(days=90)
    prices: timedelta = timedelta(days=400)
    """What chargers showed, beyond the last price of each."""
    fault_reports: timedelta = timedelta(days=90)
    """What alarms and causes are found from; the alarms themselves stay."""
    messages: timedelta = timedelta(days=7)
    """The log of OCPP messages."""
    remedies: timedelta = timedelta(days=400)
    """That ended; with their steps."""
    reliability: timedelta = timedelta(days=400)
    """Outages and failed starts: uptime looks twelve months back."""
    notifications: timedelta = timedelta(days=90)
    """Messages that ended, with their tries."""
    answers: timedelta = KEPT
    """What requests with an Idempotency-Key were told."""


async def run_retention(units: UnitsOfWork, clock: Clock, kept: Kept) -> None:
    """Prune again and again until cancelled."""
    while True:
        await asyncio.sleep(max(clock.real_s(EVERY_S), LEAST_WAIT_S))
        try:
            deleted = await prune(units, clock, kept)
        except UnavailableError as err:
            log.warning("prune_failed", reason=str(err))
        else:
            if deleted:
                log.info("pruned", rows=deleted)


async def prune(units: UnitsOfWork, clock: Clock, kept: Kept) -> int:
    """Delete what is too old; gives the number of rows."""
    deleted = 0
    while True:
        async with units.write() as uow:
            now = clock.now()
            bite = await uow.telemetry.prune(now - kept.telemetry, BITE_ROWS)
            bite += await uow.readings.roll_up(now - kept.readings, BITE_READINGS)
            bite += await uow.commands.prune(now - kept.commands, BITE_ROWS)
            bite += await uow.charge_points.prune_prices(now - kept.prices, BITE_ROWS)
            bite += await uow.alarms.prune_faults(now - kept.fault_reports, BITE_ROWS)
            bite += await uow.messages.prune(now - kept.messages, BITE_ROWS)
            bite += await uow.remedies.prune(now - kept.remedies, BITE_READINGS)
            bite += await uow.reliability.prune(now - kept.reliability, BITE_ROWS)
            bite += await uow.notifications.prune(now - kept.notifications, BITE_READINGS)
            bite += await uow.answers.prune(now - kept.answers, BITE_ROWS)
            await uow.commit()
        deleted += bite
        if bite == 0:
            return deleted
        await asyncio.sleep(BREATH_S)
