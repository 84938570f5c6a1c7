"""One charger, one edge and one central in virtual time; the edge's disk is a real SQLite.

Everything that can go wrong between them is a method: the link breaks or falls silent, the edge
loses power after any of its effects, the charger reboots. Central keeps a ledger and checks what it
may expect of any charge point: one call at a time, no message id twice on one connection.
"""

import heapq
import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from typing import Any

from edge_agent.adapters import spool_tables
from edge_agent.core.policy import Policy
from edge_agent.core.proxy import Proxy
from edge_agent.core.storage import Kept
from edge_agent.core.traffic import (
    BacklogRead,
    CentralTime,
    ChargerClosed,
    ChargerOpened,
    CloseCharger,
    CloseUplink,
    Effect,
    Event,
    FromCentral,
    FromCharger,
    Keep,
    News,
    Now,
    Odd,
    Promise,
    ReadBacklog,
    TakeKey,
    Tick,
    ToCentral,
    ToCharger,
    UplinkDown,
    UplinkUp,
    WakeAt,
)
from tests.unit.edge_agent.core.builders import now

CP = "CP-1"


class PowerCutError(Exception):
    """The edge has no power any more."""


class Ledger:
    """A central system that does what a good one does with repetitions."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        """Every message once, by its id, in the order it came."""
        self.raw: list[str] = []
        self.answers: dict[str, str] = {}
        self.given: list[int] = []
        """Transaction ids, in the order of the starts that were heard."""
        self.tags: dict[str, str] = {}
        """Verdicts that are not Accepted."""
        self.refused: set[str] = set()
        """Actions that are answered with CALLERROR."""
        self._ids = count(1)
        self._starts: dict[str, int] = {}
        self._seen: set[str] = set()

    def connection_opened(self) -> None:
        self._seen.clear()

    def answer(self, text: str) -> str | None:
        """Take one frame; None if it is an answer to a call of ours."""
        kind, message_id, *rest = json.loads(text)
        self.raw.append(text)
        if kind != 2:
            return None
        assert message_id not in self._seen, "an id came twice on one connection"
        self._seen.add(message_id)
        action, payload = rest
        if action in self.refused:
            return f'[4,"{message_id}","InternalError","cannot",{{}}]'
        if message_id not in self.answers:
            self.heard.append((action, payload))
            self.answers[message_id] = json.dumps(self._verdict(action, payload))
        return f'[3,"{message_id}",{self.answers[message_id]}]'

    def _verdict(self, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        info = {"status": self.tags.get(str(payload.get("idTag")), "Accepted")}
        match action:
            case "BootNotification":
                return {"status": "Accepted", "currentTime": "x", "interval": 600}
            case "Authorize":
                return {"idTagInfo": info}
            case "StartTransaction":
                content = json.dumps(payload, sort_keys=True)
                given = self._starts.setdefault(content, next(self._ids))
                self.given.append(given)
                return {"idTagInfo": info, "transactionId": given}
            case _:
                return {}

    def of(self, *actions: str) -> list[tuple[str, dict[str, Any]]]:
        return [each for each in self.heard if each[0] in actions]


class World:
    """Drive it with `ask`, `pass_time` and the breaks; ask the ledger afterwards."""

    def __init__(
        self, latency_s: float = 0.05, connection: sqlite3.Connection | None = None, **policy: Any
    ) -> None:
        self.ledger = Ledger()
        self.now_s = 0.0
        self.is_up = False
        self.is_silent = False
        self.is_plugged = False
        self.has_session = False
        """A charger came, and may have left what is still to be delivered."""
        self.latency_s = latency_s
        self.answers: dict[str, Any] = {}
        """What the charger heard, by the id of its call."""
        self.calls: list[Any] = []
        """Calls that came to the charger."""
        self.odd: list[str] = []
        self.news: list[tuple[str, str]] = []
        self.closed: list[str] = []
        self.central_times: list[datetime] = []
        self.keys: list[str] = []
        """Passwords that central gave the edge."""
        self.effects_left: int | None = None
        """How many effects the edge carries out before its power is cut."""
        self._disk = connection or sqlite3.connect(":memory:", isolation_level=None)
        spool_tables.create(self._disk)
        self._policy = Policy(**policy)
        self._message_ids = (f"m-{number}" for number in count())
        self._charger_ids = (f"c{number}" for number in count())
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._generation = 0
        self.proxy = self._made()

    def _made(self) -> Proxy:
        first = spool_tables.next_local_id(self._disk)
        return Proxy(self._message_ids, self._policy, count(first), self.kept())

    def kept(self) -> Kept:
        return spool_tables.kept_of(self._disk, CP)

    # what breaks

    def plug(self) -> None:
        self.is_plugged = self.has_session = True
        if self.is_up:
            self.ledger.connection_opened()
        self.feed(ChargerOpened(has_uplink=self.is_up))

    def unplug(self) -> None:
        self.is_plugged = False
        self.feed(ChargerClosed("gone"))

    def link_up(self) -> None:
        self.is_up, self.is_silent = True, False
        if self.has_session:
            self.ledger.connection_opened()
            self.feed(UplinkUp())

    def link_down(self) -> None:
        self.is_up = False
        self._generation += 1
        if self.has_session:
            self.feed(UplinkDown("gone"))

    def cut_power(self, *, replug: bool = True) -> None:
        """The edge process ends without a word, and starts again from its disk."""
        self._generation += 1
        self._due.clear()
        self.has_session = False
        self.proxy = self._made()
        if replug and self.is_plugged:
            self.plug()

    # the charger

    def ask(self, action: str, patience_s: float = 30.0, **fields: Any) -> Any:
        """Call and wait; returns the answer's frame, None if none came in time."""
        message_id = self.say(action, **fields)
        self.pass_time(patience_s, until=lambda: message_id in self.answers)
        return self.answers.get(message_id)

    def say(self, action: str, **fields: Any) -> str:
        message_id = next(self._charger_ids)
        self.feed(FromCharger(json.dumps([2, message_id, action, fields])))
        return message_id

    def answer(self, call: Any, payload: str = '{"status":"Accepted"}') -> None:
        self.feed(FromCharger(f'[3,"{call[1]}",{payload}]'))

    def central_says(self, action: str, **fields: Any) -> None:
        self.feed(FromCentral(json.dumps([2, f"s-{next(self._order)}", action, fields])))

    # time

    def pass_time(self, length_s: float, until: Callable[[], bool] = lambda: False) -> None:
        end_s = self.now_s + length_s
        while not until() and self._due and self._due[0][0] <= end_s:
            at_s, _, act = heapq.heappop(self._due)
            self.now_s = max(self.now_s, at_s)
            act()
        if not until():
            self.now_s = end_s

    def _later(self, at_s: float, act: Callable[[], None]) -> None:
        generation = self._generation

        def act_if_valid() -> None:
            if generation == self._generation:
                act()

        heapq.heappush(self._due, (at_s, next(self._order), act_if_valid))

    # the shell

    def feed(self, event: Event) -> None:
        try:
            for effect in self.proxy.handle(event, self.instant()):
                self._spend_effect()
                self._carry_out(effect)
        except PowerCutError:
            self.effects_left = None
            self.cut_power()

    def instant(self) -> Now:
        return now(self.now_s)

    def _spend_effect(self) -> None:
        if self.effects_left is not None:
            if self.effects_left <= 0:
                raise PowerCutError
            self.effects_left -= 1

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Keep(changes):
                self._disk.execute("BEGIN")
                spool_tables.apply(self._disk, CP, changes)
                self._disk.execute("COMMIT")
            case ToCharger(text):
                self._to_charger(json.loads(text))
            case Promise(id_json, payload):
                self._to_charger([3, json.loads(id_json), json.loads(payload)])
            case ToCentral(text):
                self._to_central(text)
            case TakeKey(id_json, key):
                self.keys.append(key)
                self._to_central(f'[3,{id_json},{{"status":"Accepted"}}]')
            case ReadBacklog(kind, after):
                records = spool_tables.records_after(self._disk, CP, kind, after)
                self._edge_later(self.now_s, BacklogRead(kind, records))
            case WakeAt(real_s):
                self._edge_later(real_s, Tick())
            case CloseUplink():
                self._later(self.now_s, self._reconnect if self.is_plugged else self._end_session)
            case _:
                self._note(effect)

    def _note(self, effect: Effect) -> None:
        match effect:
            case CloseCharger(reason):
                self.closed.append(reason)
            case CentralTime(at):
                self.central_times.append(at)
            case Odd(kind):
                self.odd.append(kind)
            case News(kind, detail):
                self.news.append((kind, detail))
            case _:
                pass

    def _edge_later(self, at_s: float, event: Event) -> None:
        """What is under way inside of the edge outlives links, and ends with the edge."""
        proxy = self.proxy

        def feed() -> None:
            if proxy is self.proxy:
                self.feed(event)

        heapq.heappush(self._due, (at_s, next(self._order), feed))

    def _reconnect(self) -> None:
        if self.is_up:
            was_silent = self.is_silent
            self.link_down()
            self.link_up()
            self.is_silent = was_silent

    def _end_session(self) -> None:
        if self.has_session and not self.is_plugged:
            self.has_session = False
            if self.is_up:
                self.feed(UplinkDown("charger is gone"))

    def _to_charger(self, frame: Any) -> None:
        if not self.is_plugged:
            return
        if frame[0] == 2:
            self.calls.append(frame)
            return
        assert frame[1] not in self.answers, "answered twice"
        self.answers[frame[1]] = frame

    def _to_central(self, text: str) -> None:
        assert self.is_up, "sent without a connection"
        if self.is_silent:
            return
        answer = self.ledger.answer(text)
        if answer is not None:
            self._later(self.now_s + self.latency_s, lambda: self.feed(FromCentral(answer)))


