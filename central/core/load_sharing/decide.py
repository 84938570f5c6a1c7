"""What load sharing decides at one instant: the limit that every session is to be told.

`share_out` is a pure function. Invariants, for every history: what it decides stays within every
limit that has room for it; a decrease applies at once; an increase is decided only as far as the
room goes that the others have left by accepting less; constant facts lead to constant shares.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from central.core.load_sharing.facts import Area, PlugKey, Share, Site
from central.core.load_sharing.loads import Led, Ledger, ledger_of
from central.core.load_sharing.rules import SharingRules
from central.core.load_sharing.targets import Target, targets

_EXACT_W: Final = 1e-3
WAITING: Final = "; more follows when others have accepted less"


def share_out(
    sites: Iterable[Site],
    areas: Mapping[str, Area],
    shares: Mapping[PlugKey, Share],
    rules: SharingRules,
    now: datetime,
) -> dict[PlugKey, Share]:
    """Shares of all running sessions; those that ended are left out.

    Args:
        sites: stations that share, with their chargers.
        areas: grid areas by id.
        shares: what was decided last.
        rules: numbers.
        now: simulated instant.
    """
    places = sorted(sites, key=lambda each: each.id)
    ledger = ledger_of(places, areas, shares, now)
    wanted = targets(ledger, areas, rules, now)
    limits = _limits(ledger, wanted, rules, now)
    decided = {
        each.key: _share(each, limits[each.key], wanted[each.key], rules, now)
        for each in ledger.led
    }
    return {**_silent(places, shares), **decided}


def _silent(sites: Iterable[Site], shares: Mapping[PlugKey, Share]) -> dict[PlugKey, Share]:
    """Shares of chargers that are out of contact stay as they are."""
    found = {}
    for site in sites:
        for outlet in site.outlets:
            for plug in outlet.plugs if not outlet.connected else ():
                share = shares.get((outlet.id, plug.id))
                if share is not None and share.transaction_id == plug.transaction_id:
                    found[share.key] = share
    return found


def _limits(
    ledger: Ledger, wanted: Mapping[PlugKey, Target], rules: SharingRules, now: datetime
) -> dict[PlugKey, float]:
    """What each is told now: decreases in full, increases by steps into the room that there is."""
    limits = _kept(ledger, wanted, rules)
    used: defaultdict[Hashable, float] = defaultdict(float)
    for led in ledger.led:
        _add(used, led, max(led.committed_w, limits[led.key]))
    rising = [each for each in ledger.led if wanted[each.key].power_w > limits[each.key]]
    for led in sorted(
        rising, key=lambda each: (limits[each.key] / each.outlet.plan.weight, each.key)
    ):
        now_w = max(led.committed_w, limits[led.key])
        room_w = min((ledger.capacities[key] - used[key]) / part for key, part in led.uses)
        top_w = min(wanted[led.key].power_w, now_w + max(room_w, 0.0))
        raised_w = _raised_w(led, limits[led.key], top_w, rules, now)
        _add(used, led, max(raised_w - now_w, 0.0))
        limits[led.key] = raised_w
    return limits


def _kept(
    ledger: Ledger, wanted: Mapping[PlugKey, Target], rules: SharingRules
) -> dict[PlugKey, float]:
    """Before anything rises: what is above its target comes down, unless by little and harmless."""
    limits: dict[PlugKey, float] = {}
    load: defaultdict[Hashable, float] = defaultdict(float)
    small: list[Led] = []
    for led in ledger.led:
        target_w = wanted[led.key].power_w
        now_w = led.committed_w if led.share is None else led.share.limit_w
        limits[led.key] = min(now_w, target_w)
        if 0.0 < now_w - target_w <= rules.dead_band_ratio * led.cap_w and target_w > 0.0:
            small.append(led)
            limits[led.key] = now_w
        _add(load, led, limits[led.key])
    for led in small:
        if any(load[key] > ledger.capacities[key] + 1e-9 for key, _ in led.uses):
            target_w = wanted[led.key].power_w
            _add(load, led, target_w - limits[led.key])
            limits[led.key] = target_w
    return limits


def _raised_w(led: Led, now_w: float, top_w: float, rules: SharingRules, now: datetime) -> float:
    """The next step up from `now_w`, at most `top_w`; none where it is too early or too little."""
    share = led.share
    if share is not None and share.raised_at is not None and now < share.raised_at + rules.pace:
        return now_w
    step_w = max(rules.ramp_ratio * led.cap_w, led.minimum_w)
    steps = int((min(top_w, now_w + step_w) + _EXACT_W) / led.step_w)
    raised_w = steps * led.step_w
    if raised_w < led.minimum_w - _EXACT_W:
        return 0.0
    is_first = share is None or share.is_paused
    is_full = raised_w >= led.cap_w - led.step_w
    is_worth_it = raised_w - now_w >= rules.dead_band_ratio * led.cap_w
    return raised_w if raised_w > now_w and (is_first or is_full or is_worth_it) else now_w


def _add(load: defaultdict[Hashable, float], led: Led, power_w: float) -> None:
    for key, part in led.uses:
        load[key] += part * power_w


def _share(led: Led, limit_w: float, target: Target, rules: SharingRules, now: datetime) -> Share:
    old = led.share
    reason = target.reason
    if limit_w < target.power_w - rules.dead_band_ratio * led.cap_w:
        reason += WAITING
    if old is None:
        return Share(
            charge_point=led.outlet.id,
            connector=led.plug.id,
            transaction_id=led.transaction_id,
            limit_w=limit_w,
            until=now + rules.hold,
            decided_at=now,
            may_draw_w=max(led.committed_w, limit_w),
            phases=led.phases,
            turned_at=now if limit_w > 0.0 else led.plug.since,
            raised_at=now if limit_w > led.committed_w else None,
            reason=reason,
        )
    change_w = limit_w - old.limit_w
    is_changed = abs(change_w) > _EXACT_W
    is_turned = (limit_w > 0.0) is old.is_paused
    is_renewed = is_changed or old.until - now < rules.renew_before
    return replace(
        old,
        limit_w=limit_w if is_changed else old.limit_w,
        until=now + rules.hold if is_renewed else old.until,
        decided_at=now if is_renewed else old.decided_at,
        may_draw_w=max(led.committed_w, limit_w),
        turned_at=now if is_turned else old.turned_at,
        raised_at=now if change_w > _EXACT_W else old.raised_at,
        need_w=target.need_w if limit_w > 0.0 else old.need_w,
        reason=reason,
    )
