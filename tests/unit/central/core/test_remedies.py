"""Remedies step by step, and under any history of a charger, a person and a switch."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from central.adapters.playbook_file import read_playbooks
from central.core.control import Asked
from central.core.facts import ChargerFacts
from central.core.playbooks import HARMLESS, NEVER_CLEARED, Act
from central.core.remedies import DAY, LONGEST, decide, limit_reached, start_by_person
from central.core.remedy import (
    TRANSITIONS,
    Attempt,
    EndStep,
    PastRemedy,
    Remedy,
    RemedyDecision,
    RemedyEffect,
    RemedyEvent,
    RemedyNote,
    RemedyState,
    Situation,
    StartStep,
    moved,
)
from central.core.rules import HealRules, Mode
from central.core.troubles import Standing, session_runs, standing, troubles_of
from tests.unit.central.core.builders import NOON, charger, station

BOOKS = {book.name: book for book in read_playbooks(None)}
RULES = HealRules()


class Bench:
    """One charger, its remedy, and what was done to it; time moves by hand."""

    def __init__(self, mode: Mode = Mode.AUTOPILOT) -> None:
        self.now: datetime = NOON
        self.mode = mode
        self.charger: ChargerFacts | None = charger()
        self.stands: dict[Any, Standing] = {}
        self.remedy: Remedy | None = None
        self.asked: Asked | None = None
        self.attempts: tuple[Attempt, ...] = ()
        self.past: tuple[PastRemedy, ...] = ()
        self.effects: list[RemedyEffect] = []

    def report(self, *connectors: tuple[str, str], **changes: Any) -> None:
        made = charger(statuses=tuple(status for status, _ in connectors), **changes)
        plugs = tuple(
            replace(each, error_code=error, reported_at=self.now)
            for each, (_, error) in zip(made.connectors, connectors, strict=True)
        )
        self.charger = replace(made, connectors=plugs)

    def look(self, seconds: float = 0.0) -> list[RemedyEffect]:
        self.now += timedelta(seconds=seconds)
        chargers = () if self.charger is None else (self.charger,)
        found = troubles_of([station(chargers=chargers)], list(BOOKS.values()), RULES, self.now)
        self.stands = standing(self.stands, found, self.now)
        situation = Situation(
            charger=self.charger,
            standing=next(iter(self.stands.values()), None),
            remedy=self.remedy,
            asked=self.asked,
            attempts=tuple(each for each in self.attempts if self.now - each.at < DAY),
            past=self.past,
        )
        self.take(decide(situation, BOOKS, self.mode, self.now))
        return self.effects

    def take(self, decision: RemedyDecision) -> None:
        self.effects = list(decision.effects)
        self.remedy = decision.remedy
        for effect in self.effects:
            if isinstance(effect, StartStep):
                self.attempts = (*self.attempts, Attempt(effect.act, self.now, None))
        ended = self.remedy
        if ended is not None and ended.state is RemedyState.ENDED:
            self.past = (
                *self.past,
                PastRemedy(ended.sign, ended.connector, self.now, ended.ended_by),
            )
            self.remedy, self.asked = None, None

    def acts(self) -> list[str]:
        return [each.act.value for each in self.attempts]

    def notes(self) -> list[str]:
        return [each.act for each in self.effects if isinstance(each, RemedyNote)]

    def answer(self, outcome: str) -> None:
        self.attempts = (*self.attempts[:-1], replace(self.attempts[-1], outcome=outcome))


BROKEN = (("Faulted", "InternalError"), ("Available", "NoError"))
WELL = (("Available", "NoError"), ("Available", "NoError"))


def confirmed(*connectors: tuple[str, str], mode: Mode = Mode.AUTOPILOT) -> Bench:
    bench = Bench(mode)
    bench.report(*connectors)
    bench.look()
    assert bench.remedy is None
    bench.look(120)
    return bench


def test_steps_follow_one_another_until_a_technician_is_needed() -> None:
    bench = confirmed(*BROKEN)
    bench.look()
    assert bench.acts() == ["trigger_status"]
    for _ in range(100):
        bench.look(30)
    assert bench.acts() == ["trigger_status", "soft_reset", "hard_reset"]
    assert bench.remedy is not None
    assert bench.remedy.state is RemedyState.ESCALATED


def test_a_reset_that_helps_ends_the_remedy_when_it_has_settled() -> None:
    bench = confirmed(*BROKEN)
    bench.look()
    bench.look(61)
    assert bench.acts()[-1] == "soft_reset"
    bench.report(*WELL)
    assert bench.look(30) == [EndStep(bench.charger.id, "cleared")]  # type: ignore[union-attr]
    bench.look(60)
    assert bench.remedy is not None
    bench.look(61)
    assert bench.remedy is None
    assert bench.notes() == ["remedy.cured"]
    assert bench.past[-1].ended_by is RemedyEvent.SETTLED


def test_a_relapse_goes_on_with_the_next_step() -> None:
    bench = confirmed(*BROKEN)
    bench.look()
    bench.report(*WELL)
    bench.look(5)
    bench.report(*BROKEN)
    bench.look(5)
    assert bench.acts() == ["trigger_status", "soft_reset"]


def test_a_running_session_holds_a_reset_up_and_for_a_day_at_most() -> None:
    bench = confirmed(BROKEN[0], ("Charging", "NoError"))
    bench.look()
    bench.look(61)
    bench.look(61)
    assert bench.acts() == ["trigger_status"]
    assert bench.remedy is not None
    assert bench.remedy.waits_for == "a session runs"
    bench.look(LONGEST.total_seconds())
    assert "technician.needed" in bench.notes()
    assert bench.acts() == ["trigger_status"]


def test_a_protective_fault_is_taken_out_at_once_and_never_cleared() -> None:
    bench = Bench()
    bench.report(("Faulted", "GroundFailure"), ("Charging", "NoError"))
    bench.look()
    assert bench.notes() == ["remedy.opened", "technician.needed"]
    bench.look(1)
    assert bench.acts() == ["out_of_service"]
    bench.report(("Unavailable", "NoError"), ("Charging", "NoError"))
    for _ in range(60):
        bench.look(60)
    assert bench.acts() == ["out_of_service"]
    assert bench.remedy is not None
    assert bench.remedy.state is RemedyState.ESCALATED
    bench.report(*WELL)  # somebody was there
    bench.look(1)
    bench.look(200)
    assert bench.remedy is None


def test_a_protective_fault_takes_the_place_of_a_lesser_remedy() -> None:
    bench = confirmed(*BROKEN)
    bench.report(BROKEN[0], ("Faulted", "GroundFailure"))
    bench.look(1)
    assert bench.past[-1].ended_by is RemedyEvent.SUPERSEDED
    bench.look(1)
    assert bench.remedy is not None
    assert (bench.remedy.playbook, bench.remedy.connector) == ("protective_fault", 2)


def test_a_refused_step_is_over_at_once() -> None:
    bench = confirmed(*BROKEN)
    bench.look()
    bench.answer("rejected")
    [end, start] = bench.look(1)
    assert end == EndStep(bench.charger.id, "refused")  # type: ignore[union-attr]
    assert isinstance(start, StartStep)
    assert start.act is Act.SOFT_RESET


def test_a_proposal_waits_for_a_person_and_goes_with_its_trouble() -> None:
    bench = confirmed(*BROKEN, mode=Mode.PROPOSE)
    assert bench.notes() == ["remedy.proposed"]
    bench.look(600)
    assert bench.acts() == []
    bench.asked = Asked("1", "approve", "ann", "go")
    bench.look(1)
    assert bench.acts() == ["trigger_status"]
    other = confirmed(*BROKEN, mode=Mode.PROPOSE)
    other.report(*WELL)
    other.look(1)
    assert other.remedy is None


def test_off_ends_what_the_loop_began_and_not_what_a_person_did() -> None:
    bench = confirmed(*BROKEN)
    bench.mode = Mode.OFF
    bench.look(1)
    assert bench.remedy is None
    bench.look(600)
    assert bench.remedy is None
    [stands] = bench.stands.values()
    bench.take(start_by_person(stands, "ann", "try it", bench.now))
    bench.look(1)
    assert bench.acts() == ["trigger_status"]


def test_what_a_person_stopped_is_left_alone_for_a_day() -> None:
    bench = confirmed(*BROKEN)
    bench.asked = Asked("1", "stop", "ann", "I go there")
    bench.look(1)
    assert (bench.remedy, bench.past[-1].ended_by) == (None, RemedyEvent.STOPPED)
    bench.look(3600)
    assert bench.remedy is None
    bench.look(86_400)
    assert bench.remedy is not None


def test_a_charger_out_of_contact_gets_a_technician_and_no_call() -> None:
    bench = Bench()
    bench.report(*WELL, connected=False)
    bench.look()
    bench.look(3599)
    assert bench.remedy is None
    bench.look(1)
    bench.look(1)
    assert "technician.needed" in bench.notes()
    assert bench.acts() == []


def test_a_boot_is_not_asked_of_an_accepted_charger() -> None:
    step = replace(BOOKS["controller"].steps[0], act=Act.TRIGGER_BOOT)
    assert limit_reached(step, (), charger(), NOON) is None
    assert "accepted" in (limit_reached(step, (), charger(booted_at=NOON), NOON) or "")


def test_what_the_table_lacks_is_refused() -> None:
    bench = confirmed(*BROKEN)
    assert bench.remedy is not None
    for state in RemedyState:
        for event in RemedyEvent:
            there = replace(bench.remedy, state=state)
            if (state, event) in TRANSITIONS:
                assert moved(there, event).state is TRANSITIONS[state, event]
            else:
                with pytest.raises(ValueError, match="cannot be"):
                    moved(there, event)


STATES = [
    ("Available", "NoError"), ("Charging", "NoError"), ("Unavailable", "NoError"),
    ("Faulted", "InternalError"), ("Faulted", "GroundFailure"), ("Faulted", "ReaderFailure"),
    ("Faulted", "ConnectorLockFailure"), ("Faulted", "PowerMeterFailure"),
]  # fmt: skip


class Histories(RuleBasedStateMachine):
    """Whatever a charger reports, a person asks and a switch says."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.before: Remedy | None = None

    @rule(first=st.sampled_from(STATES), second=st.sampled_from(STATES), linked=st.booleans())
    def the_charger_reports(
        self, first: tuple[str, str], second: tuple[str, str], linked: bool
    ) -> None:
        self.bench.report(first, second, connected=linked)

    @rule(mode=st.sampled_from(Mode))
    def a_switch_changes(self, mode: Mode) -> None:
        self.bench.mode = mode

    @precondition(lambda self: self.bench.remedy)
    @rule(act=st.sampled_from(["stop", "approve"]))
    def a_person_asks(self, act: str) -> None:
        self.bench.asked = Asked("1", act, "ann", "because")

    @precondition(lambda self: self.bench.attempts)
    @rule(outcome=st.sampled_from(["accepted", "rejected", "timeout", "offline", "error"]))
    def the_charger_answers(self, outcome: str) -> None:
        self.bench.answer(outcome)

    @rule(seconds=st.sampled_from([1, 30, 130, 700, 4000, 90_000]), times=st.integers(1, 5))
    def time_passes(self, seconds: float, times: int) -> None:
        for _ in range(times):
            before, bench = self.bench.remedy, self.bench
            earlier, charger_now = bench.attempts, bench.charger
            bench.look(seconds)
            started = [each for each in bench.effects if isinstance(each, StartStep)]
            assert len(started) <= 1
            for step in started:
                self.check_start(step, before, earlier, charger_now)

    def check_start(
        self,
        step: StartStep,
        before: Remedy | None,
        earlier: tuple[Attempt, ...],
        one: ChargerFacts | None,
    ) -> None:
        bench = self.bench
        assert before is not None
        assert one is not None
        assert one.connected
        book = BOOKS[before.playbook]
        rule_of = book.steps[step.step]
        same = [each.at for each in earlier if each.act is step.act]
        assert len([at for at in same if bench.now - at < DAY]) < rule_of.per_day
        assert all(bench.now - at >= rule_of.pause for at in same)
        if before.sign in NEVER_CLEARED:
            assert step.act in HARMLESS
        if step.act in {Act.SOFT_RESET, Act.HARD_RESET}:
            assert not session_runs(one, 0)
        if bench.mode is not Mode.AUTOPILOT:
            assert before.state is not RemedyState.PROPOSED or bench.asked

    @invariant()
    def idle_remedies_hold_no_step(self) -> None:
        remedy = self.bench.remedy
        assert (
            remedy is None
            or (remedy.stepped_at is not None) == (remedy.state is RemedyState.ACTING)
            or remedy.state is RemedyState.SETTLING
        )

    @invariant()
    def the_same_facts_decide_alike(self) -> None:
        bench = self.bench
        given = Situation(
            bench.charger, next(iter(bench.stands.values()), None), bench.remedy, bench.asked,
            bench.attempts, bench.past,
        )  # fmt: skip
        first, again = (decide(given, BOOKS, bench.mode, bench.now) for _ in range(2))
        assert first == again


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
