"""Puts the base price back at a charger when central, who changed it, is away for too long.

A price that central raised or lowered is for a time, and only central knows how long. With central
away the edge carries the end out alone: it writes the base price of the fleet file into the key
`DefaultPrice` (OCA note on pricing), once, and tells. What central writes later is its own.
"""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from contract import costmsg
from edge_agent.core import frames, payloads
from edge_agent.core.frames import Call
from edge_agent.core.outlet import Outlet
from edge_agent.core.storage import PutNote
from edge_agent.core.traffic import News, Now

NOTE: Final = "price"


class PriceKeeper:
    """One charger's.

    Args:
        base_value: value of DefaultPrice with the base price; empty = not known, nothing is done.
        holds_s: simulated seconds that another price may stand while central is away.
        note: what an earlier run kept.
        out: where effects go.
    """

    def __init__(self, base_value: str, holds_s: float, note: str, out: Outlet) -> None:
        self._base_value = base_value
        self._holds = timedelta(seconds=holds_s)
        self._out = out
        self._other = payloads.text(payloads.fields(note).get("other"))
        self._gone_at: datetime | None = None
        self._is_tried = False

    def central_gone(self, at: datetime) -> None:
        """Central is out of reach."""
        if self._gone_at is None:
            self._gone_at, self._is_tried = at, False

    def central_back(self) -> None:
        """Central is in reach, and prices are its own."""
        self._gone_at = None

    @property
    def due_at(self) -> datetime | None:
        """When the base price is to be put back, in simulated time; None = not at all."""
        if self._gone_at is None or not self._other or not self._base_value or self._is_tried:
            return None
        return self._gone_at + self._holds

    def due(self, now: Now) -> Call | None:
        """The call that puts the base price back, if it is time."""
        if self.due_at is None or now.at < self.due_at:
            return None
        self._is_tried = True
        payload = {"key": costmsg.DEFAULT_PRICE_KEY, "value": self._base_value}
        return Call("", "ChangeConfiguration", frames.dump(payload))

    def charger_answered(self, call: Call, response: str, *, is_own: bool) -> None:
        """The charger answered a call of central's or, with `is_own`, of the edge's own."""
        said = payloads.fields(call.payload)
        if call.action != "ChangeConfiguration" or said.get("key") != costmsg.DEFAULT_PRICE_KEY:
            return
        if payloads.fields(response).get("status") not in ("Accepted", "RebootRequired"):
            if is_own:
                self._out.odd("price_refused", "the charger does not take its base price")
            return
        value = payloads.text(said.get("value"))
        if is_own:
            self._out.put(News("price_restored", f"{self._other} -> {_per_kwh(value)}"))
        is_base = _per_kwh(value) == _per_kwh(self._base_value)
        other = "" if is_base else _per_kwh(value)
        if other != self._other:
            self._other = other
            self._out.keep(PutNote(NOTE, frames.dump({"other": other})))


def _per_kwh(value: str) -> str:
    """The price per kWh in a DefaultPrice, to three places; its text where it names none."""
    try:
        found: Any = json.loads(value)
        price = float(found["chargingPrice"]["kWhPrice"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return frames.shortened(value) or "none"
    return f"{price:.3f}"
