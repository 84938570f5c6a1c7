"""Calls of a charger as its manner has them: ids, times, fields, repetitions, and what is left out.

One `Speech` belongs to one charger and outlives its connections. It decides; the line that stands
before the socket sends. The charger itself knows of none of this: what it asks for and what it
hears has its own message ids.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np

from charger_emulator.core.manner import Manner, Manners
from charger_emulator.core.outbox import NO_TRANSACTION
from charger_emulator.core.spoken_meters import ENERGY, spoken

Payload = dict[str, Any]
_WEAK_GROUPS: Final = 4
"""So many different groups a weak generator makes."""
_RESETS: Final = ("HardReset", "SoftReset", "Reboot")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One call on its way. `is_own`: of the manner; the charger never hears its answer."""

    action: str
    payload: Payload
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """What is sent for one call of the charger, in this order."""

    calls: tuple[Spoken, ...]
    answer: Payload | None = None
    """Given back to the charger at once: the call itself is not sent."""
    cuts_link: bool = False
    """The link breaks when they were sent."""


class Speech:
    """How one charger talks. `connected` with each connection, then `say` and `heard`.

    Args:
        manners: what holds now.
        chance: makes the generator for ids and odd values, when it is needed.
        statuses: StatusNotification payloads of all connectors as they are.
    """

    def __init__(
        self,
        manners: Manners,
        chance: Callable[[], np.random.Generator],
        statuses: Callable[[], Sequence[Payload]],
    ) -> None:
        self._manners, self._chance, self._statuses = manners, chance, statuses
        self._count = 0
        self._power_on_s: float | None = None
        self._is_clock_set = False
        self._connector_base_wh: dict[int, float] = {}
        self._transaction_base_wh: dict[int, float] = {}
        self._cut: dict[str, Payload] = {}

    @property
    def _manner(self) -> Manner:
        return self._manners.now

    @cached_property
    def _rng(self) -> np.random.Generator:
        return self._chance()

    @cached_property
    def _first_id(self) -> int:
        return int(self._rng.integers(1_000, 1_000_000))

    @cached_property
    def _groups(self) -> list[str]:
        return [self._rng.bytes(12).hex() for _ in range(_WEAK_GROUPS)]

    def connected(self, now_s: float, *, boots: bool) -> None:
        """A connection stands; `boots`: the charger comes from a restart."""
        if boots or self._power_on_s is None:
            self._power_on_s, self._is_clock_set = now_s, False
        if self._manner.message_ids == "restart":
            self._count = 0

    def message_id(self, plain: str) -> str:
        """The id of the next call on the wire, in place of the charger's own."""
        self._count += 1
        match self._manner.message_ids:
            case "plain":
                return plain
            case "restart":
                return str(self._count)
            case "random":
                return str(self._first_id + self._count)
            case "uuid":
                return str(uuid.UUID(bytes=self._rng.bytes(16), version=4))
            case "weak":
                group = self._groups[self._count % _WEAK_GROUPS]
                return str(uuid.UUID(hex=f"{group}{self._count:08x}"))

    # --- going out -------------------------------------------------------------------------------

    def say(self, action: str, payload: Payload) -> Saying:
        """What is sent for a call of the charger."""
        manner = self._manner
        if action == "StartTransaction":
            self._connector_base_wh[payload["connectorId"]] = float(payload["meterStart"])
        if self._is_withheld(action, payload):
            return Saying((), answer={})
        own = Spoken(action, self._worded(action, payload))
        before: list[Spoken] = []
        if manner.status_before_boot and action == "BootNotification":
            before = [self._own("StatusNotification", each) for each in self._statuses()]
        after: list[Spoken] = []
        if manner.overlaps and action not in ("BootNotification", "Heartbeat"):
            after = [self._own("Heartbeat", {})]
        return Saying((*before, own, *after), cuts_link=self._cuts(action, payload))

    def heard(self, action: str, payload: Payload, answer: Payload) -> tuple[Spoken, ...]:
        """The other side answered a call of the charger; what is said because of that.

        Args:
            action: of the call.
            payload: of the call as it was sent.
            answer: the result.
        """
        if action == "BootNotification" and answer.get("status") == "Accepted":
            self._is_clock_set = True
        if action == "StartTransaction":
            ident, connector = answer.get("transactionId"), payload.get("connectorId")
            if isinstance(ident, int) and isinstance(connector, int):
                self._transaction_base_wh[ident] = self._connector_base_wh.get(connector, 0.0)
        if action in self._manner.repeats:
            return (Spoken(action, payload, is_own=True),)
        return ()

    def loses(self, action: str) -> bool:
        """Whether the answers to a call never reach the charger."""
        return action in self._manner.loses_answers

    def worded_answer(self, action: str, payload: Payload) -> Payload:
        """An answer of the charger as it is sent."""
        instant = payload.get("scheduleStart")
        if action == "GetCompositeSchedule" and isinstance(instant, str):
            return {**payload, "scheduleStart": self._time(instant)}
        return payload

    # --- wording ---------------------------------------------------------------------------------

    def _own(self, action: str, payload: Payload) -> Spoken:
        return Spoken(action, self._worded(action, payload), is_own=True)

    def _is_withheld(self, action: str, payload: Payload) -> bool:
        manner = self._manner
        if action in manner.withholds:
            return True
        if action == "StatusNotification" and payload.get("connectorId") == 0:
            return not manner.connector_zero
        is_stop = action == "StopTransaction"
        return is_stop and manner.withholds_reset_stops and payload.get("reason") in _RESETS

    def _cuts(self, action: str, payload: Payload) -> bool:
        if action not in self._manner.cuts_link_after or self._cut.get(action) == payload:
            return False
        self._cut[action] = payload
        return True

    def _worded(self, action: str, payload: Payload) -> Payload:
        said, manner = dict(payload), self._manner
        match action:
            case "BootNotification":
                said |= manner.boot
            case "StartTransaction" if manner.register != "lifetime":
                said["meterStart"] = 0
            case "StopTransaction":
                self._stop(said)
            case "MeterValues":
                said["meterValue"] = self._meter_values(said["meterValue"], said["connectorId"])
            case _:
                pass
        if said.get("transactionId") == NO_TRANSACTION:
            said["transactionId"] = manner.unknown_transaction_id
        if "idTag" in said:
            said["idTag"] = self._id_tag(str(said["idTag"]))
        if "timestamp" in said:
            said["timestamp"] = self._time(str(said["timestamp"]))
        return self._fields(action, said)

    def _stop(self, said: Payload) -> None:
        manner, ident = self._manner, said.get("transactionId", NO_TRANSACTION)
        if manner.register != "lifetime":
            last_wh = next(reversed(self._connector_base_wh.values()), 0.0)
            base_wh = self._transaction_base_wh.pop(ident, last_wh)
            said["meterStop"] = round(said["meterStop"] - base_wh)
        data = self._meter_values(said.get("transactionData", []), None)
        if manner.signed_stop:
            data.append(self._signed(said))
        if data:
            said["transactionData"] = data

    def _meter_values(self, values: Sequence[Payload], connector: int | None) -> list[Payload]:
        manner = self._manner
        base_wh = 0.0
        if manner.register == "session":
            base_wh = self._connector_base_wh.get(-1 if connector is None else connector, 0.0)
        return [
            {
                "timestamp": self._time(each["timestamp"]),
                "sampledValue": []
                if manner.empty_samples
                else spoken(each["sampledValue"], manner, base_wh, self._rng),
            }
            for each in values
        ]

    def _signed(self, said: Payload) -> Payload:
        """A data set in the form of OCMF 1.2; its signature is a digest that nobody can check."""
        at = self._time(said["timestamp"])
        reading = {"TM": f"{at} S", "TX": "E", "RV": said["meterStop"] / 1000.0, "RI": "1-b:1.8.0",
                   "RU": "kWh", "ST": "G"}  # fmt: skip
        ident = str(said.get("transactionId"))
        body = json.dumps({"FV": "1.2", "GI": "EMULATED", "PG": f"T{ident}", "RD": [reading]})
        seal = json.dumps({"SA": "ECDSA-secp256r1-SHA256", "SD": _digest(body)})
        value = {
            "value": f"OCMF|{body}|{seal}",
            "context": "Transaction.End",
            "format": "SignedData",
            "measurand": ENERGY,
        }
        return {"timestamp": at, "sampledValue": [value]}

    def _id_tag(self, tag: str) -> str:
        match self._manner.id_tags:
            case "as_is":
                return tag
            case "lower":
                return tag.lower()
            case "reversed":
                try:
                    return bytes.fromhex(tag)[::-1].hex().upper()
                except ValueError:
                    return tag  # no bytes that could be turned round

    def _fields(self, action: str, said: Payload) -> Payload:
        manner = self._manner
        for name, words in manner.rewrites.items():
            of, _, field = name.partition(".")
            if of == action and field in said:
                said[field] = words.get(str(said[field]), words.get("*", said[field]))
        if manner.omits:
            return {k: v for k, v in said.items() if f"{action}.{k}" not in manner.omits}
        return said

    def _time(self, text: str) -> str:
        manner = self._manner
        at = datetime.fromisoformat(text)
        since_1970 = manner.clock_since_1970
        if since_1970 == "always" or (since_1970 == "before_boot" and not self._is_clock_set):
            at -= timedelta(seconds=min(self._power_on_s or 0.0, at.timestamp()))
        at += timedelta(seconds=manner.clock_offset_s)
        precision = "seconds" if manner.timestamps == "seconds" else "milliseconds"
        written = at.isoformat(timespec=precision).replace("+00:00", "")
        return written if manner.timestamps == "naive" else f"{written}Z"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() * 2
