"""Tells edges what is stored, so that they forget it: numbers of messages as ranges.

A broker's acknowledgement says only that the broker has a message. Receipts are collected for a
moment and go out as one message an edge and start. One that is lost is no harm: the edge sends
again, what is stored already is ignored, and is named once more (ADR 20).
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from central.adapters.mqtt.link import MqttLink
from central.services.errors import BrokerUnavailableError
from contract.ids import EdgeId
from contract.messages import Receipt, encode
from contract.topics import edge_receipt_topic

COLLECT_S: Final = 0.2
MOST_RANGES: Final = 1000


class Receipts:
    """Hand in what is stored; `run` tells the edges."""

    def __init__(self, link: MqttLink) -> None:
        self._link = link
        self._stored: dict[tuple[EdgeId, int], set[int]] = defaultdict(set)
        self._has_some = asyncio.Event()

    def add(self, edge: EdgeId, birth: int, sequence: int) -> None:
        """This message is stored, or will never be."""
        self._stored[edge, birth].add(sequence)
        self._has_some.set()

    async def run(self) -> None:
        """Tell until cancelled."""
        while True:
            await self._has_some.wait()
            await asyncio.sleep(COLLECT_S)
            self._has_some.clear()
            stored, self._stored = self._stored, defaultdict(set)
            for (edge, birth), sequences in stored.items():
                await self._tell(edge, birth, ranges_of(sequences))

    async def _tell(self, edge: EdgeId, birth: int, ranges: list[tuple[int, int]]) -> None:
        for first in range(0, len(ranges), MOST_RANGES):
            receipt = Receipt(birth=birth, ranges=ranges[first : first + MOST_RANGES])
            try:
                await self._link.publish(edge_receipt_topic(edge), encode(receipt))
            except BrokerUnavailableError:
                return


def ranges_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as ranges (first, last), both included, in order."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
