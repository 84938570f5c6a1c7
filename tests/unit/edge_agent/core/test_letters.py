"""Letters: the present first, everything at least once, again until confirmed, never stuck."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from edge_agent.core.letters import MOST_LIVE, MOST_TRIES, PAGE, RESEND_S, Delivery, Letter


def letter(number: int, birth: int = 2) -> Letter:
    return Letter(number, birth, number, "t", "score", b"{}", 0.0)


def letters(first: int, last: int) -> list[Letter]:
    return [letter(number) for number in range(first, last + 1)]


def taken(delivery: Delivery, now_s: float = 0.0) -> list[int]:
    found = []
    while (each := delivery.take(now_s)) is not None:
        found.append(each.sequence)
    return found


def connected(*, backlog: list[Letter]) -> Delivery:
    delivery = Delivery()
    delivery.posted(backlog)
    delivery.connected(backlog[-1].id if backlog else 0)
    return delivery


def test_nothing_goes_without_a_connection() -> None:
    delivery = Delivery()
    delivery.posted(letters(1, 3))
    assert delivery.take(0.0) is None
    assert delivery.wanted_page() is None


def test_what_happens_now_goes_before_what_waited() -> None:
    delivery = connected(backlog=letters(1, 3))
    assert delivery.wanted_page() == (0, 3)
    delivery.loaded(letters(1, 3))
    delivery.posted(letters(4, 5))
    assert taken(delivery) == [4, 5, 1, 2, 3]
    assert delivery.is_idle


def test_letter_goes_again_until_it_is_confirmed() -> None:
    delivery = connected(backlog=[])
    delivery.posted(letters(1, 2))
    assert taken(delivery) == [1, 2]
    assert taken(delivery, RESEND_S - 0.1) == []
    delivery.confirmed(2, [(1, 1)])
    assert taken(delivery, RESEND_S) == [2]
    delivery.confirmed(2, [(2, 2)])
    assert taken(delivery, 9 * RESEND_S) == []


def test_receipt_of_another_birth_confirms_nothing() -> None:
    delivery = connected(backlog=[])
    delivery.posted(letters(1, 1))
    assert taken(delivery) == [1]
    delivery.confirmed(1, [(0, 2**40)])
    assert taken(delivery, RESEND_S) == [1]


def test_silent_central_costs_no_letter() -> None:
    delivery = connected(backlog=[])
    delivery.posted(letters(1, 1))
    for attempt in range(10 * MOST_TRIES):
        assert taken(delivery, attempt * RESEND_S) == [1]
    assert delivery.given_up() == []


def test_letter_that_central_leaves_out_among_others_is_given_up() -> None:
    delivery = connected(backlog=[])
    delivery.posted(letters(1, 1))
    for attempt in range(MOST_TRIES):
        assert taken(delivery, attempt * RESEND_S) == [1]
        delivery.posted([letter(100 + attempt)])
        assert taken(delivery, attempt * RESEND_S) == [100 + attempt]
        delivery.confirmed(2, [(100 + attempt, 100 + attempt)])
    assert taken(delivery, MOST_TRIES * RESEND_S) == []
    assert [each.sequence for each in delivery.given_up()] == [1]
    assert delivery.given_up() == []


def test_more_than_fits_into_memory_comes_from_the_file() -> None:
    delivery = connected(backlog=[])
    delivery.posted(letters(1, MOST_LIVE))
    delivery.posted(letters(MOST_LIVE + 1, MOST_LIVE + 1))
    assert delivery.take(0.0) is None
    assert delivery.wanted_page() == (0, MOST_LIVE + 1)


class Reality(RuleBasedStateMachine):
    """A file, a broker that comes and goes, a central that confirms what it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.delivery = Delivery()
        self.file: dict[int, Letter] = {}
        self.sent: set[int] = set()
        self.now_s = 0.0
        self.last = 0
        self.is_connected = False

    @rule(count=st.integers(1, 400))
    def post(self, count: int) -> None:
        fresh = letters(self.last + 1, self.last + count)
        self.last += count
        self.file.update({each.id: each for each in fresh})
        self.delivery.posted(fresh)

    @rule()
    def connect(self) -> None:
        self.is_connected = True
        self.delivery.connected(max(self.file, default=0))

    @rule()
    def disconnect(self) -> None:
        self.is_connected = False
        self.delivery.disconnected()

    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        if self.sent:
            first = data.draw(st.sampled_from(sorted(self.sent)))
            last = data.draw(st.integers(first, first + 300))
            stored = [n for n in range(first, last + 1) if n in self.sent]
            ranges = [(n, n) for n in stored]
            self.delivery.confirmed(2, ranges)
            self.sent -= set(stored)
            for number in stored:
                self.file.pop(number, None)

    @rule(seconds=st.floats(0.0, 40.0))
    def pass_time(self, seconds: float) -> None:
        self.now_s += seconds

    @rule(count=st.integers(1, 700))
    def send(self, count: int) -> None:
        for _ in range(count):
            self._load()
            each = self.delivery.take(self.now_s)
            if each is None:
                break
            assert self.is_connected
            self.sent.add(each.sequence)

    def _load(self) -> None:
        page = self.delivery.wanted_page()
        if page is not None:
            above, up_to = page
            found = [self.file[n] for n in sorted(self.file) if above < n <= up_to]
            self.delivery.loaded(found[:PAGE])

    @invariant()
    def idle_means_that_all_went(self) -> None:
        if self.is_connected and self.delivery.is_idle:
            gone = set(self.file) - self.sent - {each.id for each in self.delivery.given_up()}
            assert not gone

    def teardown(self) -> None:
        """With a connection and a central, everything arrives."""
        self.delivery.connected(max(self.file, default=0))
        self.is_connected = True
        for _ in range(len(self.file) + 10):
            self._load()
            each = self.delivery.take(self.now_s)
            if each is not None:
                self.file.pop(each.id, None)
                self.delivery.confirmed(2, [(each.sequence, each.sequence)])
        assert not self.file


TestReality = Reality.TestCase
