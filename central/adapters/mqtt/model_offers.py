"""Tells each edge, retained, which model bundle it shall run.

What is told follows the roll-out and the edges that have been heard of; a broker that has been away
hears all of it again, since it may have forgotten what it retained.
"""

import asyncio
from typing import Final

from central.adapters.mqtt.link import MqttLink
from central.core.rollout import wanted_by
from central.services.errors import BrokerUnavailableError, DatabaseUnavailableError
from central.services.models import offer_to, read_rollout
from central.services.unit_of_work import UnitsOfWork
from contract.ids import EdgeId
from contract.messages import encode
from contract.topics import edge_model_topic

LOOK_S: Final = 2.0
"""Real seconds between two looks at the roll-out."""


class ModelOffers:
    """Publishes what is not told yet; `run` is for ever."""

    def __init__(self, units: UnitsOfWork, link: MqttLink, public_url: str) -> None:
        self._units = units
        self._link = link
        self._public_url = public_url
        self._told: dict[str, bytes] = {}
        self._connections = 0

    async def run(self) -> None:
        """Tell until cancelled."""
        while True:
            try:
                await self.tell()
            except (BrokerUnavailableError, DatabaseUnavailableError):
                self._told.clear()  # whatever was under way is told again
            await asyncio.sleep(LOOK_S)

    async def tell(self) -> None:
        """Publish every offer that has changed.

        Raises:
            BrokerUnavailableError: not all of it.
            DatabaseUnavailableError: none of it.
        """
        if self._link.connections != self._connections:
            self._connections = self._link.connections
            self._told.clear()
        for edge, payload in (await self._offers()).items():
            if self._told.get(edge) != payload:
                await self._link.publish(edge_model_topic(EdgeId(edge)), payload, retain=True)
                self._told[edge] = payload

    async def _offers(self) -> dict[str, bytes]:
        async with self._units.read() as uow:
            rollout = await read_rollout(uow)
            if rollout is None:
                return {}
            named = {rollout.candidate, rollout.stable} - {None}
            models = {name: await uow.models.get(name) for name in named if name is not None}
            edges = await uow.models.edges()
        return {
            each.id: encode(
                offer_to(models.get(wanted_by(rollout, each.id) or ""), each.id, self._public_url)
            )
            for each in edges
        }
