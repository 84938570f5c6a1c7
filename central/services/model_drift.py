"""Use case of drift: live features against a model's reference, on demand and every hour.

What has newly drifted under the model of all edges is written into the audit once.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from central.core.drift import FeatureDrift, drift_of
from central.services.control_records import AuditRow
from central.services.errors import UnavailableError
from central.services.journal import record
from central.services.model_records import Model
from central.services.models import read_rollout
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork
from contract.reference import Reference

SAMPLE: Final = 5000
"""Vectors, taken evenly from all telemetry that is kept."""
EVERY_S: Final = 3600.0
"""Simulated seconds between two looks."""
LEAST_WAIT_S: Final = 15.0
"""Real seconds, where the clock runs fast."""


async def drift_against(units: UnitsOfWork, model: Model) -> tuple[list[FeatureDrift], int]:
    """Drift under a model, and from how many vectors; a manifest without reference gives none."""
    async with units.read() as uow:
        vectors = await uow.models.feature_sample(SAMPLE)
    reference = reference_in(model.manifest)
    return await asyncio.to_thread(drift_of, reference, vectors), len(vectors)


def reference_in(manifest: Mapping[str, Any]) -> dict[str, Reference]:
    """The reference in a manifest; empty where there is none, or none that can be read."""
    try:
        return msgspec.convert(manifest.get("reference", {}), dict[str, Reference])
    except msgspec.ValidationError:
        return {}


class DriftWatch:
    """Looks at the model of all edges; `run` is for ever.

    Args:
        units: of work.
        clock: for the times in the audit.
        shipped: what edges run as long as nothing is rolled out.
    """

    def __init__(self, units: UnitsOfWork, clock: Clock, shipped: Model | None = None) -> None:
        self._shipped = shipped
        self._units = units
        self._clock = clock
        self._told: set[tuple[str, str]] = set()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(max(self._clock.real_s(EVERY_S), LEAST_WAIT_S))
            try:
                await self.look()
            except UnavailableError:
                continue  # the next look is soon enough

    async def look(self) -> None:
        """Write down what has newly drifted."""
        async with self._units.read() as uow:
            rollout = await read_rollout(uow)
            stable = None if rollout is None else rollout.stable
            model = self._shipped if stable is None else await uow.models.get(stable)
        if model is None:
            return
        found, count = await drift_against(self._units, model)
        drifted = {(model.id, each.feature): each for each in found if each.level == "drifted"}
        fresh = [each for key, each in drifted.items() if key not in self._told]
        self._told = set(drifted)
        if not fresh:
            return
        worst = ", ".join(f"{each.feature} {each.psi:.2f}" for each in fresh)
        async with self._units.write() as uow:
            row = AuditRow(
                at=self._clock.now(),
                actor_kind="system",
                actor="drift watch",
                act="model.drift",
                object_type="model",
                object_id=model.id,
                reason=f"from {count} vectors: {worst}"[:500],
            )
            await record(uow, row)
            await uow.commit()
