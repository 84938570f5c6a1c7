"""Cars come and go, limits change, messages get lost: what is told never adds up to too much."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from central.core.load_sharing.facts import AcceptedLimit
from tests.unit.central.core.load_sharing.worlds import limit, outlet, plug, station, world

NAMES = ("A", "B", "C", "D")


class Sharing(RuleBasedStateMachine):
    """Four DC chargers of 50 kW on a station of at most 100 kW."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions = 0
        self.made = world(station(*(outlet(name) for name in NAMES), power_w=100_000.0))

    @property
    def capacity_w(self) -> float:
        power_w = self.made.sites["S"].limit.power_w
        assert power_w is not None
        return power_w

    @rule(name=st.sampled_from(NAMES), known=st.booleans())
    def plug_in(self, name: str, known: bool) -> None:
        self.sessions += 1
        session = self.sessions if known else None
        self.made.change(name, plugs=(plug(session, since=self.made.now),))

    @rule(name=st.sampled_from(NAMES))
    def unplug(self, name: str) -> None:
        self.made.change(name, plugs=())

    @rule(name=st.sampled_from(NAMES), connected=st.booleans())
    def link(self, name: str, connected: bool) -> None:
        self.made.change(name, connected=connected)

    @rule(name=st.sampled_from(NAMES))
    def boot(self, name: str) -> None:
        """It keeps its profiles; that is not known. Its default is told again."""
        self.made.change(name, booted_at=self.made.now, connected=True)
        charger = self.made.outlet(name)
        default = AcceptedLimit(charger.safe_w, "W", 3, self.made.now)
        self.made.change(name, default=default)

    @rule(power_w=st.sampled_from([0.0, 5_000.0, 30_000.0, 60_000.0, 100_000.0]))
    def limited(self, power_w: float) -> None:
        self.made.site_limit(limit(power_w))

    @rule(
        seconds=st.sampled_from([1.0, 10.0, 40.0, 900.0]),
        lost=st.sets(st.sampled_from(NAMES)),
        unanswered=st.sets(st.sampled_from(NAMES)),
    )
    def go_round(self, seconds: float, lost: set[str], unanswered: set[str]) -> None:
        made = self.made
        made.now += timedelta(seconds=seconds)
        made.reaches = lambda key: key[0] not in lost
        made.is_answered = lambda key: key[0] not in unanswered
        before_w = made.true_w()
        made.decide()
        made.tell()
        assert made.true_w() <= max(before_w, self.capacity_w) + 1e-3

    @rule()
    def calm(self) -> None:
        """With everybody in contact, and all that is told answered, the limit is kept."""
        made = self.made
        for name in NAMES:
            made.change(name, connected=True)
        made.reaches = made.is_answered = lambda key: True
        made.run(minutes=3, step_s=30)
        waiting = [
            charger.safe_w
            for charger in map(made.outlet, NAMES)
            for car in charger.plugs
            if car.transaction_id is None
        ]
        assert made.true_w() <= max(self.capacity_w, sum(waiting)) + 1e-3

    @invariant()
    def nobody_is_told_more_than_there_is(self) -> None:
        running_w = [
            share.limit_w
            for share in self.made.shares.values()
            if self.made.outlet(share.charge_point).connected
        ]
        assert all(each <= 50_000.0 for each in running_w)


TestSharing = Sharing.TestCase
TestSharing.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
