"""The edge's outgoing messages: on disk before they are sent, there until central confirms them.

`post` never waits: a writer puts what came together into the file. When the disk does not take
letters they are kept in memory, which is a problem to show; every `RETRY_S` the disk is tried
again.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from contract.messages import ChargerEvent, Receipt, Score, Telemetry, encode
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.letter_file import LetterFile
from edge_agent.adapters.tally import Tally
from edge_agent.core.errors import UnavailableError
from edge_agent.core.letters import Delivery, Letter

FILE: Final = "outbox.db"
MOST_UNWRITTEN: Final = 4096
RETRY_S: Final = 60.0
"""Real seconds between two tries to use the disk again."""
_LOOK_S: Final = 1.0
"""Real seconds between two looks for letters that have to go again."""

Report = Telemetry | Score | ChargerEvent
KINDS: Final[dict[type[Report], str]] = {
    Telemetry: "telemetry",
    Score: "score",
    ChargerEvent: "event",
}
_T = TypeVar("_T")


class Mailbox:
    """Takes reports and hands out letters. `run` writes for ever; `close` at the end.

    Args:
        data_dir: where the file is.
        limit_bytes: space for letters on disk, or in memory while there is no disk.
        clock: for ages.
        tally: counts what is lost.
    """

    def __init__(self, data_dir: Path, limit_bytes: int, clock: Clock, tally: Tally) -> None:
        self._path = data_dir / FILE
        self._limit_bytes = limit_bytes
        self._clock = clock
        self._tally = tally
        self._delivery = Delivery()
        self._fresh: deque[Letter] = deque()
        self._has_fresh = asyncio.Event()
        self._has_news = asyncio.Event()
        self.is_idle = asyncio.Event()
        """All that can go has been handed out."""
        self._thread = ThreadPoolExecutor(1, "letters")
        """One, so that work on the file is done in order, also what was cancelled."""
        self._is_stopping = False
        self.problem = ""
        """Why letters are in memory only; empty = they are on disk."""
        self._retry_s = 0.0
        self._file = self._open()
        self._last_id = self._file.newest_id

    def post(self, topic: str, report: Report) -> None:
        """Keep a report and send it; never waits."""
        try:
            body = encode(report)
        except ValueError as err:  # text that is no UTF-8
            self._tally.bug("unsendable_report", err, topic=topic)
            return
        if len(self._fresh) >= MOST_UNWRITTEN:
            self._drop_oldest()
        self._last_id += 1
        letter = Letter(
            id=self._last_id,
            birth=report.birth,
            sequence=report.sequence,
            topic=topic,
            kind=KINDS[type(report)],
            body=body,
            posted_s=self._clock.now().real_s,
        )
        self._fresh.append(letter)
        self.is_idle.clear()
        self._has_fresh.set()

    def waiting(self) -> dict[str, int]:
        """How many letters have no receipt yet, by kind."""
        found = self._file.counts + Counter(each.kind for each in self._fresh)
        return dict(found)

    async def run(self) -> None:
        """Write what is posted, until `stop`."""
        while not self._is_stopping:
            await self._has_fresh.wait()
            await self._write()

    def stop(self) -> None:
        """Ask `run` to write what is left and return."""
        self._is_stopping = True
        self._has_fresh.set()

    def close(self) -> None:
        """Let go of the file."""
        self._thread.shutdown()
        self._file.close()

    def connected(self) -> None:
        """The broker is there: everything that waits may go."""
        self._delivery.connected(self._file.newest_id)
        self._has_news.set()

    def disconnected(self) -> None:
        """The broker is gone."""
        self._delivery.disconnected()

    def send_again(self) -> None:
        """Somebody misses letters: all that have no receipt go once more."""
        self._delivery.rescan(self._file.newest_id)
        self._has_news.set()

    async def next(self) -> Letter:
        """Wait for the next letter to send."""
        while True:
            await self._give_up()
            letter = self._delivery.take(self._clock.now().real_s)
            if letter is not None:
                return letter
            page = self._delivery.wanted_page()
            if page is not None:
                await self._load(*page)
                continue
            if self._delivery.is_idle and not self._fresh:
                self.is_idle.set()
            await self._news()

    async def confirm(self, receipt: Receipt) -> None:
        """Central has stored these: forget them."""
        self._delivery.confirmed(receipt.birth, receipt.ranges)
        self._has_news.set()
        await self._forget(receipt)

    def _drop_oldest(self) -> None:
        """The disk is too slow: an event is worth more than a measurement."""
        no_event = (each for each in self._fresh if each.kind != "event")
        victim = next(no_event, self._fresh[0])
        self._fresh.remove(victim)
        self._tally.add(f"dropped_{victim.kind}")

    async def _news(self) -> None:
        self._has_news.clear()
        try:
            async with asyncio.timeout(_LOOK_S):
                await self._has_news.wait()
        except TimeoutError:
            return

    async def _load(self, above_id: int, up_to_id: int) -> None:
        nothing: list[Letter] = []
        self._delivery.loaded(
            await self._on_disk(lambda file: file.read(above_id, up_to_id), nothing)
        )

    async def _give_up(self) -> None:
        for letter in self._delivery.given_up():
            self._tally.add("unconfirmed_given_up", topic=letter.topic, sequence=letter.sequence)
            only = (letter.sequence, letter.sequence)
            await self._forget(Receipt(birth=letter.birth, ranges=[only]))

    async def _forget(self, receipt: Receipt) -> None:
        await self._on_disk(lambda file: file.remove(receipt.birth, receipt.ranges), None)

    async def _write(self) -> None:
        self._has_fresh.clear()
        letters = list(self._fresh)
        self._fresh.clear()
        if not letters:
            return
        if self.problem and self._clock.now().real_s >= self._retry_s:
            await self._try_disk()
        if not await self._on_disk(lambda file: _added(file, letters), default=False):
            await self._on_disk(lambda file: _added(file, letters), default=False)
        for kind, count in self._file.take_shed().items():
            self._tally.add(f"dropped_{kind}", letters=count)
        self._delivery.posted(letters)
        self._has_news.set()

    async def _on_disk(self, work: Callable[[LetterFile], _T], default: _T) -> _T:
        """Do it in the thread; `default` where the disk fails, and memory takes its place."""
        file = self._file
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, file)
        except UnavailableError as err:
            if file is self._file:
                self._tally.add("outbox_in_memory", reason=str(err))
                self._lose_disk(str(err))
            return default

    def _lose_disk(self, why: str) -> None:
        self.problem = why
        self._retry_s = self._clock.now().real_s + RETRY_S
        self._file = LetterFile(None, self._limit_bytes)

    async def _try_disk(self) -> None:
        """Go back to the disk, with what memory holds."""
        loop = asyncio.get_running_loop()
        try:
            self._file = await loop.run_in_executor(self._thread, self._moved, self._file)
        except UnavailableError as err:
            self.problem = str(err)
            self._retry_s = self._clock.now().real_s + RETRY_S
            return
        self.problem = ""
        self._delivery.rescan(self._file.newest_id)

    def _moved(self, memory: LetterFile) -> LetterFile:
        disk = LetterFile(self._path, self._limit_bytes)
        above_id = 0
        while letters := memory.read(above_id, memory.newest_id):
            disk.add(letters)
            above_id = letters[-1].id
        memory.close()
        return disk

    def _open(self) -> LetterFile:
        try:
            file = LetterFile(self._path, self._limit_bytes)
        except UnavailableError as err:
            self._tally.add("outbox_in_memory", reason=str(err))
            self._lose_disk(str(err))
            return self._file
        if file.set_aside is not None:
            self._tally.add("outbox_set_aside", kept_as=file.set_aside.name)
        return file


def _added(file: LetterFile, letters: list[Letter]) -> bool:
    file.add(letters)
    return True
