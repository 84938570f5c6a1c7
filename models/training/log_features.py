"""What a status log tells about a connector beyond the 33 features of the edge.

Everything looks back only: an outage counts from the slot in which its third down slot is over.
Rates are shrunk towards the network's rate at that time by `_PRIOR_DAYS` of time up; decays run
over real time, also where two logs with a hole between them make one timeline.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.training.status_log import (
    CONFIRM_SLOTS,
    OUT_OF_CONTACT,
    OUT_OF_SERVICE,
    SLOTS_PER_DAY,
    UNKNOWN,
    Bools,
    Slots,
    StatusLog,
    falls,
    onsets,
)

_HOUR: Final = SLOTS_PER_DAY // 24
_DECAYS: Final = {"1h": _HOUR, "3h": 3 * _HOUR, "12h": 12 * _HOUR, "2d": 48 * _HOUR, "ever": np.inf}
_PRIOR_DAYS: Final = 1.0
_LONGEST_H: Final = 168.0
_YESTERDAYS: Final = 7
_YESTERDAY_WEIGHT: Final = 0.7
"""Of each day further back, of a week at most: the same hours of yesterday say most."""

Table = NDArray[np.float32]
Named = dict[str, Table]
"""(connectors, rows) of each feature."""


def log_features(log: StatusLog, at: Slots, horizon_slots: int) -> Named:
    """All features of the rows.

    Args:
        log: the timeline.
        at: positions of the rows' slots, rising.
        horizon_slots: how far ahead is asked; only the same hours of earlier days depend on it.
    """
    events = _events(log)
    sums = _decayed(log, events, at)
    table = {**_rates(sums), **_shares(sums), **_ages(log, events, at), **_runs(log, at)}
    table["state_now"] = log.state[:, at].astype(np.float32)
    table["up_over_last_up"] = table["up_h"] / np.maximum(table["last_up_h"], 0.25)
    return {
        **table,
        **_neighbours(log, table, at),
        **_network(log, events, at),
        **_clock(log, events["fall"], at, horizon_slots),
        **_static(log, len(at)),
    }


def past_outage_rate(log: StatusLog, at: Slots) -> Table:
    """(connectors, rows): outages per day up so far, the rule that a model has to beat."""
    sums = _decayed(log, _events(log), at)
    return _rates(sums)["outage_per_day_ever"]


def _events(log: StatusLog) -> dict[str, Bools]:
    fall, state = falls(log), log.state
    outage = np.zeros_like(fall)
    outage[:, CONFIRM_SLOTS - 1 :] = onsets(log)[:, : 1 - CONFIRM_SLOTS]
    busy = (state == 1) | (state == 2)
    change = np.zeros_like(fall)
    change[:, 1:] = (state[:, 1:] != state[:, :-1]) & log.follows[1:]
    start = np.zeros_like(fall)
    start[:, 1:] = busy[:, 1:] & log.up[:, :-1] & ~busy[:, :-1]
    return {
        "outage": outage,
        "fall": fall,
        "lost": fall & (state == OUT_OF_CONTACT),
        "broken": fall & (state == OUT_OF_SERVICE),
        "up": log.up,
        "known": state != UNKNOWN,
        "down": log.down,
        "out_of_contact": state == OUT_OF_CONTACT,
        "out_of_service": state == OUT_OF_SERVICE,
        "busy": busy,
        "start": start,
        "change": change,
    }


def _decayed(
    log: StatusLog, events: dict[str, Bools], at: Slots
) -> dict[str, dict[str, NDArray[np.float64]]]:
    """Sums of each signal that fade with each decay, at the rows: sums[signal][decay]."""
    stack = np.stack(list(events.values()))
    spans = np.array(list(_DECAYS.values()))
    total = np.zeros((len(spans), *stack.shape[:2]))
    found = np.empty((*total.shape, len(at)), dtype=np.float32)
    kept = np.exp(-np.diff(log.slot, prepend=log.slot[0])[None, :] / spans[:, None])
    row = 0
    for position in range(stack.shape[2]):
        total *= kept[:, position, None, None]
        total += stack[None, :, :, position]
        if row < len(at) and at[row] == position:
            found[..., row] = total
            row += 1
    return {
        signal: {decay: found[j, i].astype(np.float64) for j, decay in enumerate(_DECAYS)}
        for i, signal in enumerate(events)
    }


def _rates(sums: dict[str, dict[str, NDArray[np.float64]]]) -> Named:
    table: Named = {}
    for decay in _DECAYS:
        up_days = sums["up"][decay] / SLOTS_PER_DAY
        for signal in ("outage", "fall", "lost", "broken"):
            count = sums[signal][decay]
            network = count.sum(axis=0) / np.maximum(up_days.sum(axis=0), 1e-6)
            rate = (count + _PRIOR_DAYS * network) / (up_days + _PRIOR_DAYS)
            table[f"{signal}_per_day_{decay}"] = rate.astype(np.float32)
    return table


def _shares(sums: dict[str, dict[str, NDArray[np.float64]]]) -> Named:
    return {
        f"{signal}_share_{decay}": (
            sums[signal][decay] / np.maximum(sums["known"][decay], 1e-6)
        ).astype(np.float32)
        for signal in ("down", "out_of_contact", "out_of_service", "busy", "start", "change")
        for decay in _DECAYS
    }


def _ages(log: StatusLog, events: dict[str, Bools], at: Slots) -> Named:
    """Hours since each kind of event, at most a week."""
    ages = {
        "outage_h": "outage", "fall_h": "fall", "up_h": "down", "contact_h": "out_of_contact",
        "service_h": "out_of_service", "change_h": "change", "start_h": "start",
    }  # fmt: skip
    return {name: _age_h(log, events[signal], at) for name, signal in ages.items()}


def _age_h(log: StatusLog, event: Bools, at: Slots) -> Table:
    long_ago = log.slot[0] - int(_LONGEST_H) * _HOUR
    last = np.maximum.accumulate(np.where(event, log.slot, long_ago), axis=1)[:, at]
    return np.minimum((log.slot[at] - last) / _HOUR, _LONGEST_H).astype(np.float32)


def _runs(log: StatusLog, at: Slots) -> Named:
    """Length of the last time down, of the time up before it, and the longest time down."""
    up, down = log.up, log.down
    fall = falls(log)
    rise = np.zeros_like(fall)
    rise[:, 1:] = down[:, :-1] & up[:, 1:]
    first = log.slot[0]
    fell_at = np.maximum.accumulate(np.where(fall, log.slot, first), axis=1)
    rose_at = np.maximum.accumulate(np.where(rise, log.slot, first), axis=1)
    down_h = np.where(rise, (log.slot - fell_at) / _HOUR, 0.0)
    up_h = np.where(fall, (log.slot - rose_at) / _HOUR, 0.0)
    return {
        "last_down_h": _latest(down_h, rise)[:, at],
        "last_up_h": _latest(up_h, fall)[:, at],
        "longest_down_h": np.maximum.accumulate(down_h, axis=1)[:, at].astype(np.float32),
    }


def _latest(value: NDArray[np.float64], event: Bools) -> Table:
    """Value at the last event; 0 before the first."""
    where = np.maximum.accumulate(np.where(event, np.arange(event.shape[1]), -1), axis=1)
    held = np.take_along_axis(value, np.maximum(where, 0), axis=1)
    return np.where(where >= 0, held, 0.0).astype(np.float32)


def _neighbours(log: StatusLog, table: Named, at: Slots) -> Named:
    """The other connectors of the same site."""
    count = np.bincount(log.site)[log.site][:, None] - 1
    found: Named = {"site_others": np.broadcast_to(count, (len(count), len(at))).astype(np.float32)}
    for name, values in (("down", log.down), ("busy", (log.state == 1) | (log.state == 2))):
        found[f"site_{name}"] = _others(log, values[:, at].astype(np.float64))
    for name in ("outage_per_day_1h", "outage_per_day_12h", "outage_per_day_ever"):
        found[f"site_{name}"] = _others(log, table[name] / np.maximum(count, 1))
    for name in ("fall_h", "up_h"):
        found[f"site_{name}"] = _smallest_of_others(log, table[name])
    return found


def _others(log: StatusLog, values: NDArray[Any]) -> Table:
    total = np.zeros((log.site.max() + 1, values.shape[1]))
    np.add.at(total, log.site, values)
    found: Table = (total[log.site] - values).astype(np.float32)
    return found


def _smallest_of_others(log: StatusLog, values: Table) -> Table:
    found = np.full(values.shape, _LONGEST_H, dtype=np.float32)
    for site in np.flatnonzero(np.bincount(log.site) > 1):
        members = np.flatnonzero(log.site == site)
        for member in members:
            found[member] = values[members[members != member]].min(axis=0)
    return found


def _network(log: StatusLog, events: dict[str, Bools], at: Slots) -> Named:
    """How the whole network does: share down, and falls of the last half hour, 2 h and day."""
    count = log.state.shape[0]
    known = np.maximum(events["known"].sum(axis=0), 1)
    found = {"network_down": (log.down.sum(axis=0) / known)[at]}
    total = np.cumsum(events["fall"].sum(axis=0) / known)
    for name, slots in (("30min", 6), ("2h", 24), ("24h", SLOTS_PER_DAY)):
        before = at - slots
        found[f"network_falls_{name}"] = total[at] - np.where(
            before >= 0, total[np.maximum(before, 0)], 0.0
        )
    return {
        name: np.broadcast_to(values.astype(np.float32), (count, len(at)))
        for name, values in found.items()
    }


def _clock(log: StatusLog, fall: Bools, at: Slots, horizon_slots: int) -> Named:
    """The same hours of earlier days: what falls then tends to fall then again."""
    total = np.cumsum(fall, axis=1, dtype=np.int32)
    position = {int(slot): index for index, slot in enumerate(log.slot)}
    score = np.zeros((len(fall), len(at)), dtype=np.float32)
    weight = np.full(len(at), 1e-6)
    for day in range(1, _YESTERDAYS + 1):
        begin = [position.get(int(log.slot[a]) - day * SLOTS_PER_DAY + 1, -1) for a in at]
        end = [
            position.get(int(log.slot[a]) - day * SLOTS_PER_DAY + min(horizon_slots, 288), -1)
            for a in at
        ]
        is_known = (np.array(begin) >= 0) & (np.array(end) >= 0) & (np.array(end) <= at)
        share = _YESTERDAY_WEIGHT**day * is_known
        score += share * (total[:, np.maximum(end, 0)] - total[:, np.maximum(begin, 0)])
        weight += share
    hour = (log.slot[at] % SLOTS_PER_DAY) / _HOUR
    shape = (len(fall), len(at))
    return {
        "same_hours_falls": (score / weight).astype(np.float32),
        "hour": np.broadcast_to(hour.astype(np.float32), shape),
    }


def _static(log: StatusLog, rows: int) -> Named:
    """The connector's type, and whether one entry stands for two sockets."""
    is_pair = np.array(["-A/B|" in name for name in log.connector], dtype=np.float32)
    return {
        "type": np.broadcast_to(log.kind[:, None].astype(np.float32), (len(is_pair), rows)),
        "is_pair": np.broadcast_to(is_pair[:, None], (len(is_pair), rows)),
    }