def readings(number: int, transaction_id: int | None, connector: int = 1) -> dict[str, Any]:
    """A MeterValues payload whose register tells its place."""
    found: dict[str, Any] = {
        "connectorId": connector,
        "meterValue": [
            {
                "timestamp": timestamp(number),
                "sampledValue": [{"value": str(number), "context": "Sample.Periodic"}],
            }
        ],
    }
    return found if transaction_id is None else {**found, "transactionId": transaction_id}


def start(number: int, connector: int = 1, tag: str = "TAG") -> dict[str, Any]:
    return {
        "connectorId": connector,
        "idTag": tag,
        "meterStart": number,
        "timestamp": timestamp(number),
    }


def stop(number: int, transaction_id: int) -> dict[str, Any]:
    return {"transactionId": transaction_id, "meterStop": number, "timestamp": timestamp(number)}


def timestamp(number: int) -> str:
    hours, rest = divmod(number, 3600)
    days, hours = divmod(hours, 24)
    return f"2026-07-{1 + days:02d}T{hours:02d}:{rest // 60:02d}:{rest % 60:02d}Z"


def numbers(world: World) -> Iterator[int]:
    """Registers of all readings that central holds, in order."""
    for _, payload in world.ledger.of("MeterValues"):
        yield int(payload["meterValue"][0]["sampledValue"][0]["value"])
