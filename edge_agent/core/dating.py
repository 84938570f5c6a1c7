"""Timestamps of the time in which the edge's clock was wrong, put right before central hears them.

Chargers take their time from the edge. While its clock is not trusted (no battery, no time server
yet) they are told its best guess, and stamp sessions with it. The guess runs with the monotonic
clock, so that once the true time is known, from the wall clock or from central's own answers, it is
known for each stored message by how much it was off. What is kept on disk stays as the charger sent
it; what goes up is corrected.

Only stamps that lie where the edge's guess then was are moved: a charger with a good clock of its
own keeps its word. The monotonic clock ends with a reboot of the box: what was stored before one
goes up as it is, and is told as uncertain.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from edge_agent.core import frames, payloads
from edge_agent.core.local_answers import timestamp
from edge_agent.core.outlet import Outlet
from edge_agent.core.storage import PutNote, Record
from edge_agent.core.traffic import CentralTime, News, Now

NOTE: Final = "dating"
SMALLEST_S: Final = 2.0
"""Simulated seconds; a smaller error is no error of the clock."""
SLACK_S: Final = 60.0
"""Chargers' clocks drift from what they were told."""
_MAX_ERAS: Final = 16


@dataclass(frozen=True, slots=True)
class Era:
    """A stretch of records that were stored while the clock was wrong by one and the same amount.

    `lead_s` is the guess less the monotonic clock, both in simulated seconds.
    """

    first: int
    boot: str
    lead_s: float
    from_s: float
    """The guess at the first record, simulated Unix time."""
    last: int | None = None
    to_s: float | None = None
    """The guess at its end; None = it is not over, or it ended with a reboot of the box."""


class Dating:
    """One charger's.

    Args:
        clock_factor: simulated seconds per real second.
        boot: names this run of the machine, for which the monotonic clock counts.
        out: where effects go.
        note: what an earlier run kept.
    """

    def __init__(self, clock_factor: float, boot: str, out: Outlet, note: str = "") -> None:
        self._out = out
        self._factor = clock_factor
        self._boot = boot
        self._eras = _read(note)
        self._central_lead_s: float | None = None
        self._is_told = False

    def look(self, now: Now, next_number: int, *, is_empty: bool) -> None:
        """See whether the clock is trusted, before a record is stored.

        Args:
            now: the present instant.
            next_number: of the record.
            is_empty: no record waits, so that what was is of no use any more.
        """
        before = self._eras
        if is_empty and self._eras and self._eras[-1].last is not None:
            self._eras = []
        current = self._eras[-1] if self._eras and self._eras[-1].last is None else None
        is_over = current is not None and self._is_over(current, now)
        if current is not None and is_over:
            ended = replace(current, last=next_number - 1, to_s=self._guess_s(current, now))
            self._eras = [*self._eras[:-1], ended]
        if not now.is_trusted and (current is None or is_over):
            at_s = now.at.timestamp()
            era = Era(next_number, self._boot, self._lead_s(now), at_s)
            self._eras = [*self._eras, era][-_MAX_ERAS:]
        if self._eras != before:
            note = frames.dump([asdict(each) for each in self._eras])
            self._out.keep(PutNote(NOTE, note))

    def told(self, now: Now) -> None:
        """The charger was told the time: from now on its stamps are as good as that."""
        self._is_told = now.is_trusted

    def central_said(self, payload: str, now: Now) -> None:
        """Central's answer with its `currentTime`, in simulated time."""
        at = _instant(payloads.text(payloads.fields(payload).get("currentTime")))
        if at is None:
            return
        self._central_lead_s = at.timestamp() - self._factor * now.real_s
        if not now.is_trusted:
            self._out.put(CentralTime(at))

    def dated(self, record: Record, payload: str, now: Now) -> str:
        """The payload of a stored message, its stamps put right as far as the true time is known.

        Args:
            record: the message.
            payload: as it would go up else.
            now: the present instant.
        """
        era = next((each for each in self._eras if _holds(each, record.number)), None)
        if era is None:
            return payload
        if era.boot != self._boot:
            self._out.odd("timestamp_uncertain", f"{record.action}: stored before a reboot")
            return payload
        true_lead_s = self._lead_s(now) if now.is_trusted else self._central_lead_s
        off_s = 0.0 if true_lead_s is None else true_lead_s - era.lead_s
        if abs(off_s) < SMALLEST_S:
            return payload
        to_s = era.to_s if era.to_s is not None else self._guess_s(era, now)
        end_s = (to_s or era.from_s) + SLACK_S
        moved, raw = _moved(payload, off_s, era.from_s - SLACK_S, end_s)
        if raw and record.action in ("StartTransaction", "StopTransaction"):
            self._out.put(News("timestamp_corrected", f"{record.action} {raw}"))
        return moved

    def _lead_s(self, now: Now) -> float:
        return now.at.timestamp() - self._factor * now.real_s

    def _is_over(self, era: Era, now: Now) -> bool:
        """The charger knows the true time, or the guess runs on from elsewhere."""
        if now.is_trusted:
            return self._is_told or era.boot != self._boot
        return era.boot != self._boot or abs(self._lead_s(now) - era.lead_s) >= SMALLEST_S

    def _guess_s(self, era: Era, now: Now) -> float | None:
        """What the charger's clock would show now, if it was told the time in this era."""
        return era.lead_s + self._factor * now.real_s if era.boot == self._boot else None


def _holds(era: Era, number: int) -> bool:
    return era.first <= number and (era.last is None or number <= era.last)


def _moved(payload: str, off_s: float, from_s: float, to_s: float) -> tuple[str, str]:
    """Move stamps between two instants by `off_s`; the payload, and the first: raw -> right."""
    moved, first = payload, ""
    for start, end in reversed(payloads.timestamps(payload)):
        text = payload[start:end]
        at = _instant(text)
        if at is None or not from_s <= at.timestamp() <= to_s:
            continue
        fresh = timestamp(at + timedelta(seconds=off_s))
        moved = f"{moved[:start]}{fresh}{moved[end:]}"
        first = f"{text} -> {fresh}"
    return moved, first


def _instant(text: str) -> datetime | None:
    if not payloads.is_set_clock(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _read(note: str) -> list[Era]:
    try:
        kept: Any = json.loads(note) if note else []
        return [Era(**each) for each in kept]
    except (ValueError, TypeError):
        return []
