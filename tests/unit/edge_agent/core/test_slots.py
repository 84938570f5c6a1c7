"""The slots: what is in force stays reachable, whatever is offered, fails or is cut off."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from contract.messages import ModelOffer
from edge_agent.core import slots as steps
from edge_agent.core.slots import MAX_CHECKS, MAX_STARTS, Held, Slots, Step, step_for


def offer(model: str) -> ModelOffer:
    return ModelOffer(model=model, sha256=model * 2, size_bytes=1, url="http://h/")


def arrived(slots: Slots, model: str) -> Slots:
    letter = steps.free_slot(slots)
    return steps.tried(steps.emptied(slots), Held(letter, model, model * 2))


def in_force(*models: str) -> Slots:
    slots = Slots()
    for model in models:
        slots = steps.settled(steps.promoted(arrived(slots, model)))
    return slots


def test_a_new_bundle_is_fetched_tried_and_taken() -> None:
    slots = in_force("x")
    assert step_for(slots, offer("y")) is Step.FETCH
    slots = arrived(slots, "y")
    assert slots.active is not None
    assert slots.active.model == "x"
    assert step_for(slots, offer("y")) is Step.NOTHING
    slots = steps.promoted(slots)
    assert slots.active is not None
    assert (slots.active.model, slots.active.settled) == ("y", False)


def test_the_bundle_before_comes_back_at_once_and_without_a_trial() -> None:
    slots = in_force("x", "y")
    assert step_for(slots, offer("x")) is Step.RETURN
    slots = steps.returned(slots)
    assert slots.active is not None
    assert slots.active.model == "x"
    assert step_for(slots, offer("y")) is Step.RETURN


def test_the_programs_bundle_comes_back_at_once() -> None:
    nothing = ModelOffer(model=None)
    assert step_for(Slots(), nothing) is Step.NOTHING
    slots = in_force("x", "y")
    assert step_for(slots, nothing) is Step.GO_HOME
    assert steps.gone_home(slots).active is None


def test_an_offer_of_what_is_in_force_ends_the_trial_of_another() -> None:
    slots = arrived(in_force("x"), "y")
    assert step_for(slots, offer("x")) is Step.END_TRIAL
    assert steps.trial_ended(slots).trial is None


def test_an_offer_of_what_was_refused_ends_the_trial_of_another() -> None:
    slots = arrived(steps.refused(in_force("x"), "yy", "too slow"), "z")
    assert step_for(slots, offer("y")) is Step.END_TRIAL


def test_a_refused_archive_is_not_tried_again() -> None:
    slots = steps.refused(arrived(in_force("x"), "y"), "yy", "too slow")
    assert slots.trial is None
    assert slots.active is not None
    assert step_for(slots, offer("y")) is Step.NOTHING
    assert slots.reason_against("yy") == "too slow"


def test_a_bundle_in_force_that_fails_gives_way_to_the_one_before_it() -> None:
    slots = steps.rolled_back(in_force("x", "y"), "no number")
    assert slots.active is not None
    assert slots.active.model == "x"
    assert step_for(slots, offer("y")) is Step.NOTHING
    assert steps.rolled_back(slots, "that too").active is None


@pytest.mark.parametrize("on_trial", [True, False])
def test_starts_that_never_end_cleanly_are_put_down_to_the_new_bundle(on_trial: bool) -> None:
    slots = arrived(in_force("x"), "y")
    if not on_trial:
        slots = steps.promoted(slots)
    for _ in range(MAX_STARTS):
        slots = steps.started(slots)
        assert slots.reason_against("yy") is None
    slots = steps.started(slots)
    assert slots.reason_against("yy") is not None
    assert slots.active is not None
    assert slots.active.model == "x"


def test_starts_that_end_cleanly_or_with_a_settled_bundle_are_not_counted() -> None:
    fresh = steps.promoted(arrived(in_force("x"), "y"))
    for _ in range(2 * MAX_STARTS):
        fresh = steps.stopped(steps.started(fresh))
    assert fresh.quarantined == []
    old = in_force("x")
    for _ in range(2 * MAX_STARTS):
        old = steps.started(old)
    assert old.active == in_force("x").active


def test_a_check_that_never_comes_to_an_end_is_given_up() -> None:
    slots = Slots()
    for _ in range(MAX_CHECKS):
        slots = steps.check_begun(slots, "yy")
        assert slots.reason_against("yy") is None
    slots = steps.check_begun(slots, "yy")
    assert slots.reason_against("yy") is not None
    assert slots.checking == {}


@pytest.mark.parametrize("step", [steps.promoted, steps.returned])
def test_a_step_that_needs_a_bundle_says_so(step: object) -> None:
    with pytest.raises(ValueError, match="no bundle"):
        step(Slots())  # type: ignore[operator]


class Machine(RuleBasedStateMachine):
    """A disk of two slots beside: what `Slots` names must lie there whole."""

    def __init__(self) -> None:
        super().__init__()
        self.slots = Slots()
        self.disk: dict[str, str] = {}

    @rule(model=st.sampled_from("uvwxyz"))
    def offered(self, model: str) -> None:
        match step_for(self.slots, offer(model)):
            case Step.FETCH:
                letter = steps.free_slot(self.slots)
                self.slots = steps.emptied(self.slots)
                self.disk.pop(letter, None)
                self.consistent()  # the power may go here
                self.disk[letter] = model
                self.slots = steps.tried(self.slots, Held(letter, model, model * 2))
            case Step.RETURN:
                self.slots = steps.returned(self.slots)
            case Step.END_TRIAL:
                self.slots = steps.trial_ended(self.slots)
            case _:
                pass

    @rule()
    def withdrawn(self) -> None:
        self.slots = steps.gone_home(self.slots)

    @precondition(lambda self: self.slots.trial)
    @rule()
    def passed(self) -> None:
        self.slots = steps.promoted(self.slots)

    @precondition(lambda self: self.slots.trial)
    @rule()
    def failed(self) -> None:
        assert self.slots.trial is not None
        self.slots = steps.refused(self.slots, self.slots.trial.digest, "bad")

    @rule(step=st.sampled_from([steps.started, steps.stopped, steps.settled]))
    def lived_on(self, step: object) -> None:
        self.slots = step(self.slots)  # type: ignore[operator]

    @rule()
    def broke(self) -> None:
        self.slots = steps.rolled_back(self.slots, "bad")

    @invariant()
    def consistent(self) -> None:
        held = [self.slots.active, self.slots.trial, self.slots.previous]
        for each in held:
            assert each is None or self.disk.get(each.slot) == each.model
        active, trial = self.slots.active, self.slots.trial
        assert active is None or trial is None or active.slot != trial.slot
        if active is not None:
            assert self.slots.reason_against(active.digest) is None


Machine.TestCase.settings = settings(max_examples=150, stateful_step_count=30)
TestSlots = Machine.TestCase
