"""Load sharing of 10,000 chargers in 1,000 stations: one decision, against a plain baseline.

    python -m bench.load_sharing

The baseline is progressive filling as one would write it first: every step looks at all sessions
again. It knows one limit a station and one of the area; both answer the same question in this
process, and their answers are compared. The second table shows how the cost of a whole decision
grows.
"""

import math
import statistics
import time
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from central.adapters.collector import spare_collector
from central.core.load_sharing.decide import share_out
from central.core.load_sharing.facts import AcceptedLimit, Area, Outlet, Plug, PlugKey, Share, Site
from central.core.load_sharing.fair import Demand, fair_shares
from central.core.load_sharing.plans import LimitNow
from central.core.load_sharing.rules import SharingRules
from contract.ids import ChargePointId, ConnectorId, StationId

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
PER_STATION = 10
ROUNDS = 5
RULES = SharingRules()


def network(stations: int, seed: int = 1) -> tuple[tuple[Site, ...], dict[str, Area]]:
    """AC and DC stations, ten to an area; seven of ten chargers have a car; power is scarce."""
    rng = np.random.default_rng(seed)
    sites = []
    for number in range(stations):
        is_dc = number % 2 == 0
        power_w = 150_000.0 if is_dc else 22_080.0
        outlets = []
        for index in range(PER_STATION):
            name = ChargePointId(f"S{number:04}-{index}")
            session = number * PER_STATION + index
            lines = (16.0, 0.0, 0.0) if rng.random() < 0.4 else (16.0, 16.0, 16.0)
            car = Plug(
                ConnectorId(1),
                NOW - timedelta(minutes=float(rng.uniform(0, 90))),
                session,
                power_w=float(rng.uniform(0.2, 1.0)) * power_w * 0.4,
                currents_a=() if is_dc else lines,
                metered_at=NOW,
            )
            outlets.append(
                Outlet(
                    name,
                    is_dc,
                    rated_w=power_w,
                    connector_w=power_w,
                    connectors=1,
                    guaranteed_w=power_w / 4,
                    booted_at=NOW - timedelta(days=1),
                    default=AcceptedLimit(power_w / 4, "W", 3, NOW - timedelta(hours=1)),
                    plugs=(car,) if rng.random() < 0.7 else (),
                )
            )
        limit_w = power_w * PER_STATION * float(rng.uniform(0.15, 0.5))
        phase_a = None if is_dc else limit_w / 690.0
        limit = LimitNow(limit_w, phase_a, "its rating")
        sites.append(Site(StationId(f"S{number:04}"), limit, tuple(outlets), f"G{number // 10}"))
    areas = {
        f"G{area}": Area(f"G{area}", LimitNow(3e6, None, "its rating"))
        for area in range(-(-stations // 10))
    }
    return tuple(sites), areas


def settled(
    sites: tuple[Site, ...], areas: dict[str, Area]
) -> tuple[tuple[Site, ...], dict[PlugKey, Share]]:
    """The same after some rounds in which every charger accepted what it was told."""
    shares: dict[PlugKey, Share] = {}
    for step in range(4):
        now = NOW - timedelta(minutes=10 - step)
        shares = share_out(sites, areas, shares, RULES, now)
        sites = tuple(
            replace(site, outlets=tuple(_accepting(each, shares, now) for each in site.outlets))
            for site in sites
        )
    return sites, shares


def _accepting(outlet: Outlet, shares: dict[PlugKey, Share], now: datetime) -> Outlet:
    share = shares.get((outlet.id, ConnectorId(1)))
    if share is None:
        return outlet
    limit = AcceptedLimit(share.limit_w, "W", 3, now, share.until, share.transaction_id)
    return replace(outlet, limits={ConnectorId(1): limit})


def baseline(sites: tuple[Site, ...], areas: dict[str, Area]) -> dict[ChargePointId, float]:
    """Progressive filling as written first: in every step look at every session again."""
    given: dict[ChargePointId, float] = {}
    for area in areas:
        members = [
            (site.id, outlet)
            for site in sites
            for outlet in site.outlets
            if site.area == area and outlet.plugs
        ]
        left = {site.id: site.limit.power_w or math.inf for site in sites if site.area == area}
        given |= _filled(members, left, areas[area].limit.power_w or math.inf)
    return given


def _filled(
    members: list[tuple[StationId, Outlet]], left: dict[StationId, float], area_w: float
) -> dict[ChargePointId, float]:
    given = {outlet.id: 0.0 for _, outlet in members}
    while members:
        count = Counter(station for station, _ in members)
        step = min(
            area_w / len(members),
            *(left[key] / number for key, number in count.items()),
            *(outlet.rated_w - given[outlet.id] for _, outlet in members),
        )
        for station, outlet in members:
            given[outlet.id] += step
            left[station] -= step
            area_w -= step
        members = [
            (station, outlet)
            for station, outlet in members
            if given[outlet.id] < outlet.rated_w - 1e-6 and min(left[station], area_w) > 1e-6
        ]
    return given


def demands(sites: tuple[Site, ...]) -> list[Demand]:
    """The same question as the baseline's."""
    return [
        Demand(outlet.id, outlet.rated_w, uses=((site.id, 1.0), (site.area, 1.0)))
        for site in sites
        for outlet in site.outlets
        if outlet.plugs
    ]


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor time of the quickest of several runs: the machine does other things too."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def compare(sites: tuple[Site, ...], areas: dict[str, Area], what: str) -> None:
    """Fair shares of one question by both, and whether they agree."""
    asked = demands(sites)
    capacities: dict[Hashable, float] = {site.id: site.limit.power_w or math.inf for site in sites}
    capacities |= {key: area.limit.power_w or math.inf for key, area in areas.items()}
    ours_s = seconds(lambda: fair_shares(asked, capacities))
    plain_s = seconds(lambda: baseline(sites, areas), 1)
    found, plain = fair_shares(asked, capacities), baseline(sites, areas)
    apart_w = max(abs(found[key].power_w - power_w) for key, power_w in plain.items())
    print(
        f"  {what:20} {1000 * ours_s:7.0f} ms, plain {1000 * plain_s:7.0f} ms, "
        f"ratio {ours_s / plain_s:.2f}, apart by {apart_w:.3f} W at most"
    )


def main() -> None:
    spare_collector()  # as central does when it starts
    stations = 1000
    sites, areas = network(stations)
    _, shares = settled(sites, areas)
    now = NOW + timedelta(seconds=5)
    print(f"{stations * PER_STATION} chargers in {stations} stations, {len(shares)} sessions")
    one = tuple(replace(site, area="G0") for site in sites)
    whole = {"G0": Area("G0", LimitNow(2e8, None, "its rating"))}
    print("fair shares alone")
    compare(sites, areas, "ten stations an area")
    compare(one, whole, "all in one area")
    print("a whole decision: lines, turns, needs, steps, reasons")
    sizes, times = (125, 250, 500, 1000), []
    for size in sizes:
        some, around = network(size)
        settled_sites, known = settled(some, around)
        times.append(
            seconds(lambda s=settled_sites, a=around, k=known: share_out(s, a, k, RULES, now))
        )
        print(f"  {size:5} stations       {1000 * times[-1]:7.0f} ms")
    slope = statistics.linear_regression([math.log(s) for s in sizes], [math.log(t) for t in times])
    print(f"  it grows with stations to the power of {slope.slope:.2f}")


if __name__ == "__main__":
    main()
