import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from charger_emulator.core.reservations import Entry, Reservation, Reservations
from contract.ocpp16 import ChargePointStatus as Status

FREE = {1: Status.AVAILABLE, 2: Status.AVAILABLE}


def reservation(ident: int = 1, connector: int = 1, tag: str = "A", **more: object) -> Reservation:
    fields: dict[str, object] = {"parent_tag": "", "until_s": 100.0} | more
    return Reservation(ident, connector, tag, **fields)  # type: ignore[arg-type]


def test_the_book_refuses_with_the_reason_of_the_connector() -> None:
    answers = {
        Status.FAULTED: "Faulted",
        Status.UNAVAILABLE: "Unavailable",
        Status.CHARGING: "Occupied",
        Status.PREPARING: "Occupied",
        Status.FINISHING: "Occupied",
        Status.AVAILABLE: "Accepted",
    }
    for status, answer in answers.items():
        assert Reservations().book(reservation(), {1: status}, 0.0) == answer


def test_an_expired_one_and_one_of_an_unknown_connector_are_rejected() -> None:
    book = Reservations()
    assert book.book(reservation(until_s=5.0), FREE, 5.0) == "Rejected"
    assert book.book(reservation(connector=3), FREE, 0.0) == "Rejected"
    assert len(book) == 0


def test_the_same_id_replaces_and_another_finds_it_occupied() -> None:
    book = Reservations()
    reserved = {1: Status.RESERVED, 2: Status.AVAILABLE}
    assert book.book(reservation(), FREE, 0.0) == "Accepted"
    assert book.book(reservation(2), reserved, 0.0) == "Occupied"
    assert book.book(reservation(1, tag="B"), reserved, 0.0) == "Accepted"
    assert [r.id_tag for r in book.all()] == ["B"]


def test_connector_0_keeps_one_free_connector_whichever_it_is() -> None:
    book = Reservations()
    assert book.book(reservation(connector=0), FREE, 0.0) == "Accepted"
    assert book.settle(FREE, 0.0) == {}
    assert book.entry(1, "B", "", FREE) is Entry.OPEN
    one_left = {1: Status.CHARGING, 2: Status.AVAILABLE}
    assert list(book.settle(one_left, 0.0)) == [2]
    assert book.entry(2, "B", "", one_left) is Entry.REFUSED
    assert book.entry(2, "a", "", one_left) is Entry.HOLDER


@pytest.mark.parametrize(
    ("statuses", "answer"),
    [
        pytest.param((Status.FAULTED, Status.FAULTED), "Faulted", id="all faulted"),
        pytest.param((Status.FAULTED, Status.UNAVAILABLE), "Faulted", id="none usable"),
        pytest.param((Status.UNAVAILABLE, Status.UNAVAILABLE), "Unavailable", id="all out"),
        pytest.param((Status.CHARGING, Status.FAULTED), "Occupied", id="the usable one in use"),
        pytest.param((Status.CHARGING, Status.AVAILABLE), "Accepted", id="one free"),
    ],
)
def test_connector_0_is_refused_with_the_reason_of_all(
    statuses: tuple[Status, Status], answer: str
) -> None:
    wanted = reservation(connector=0)
    assert Reservations().book(wanted, dict(enumerate(statuses, 1)), 0.0) == answer


def test_a_parent_opens_and_an_unknown_parent_has_to_be_asked_for() -> None:
    book = Reservations()
    book.book(reservation(parent_tag="FAMILY"), FREE, 0.0)
    assert book.entry(1, "B", None, FREE) is Entry.ASK
    assert book.entry(1, "B", "family", FREE) is Entry.HOLDER
    assert book.entry(1, "B", "", FREE) is Entry.REFUSED
    assert book.entry(2, "B", None, FREE) is Entry.OPEN


def test_a_fault_ends_the_reservation_of_that_connector_and_a_total_one_all() -> None:
    book = Reservations()
    book.book(reservation(), FREE, 0.0)
    book.book(reservation(2, connector=0), FREE, 0.0)
    book.settle({1: Status.FAULTED, 2: Status.AVAILABLE}, 0.0)
    assert [r.id for r in book.all()] == [2]
    book.settle({1: Status.FAULTED, 2: Status.UNAVAILABLE}, 0.0)
    assert len(book) == 0


STATUSES = st.sampled_from([Status.AVAILABLE, Status.CHARGING, Status.FAULTED, Status.UNAVAILABLE])


class ReservationMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.book = Reservations()
        self.statuses = {1: Status.AVAILABLE, 2: Status.AVAILABLE, 3: Status.AVAILABLE}
        self.now_s = 0.0

    @rule(ident=st.integers(1, 4), connector=st.integers(0, 4), length_s=st.integers(-1, 20))
    def ask(self, ident: int, connector: int, length_s: int) -> None:
        wanted = reservation(ident, connector, f"T{ident}", until_s=self.now_s + length_s)
        answer = self.book.book(wanted, self.statuses, self.now_s)
        if length_s <= 0 or connector > 3:
            assert answer == "Rejected"

    @rule(connector=st.integers(1, 3), status=STATUSES)
    def become(self, connector: int, status: Status) -> None:
        others = [r for r in self.book.all() if r.connector == connector]
        if status is not Status.CHARGING or (
            not others and self.book.entry(connector, "X", "", self.statuses) is Entry.OPEN
        ):
            self.statuses[connector] = status

    @rule(seconds=st.floats(0.1, 15.0))
    def wait(self, seconds: float) -> None:
        self.now_s += seconds

    @precondition(lambda self: len(self.book))
    @rule()
    def cancel(self) -> None:
        assert self.book.cancel(self.book.all()[0].id)

    @invariant()
    def every_one_runs_and_has_its_place(self) -> None:
        shown = self.book.settle(self.statuses, self.now_s)
        assert self.book.due_s() > self.now_s
        pinned = [r.connector for r in self.book.all() if r.connector]
        assert len(pinned) == len(set(pinned))
        assert set(pinned) <= set(shown)

    @invariant()
    def strangers_find_what_is_kept_closed(self) -> None:
        shown = self.book.settle(self.statuses, self.now_s)
        for connector in self.statuses:
            entry = self.book.entry(connector, "stranger", "", self.statuses)
            if connector in shown:
                assert entry is Entry.REFUSED


TestReservationMachine = ReservationMachine.TestCase
