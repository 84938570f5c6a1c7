"""What the edge says of itself to the people beside it: one report, as JSON, as a page, as text.

The report holds no secret and nothing of what drivers sent. All that chargers chose themselves is
escaped on the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from contract.messages import ModelDelivery
from edge_agent.core.local_answers import timestamp
from edge_agent.core.site import Charger

LATE_ROUNDS: Final = 3.0
"""Scoring is late from this many intervals on."""
GRACE_S: Final = 30.0
"""Real seconds beyond these: a start loads the model, a small box has other work."""


class ChargerStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One charger. None = not known yet."""

    charge_point: str
    station: str
    connected: bool
    uplink: str
    """State of its connection to central: online, suspect, offline ..."""
    waiting: int
    """Stored messages of the charger that central has yet to hear."""
    risk_1h: float | None
    risk_6h: float | None
    risk_24h: float | None
    level: str
    cause: str | None
    stale_inputs: list[str]
    scored_at: str | None


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The whole edge. `problems` empty = healthy."""

    edge: str
    version: str
    model: str
    delivery: str
    """How far the model that central offers is; empty = it offers none."""
    birth: int
    problems: list[str]
    now: str
    """Simulated UTC, which is real time outside a demo."""
    clock_trusted: bool
    """False: the box has no time yet, or it ran back; timestamps are the edge's best guess."""
    clock_factor: float
    broker: str
    """connected or away."""
    queue: dict[str, int]
    """Messages that wait for central, by kind."""
    chargers: list[ChargerStatus]
    counts: dict[str, int]
    """What went wrong or was left out since the start."""

    @property
    def is_healthy(self) -> bool:
        """Nothing of the edge itself is broken; a network that is away is no illness."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Rounds:
    """How scoring goes: real seconds."""

    interval_s: float
    since_last_s: float


def is_stuck(rounds: Rounds) -> bool:
    """Scoring stands still: only a new start helps."""
    return rounds.since_last_s > LATE_ROUNDS * rounds.interval_s + GRACE_S


def problems_of(rounds: Rounds, disk_problem: str) -> list[str]:
    """What a person should look at, in whole sentences; no `disk_problem` is empty."""
    found = []
    if is_stuck(rounds):
        found.append(f"no scoring round ended for {rounds.since_last_s:.0f} s")
    if disk_problem:
        found.append(f"what waits for central is in memory only: {disk_problem}")
    return found


def delivery_words(delivery: ModelDelivery | None) -> str:
    """How far the offered model is, in a line."""
    if delivery is None:
        return ""
    name = delivery.model or "the program's own"
    return f"{name}: {delivery.step}{f', {delivery.detail}' if delivery.detail else ''}"


def charger_status(charger: Charger) -> ChargerStatus:
    """What is known of one charger."""
    finding = charger.finding
    return ChargerStatus(
        charge_point=charger.id,
        station=charger.place.station,
        connected=charger.is_connected,
        uplink=charger.proxy.link.value,
        waiting=charger.proxy.waiting,
        risk_1h=finding.risk_1h if finding else None,
        risk_6h=finding.risk_6h if finding else None,
        risk_24h=finding.risk_24h if finding else None,
        level=charger.alarm.level,
        cause=finding.cause if finding else None,
        stale_inputs=list(finding.stale_inputs) if finding else [],
        scored_at=timestamp(charger.scored_at) if charger.scored_at else None,
    )


def chargers_status(chargers: Iterable[Charger]) -> list[ChargerStatus]:
    """All chargers, by name."""
    return sorted(map(charger_status, chargers), key=lambda each: each.charge_point)


def as_page(status: Status) -> str:
    """The report as HTML without script; it loads itself again every 5 s."""
    health = "; ".join(status.problems) or "ok"
    facts = {"health": health, **dict(_facts(status))}
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width">
<title>Edge {escape(status.edge)}</title>
<style>body{{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:70rem}}
table{{border-collapse:collapse;margin:1rem 0}}td,th{{text-align:left;padding:.2rem .8rem .2rem 0;
border-bottom:1px solid #ddd}}</style>
<h1>Edge {escape(status.edge)}</h1>
{_table((), facts.items())}
<h2>Chargers</h2>
{_table(_HEADINGS, (_row(each) for each in status.chargers))}
<h2>Counts since the start</h2>
{_table((), sorted((key, str(count)) for key, count in status.counts.items()))}
</html>
"""


def as_text(status: Status) -> str:
    """The report for a terminal."""
    lines = [f"{key:<12}{value}" for key, value in _facts(status)]
    lines.insert(0, f"{'health':<12}{'; '.join(status.problems) or 'ok'}")
    rows = [_HEADINGS, *(_row(each) for each in status.chargers)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    cells = (
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        for row in rows
    )
    counts = [f"{count:>8}  {key}" for key, count in sorted(status.counts.items())]
    return "\n".join([*lines, "", *map(str.rstrip, cells), *([""] if counts else []), *counts])


_HEADINGS: Final = (
    "charger",
    "socket",
    "central",
    "waiting",
    "risk",
    "level",
    "cause",
    "stale",
    "scored",
)


_SPECIAL: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
)


def escape(text: str) -> str:
    """Text as it may stand in HTML; the standard library's way costs 0.5 MiB of the edge's 90."""
    return text.translate(_SPECIAL)


def _facts(status: Status) -> list[tuple[str, str]]:
    queued = ", ".join(f"{count} {kind}" for kind, count in sorted(status.queue.items()))
    factor = "" if status.clock_factor == 1.0 else f" ({status.clock_factor:g} times as fast)"
    return [
        ("edge", f"{status.edge}, start {status.birth}, version {status.version or 'unknown'}"),
        ("model", f"{status.model}{f'; {status.delivery}' if status.delivery else ''}"),
        ("clock", f"{status.now}{factor}{'' if status.clock_trusted else ', not trusted'}"),
        ("broker", status.broker),
        ("queue", queued or "empty"),
    ]


def _row(charger: ChargerStatus) -> tuple[str, ...]:
    return (
        charger.charge_point,
        "open" if charger.connected else "closed",
        charger.uplink if charger.connected else "-",
        str(charger.waiting),
        "-" if charger.risk_1h is None else f"{charger.risk_1h:.2f}",
        charger.level,
        charger.cause or "-",
        " ".join(charger.stale_inputs) or "-",
        charger.scored_at or "-",
    )


def _table(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(each)}" for each in headings)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}' for cell in row)}" for row in rows)
    return f"<table>{f'<tr>{head}' if head else ''}{body}</table>"
