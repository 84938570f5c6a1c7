"""Rounds of the alarms: examples, and what must hold for every history."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from central.core.alarm_acts import Acknowledge, Assign, Close, done
from central.core.alarm_rounds import AlarmRules, Change, Facts, Place, decide
from central.core.alarm_signals import Signal
from central.core.alarm_topics import Severity, Stage, Topic
from central.core.alarms import Alarm, Scope, State
from contract.ids import ChargePointId, StationId
from tests.unit.central.core.builders import NOON

RULES = AlarmRules()
MINUTE = timedelta(minutes=1)


def signal(charger: str = "A-1", **changes: Any) -> Signal:
    values: dict[str, Any] = {
        "at": NOON,
        "station": StationId(charger.split("-", maxsplit=1)[0]),
        "charge_point": ChargePointId(charger),
        "topic": Topic.GROUND,
        "stage": Stage.FAILED,
        "severity": Severity.CRITICAL,
        "text": f"{charger} reports GroundFailure",
        "connector_id": 1,
    }
    return Signal(**(values | changes))


def places(names: str = "ABCDEFGH", chargers: int = 2, **changes: Any) -> dict[StationId, Place]:
    return {
        StationId(name): Place(
            "Net", frozenset(ChargePointId(f"{name}-{n + 1}") for n in range(chargers)), **changes
        )
        for name in names
    }


class History:
    """Alarms as a store would keep them, and rounds over them."""

    def __init__(self, **changes: Any) -> None:
        self.places = places(**changes)
        self.alarms: dict[int, Alarm] = {}
        self.told: list[tuple[int, str, str]] = []

    def round(self, now: datetime, **facts: Any) -> tuple[Change, ...]:
        changes = decide(self.watched(now), Facts(self.places, **facts), RULES, now)
        for change in changes:
            number = change.alarm.id or len(self.alarms) + 1
            self.alarms[number] = replace(
                change.alarm, id=number, folded_into=int(bool(change.into))
            )
            self.told += [(number, entry.kind, entry.text) for entry in change.entries]
        keys = [alarm.key for alarm in self.open()]
        assert len(keys) == len(set(keys)), "two open alarms of one key"
        return changes

    def watched(self, now: datetime) -> list[Alarm]:
        kept = []
        for alarm in self.alarms.values():
            age = timedelta(0) if alarm.closed_at is None else now - alarm.closed_at
            if age <= (RULES.mute if alarm.closed_by else RULES.refold):
                kept.append(alarm)
        return kept

    def open(self) -> list[Alarm]:
        return [alarm for alarm in self.alarms.values() if alarm.state is not State.CLOSED]

    def counted(self) -> int:
        return sum(each.count for each in self.alarms.values() if not each.folded_into)

    def act(self, number: int, act: Any, now: datetime) -> None:
        self.alarms[number] = done(self.alarms[number], act, "Ann", now)[0]

    def kinds(self, number: int = 1) -> list[str]:
        return [kind for each, kind, _ in self.told if each == number]


def test_a_fault_that_goes_on_is_one_alarm_that_is_seen_once() -> None:
    history = History()
    history.round(NOON, events=[signal()], conditions=[signal()])
    for minutes in range(1, 30):
        assert history.round(NOON + minutes * MINUTE, conditions=[signal()]) == ()
    [alarm] = history.open()
    assert (alarm.count, alarm.state, alarm.severity) == (1, State.OPEN, Severity.CRITICAL)


def test_a_fault_that_was_over_before_anybody_looked_is_an_alarm_all_the_same() -> None:
    history = History()
    history.round(NOON, events=[signal()])
    assert [alarm.count for alarm in history.open()] == [1]
    history.round(NOON + 10 * MINUTE)
    assert history.open() == []
    assert history.alarms[1].close_reason == "it is over"


def test_what_flaps_stays_one_alarm_with_its_count() -> None:
    history = History()
    for minutes in range(0, 120, 4):
        now = NOON + minutes * MINUTE
        history.round(now, conditions=[signal()] if minutes % 8 else [])
    assert [(each.id, each.count) for each in history.alarms.values()] == [(1, 15)]
    assert history.kinds().count("repeated") == 3


def test_what_comes_back_within_the_hour_opens_the_same_alarm_again() -> None:
    history = History()
    history.round(NOON, conditions=[signal()])
    history.round(NOON + MINUTE)
    history.round(NOON + 12 * MINUTE)
    assert history.open() == []
    history.round(NOON + 40 * MINUTE, conditions=[signal()])
    assert [(each.id, each.count) for each in history.open()] == [(1, 2)]
    assert history.kinds() == ["opened", "closed", "reopened", "repeated"]


def test_a_risk_a_warning_and_the_failure_are_one_alarm_that_gets_worse() -> None:
    history = History()
    heat = {"topic": Topic.HEAT}
    foreseen = signal(**heat, stage=Stage.FORESEEN, severity=Severity.HIGH, text="risk 0.5")
    warned = signal(**heat, stage=Stage.WARNED, severity=Severity.WARNING, text="warning")
    failed = signal(**heat, text="tripped")
    history.round(NOON, conditions=[foreseen])
    history.round(NOON + MINUTE, events=[warned], conditions=[foreseen, warned])
    history.round(NOON + 2 * MINUTE, events=[failed], conditions=[failed])
    [alarm] = history.open()
    assert (alarm.stage, alarm.severity) == (Stage.FAILED, Severity.CRITICAL)
    assert history.kinds() == ["opened", "worse", "worse"]


def test_a_whole_site_is_critical() -> None:
    history = History()
    lost = [
        signal(key, topic=Topic.CONTACT, severity=Severity.HIGH, connector_id=0)
        for key in ("A-1", "A-2")
    ]
    history.round(NOON, conditions=lost[:1])
    assert [each.severity for each in history.open()] == [Severity.HIGH]
    history.round(NOON + MINUTE, conditions=lost)
    [alarm] = history.open()
    assert alarm.is_whole_site
    assert alarm.severity is Severity.CRITICAL


def test_a_network_that_goes_is_one_alarm_that_takes_the_late_ones_too() -> None:
    history = History()
    lost = [signal(f"{name}-1", topic=Topic.CONTACT) for name in "ABCDE"]
    history.round(NOON, conditions=lost[:2])
    assert len(history.open()) == 2
    history.round(NOON + MINUTE, conditions=lost[:4])
    [group] = history.open()
    assert (group.key.scope, group.key.place, len(group.stations)) == (Scope.NETWORK, "Net", 4)
    assert [bool(history.alarms[n].folded_into) for n in (1, 2)] == [True, True]
    history.round(NOON + 2 * MINUTE, conditions=lost)
    assert [len(each.stations) for each in history.open()] == [5]


def test_an_alarm_that_somebody_works_on_is_not_folded_away() -> None:
    history = History()
    lost = [signal(f"{name}-1", topic=Topic.CONTACT) for name in "ABCDE"]
    history.round(NOON, conditions=lost[:1])
    history.act(1, Assign("Bob"), NOON)
    history.round(NOON + MINUTE, conditions=lost)
    assert {each.key.scope for each in history.open()} == {Scope.STATION, Scope.NETWORK}
    assert history.alarms[1].state is State.ASSIGNED
    assert history.counted() == 5


def test_an_acknowledgement_ends_and_asks_again() -> None:
    history = History()
    history.round(NOON, conditions=[signal()])
    history.act(1, Acknowledge(30 * MINUTE), NOON)
    assert history.alarms[1].state is State.ACKED
    history.round(NOON + 30 * MINUTE, conditions=[signal()])
    assert history.alarms[1].state is State.OPEN
    assert history.kinds()[-1] == "ack_expired"


def test_what_a_person_closed_stays_quiet_until_it_is_worse_or_comes_anew() -> None:
    history = History()
    warned = signal(stage=Stage.WARNED, severity=Severity.WARNING)
    history.round(NOON, conditions=[warned])
    history.act(1, Close("known, harmless"), NOON)
    history.round(NOON + MINUTE, conditions=[warned], events=[warned])
    assert history.open() == []
    assert history.counted() == 2
    history.round(NOON + 2 * MINUTE, conditions=[signal()])
    assert [(each.id, each.stage) for each in history.open()] == [(2, Stage.FAILED)]


def test_what_a_person_closed_and_was_over_opens_a_new_alarm() -> None:
    history = History()
    history.round(NOON, conditions=[signal()])
    history.act(1, Close("repaired", "ground"), NOON)
    history.round(NOON + MINUTE)
    history.round(NOON + 20 * MINUTE, conditions=[signal()])
    assert [each.id for each in history.open()] == [2]


def test_every_security_event_after_a_close_is_news() -> None:
    history = History()
    tampered = signal(topic=Topic.SECURITY, stage=Stage.WARNED)
    history.round(NOON, events=[tampered])
    history.round(NOON + timedelta(days=2))
    assert len(history.open()) == 1
    history.act(1, Close("looked at it"), NOON + timedelta(days=2))
    history.round(NOON + timedelta(days=2, minutes=1), events=[tampered])
    assert [each.id for each in history.open()] == [2]


def test_work_that_was_ordered_waits_for_a_person() -> None:
    history = History()
    history.round(NOON, conditions=[signal()])
    history.alarms[1] = replace(history.alarms[1], work_order="7")
    for hours in range(1, 30):
        history.round(NOON + timedelta(hours=hours))
    assert [each.state for each in history.open()] == [State.WORK_ORDERED]


def test_a_heal_at_the_station_mitigates_its_heat() -> None:
    history = History()
    hot = signal(topic=Topic.HEAT, stage=Stage.FORESEEN)
    history.round(NOON, conditions=[hot, signal()])
    doing = {(StationId("A"), ""): "heal"}
    history.round(NOON + MINUTE, conditions=[hot, signal()], mitigations=doing)
    states = {each.key.topic: each.state for each in history.open()}
    assert states == {Topic.HEAT: State.MITIGATING, Topic.GROUND: State.OPEN}
    history.round(NOON + 2 * MINUTE, conditions=[hot, signal()])
    assert {each.state for each in history.open()} == {State.OPEN}


def test_a_remedy_at_the_charger_mitigates_whatever_it_has() -> None:
    history = History()
    history.round(NOON, conditions=[signal(), signal("B-1")])
    doing = {(StationId("A"), "A-1"): "remedy 3"}
    history.round(NOON + MINUTE, conditions=[signal(), signal("B-1")], mitigations=doing)
    assert {each.key.place: each.mitigation for each in history.open()} == {
        "A": "remedy 3",
        "B": "",
    }


def test_a_technician_is_called_within_the_alarm_that_needs_one_and_it_stays_open() -> None:
    history = History()
    needed = signal(topic=Topic.TECHNICIAN, at=NOON + MINUTE, text="technician needed: ground")
    history.round(NOON, events=[signal()], conditions=[signal()])
    history.round(NOON + MINUTE, events=[needed], conditions=[signal()])
    history.round(NOON + timedelta(hours=2))
    [alarm] = history.open()
    assert (alarm.key.topic, alarm.is_latched, alarm.count) == (Topic.GROUND, True, 2)
    assert history.kinds()[-1] == "technician"


def test_a_technician_for_what_has_no_alarm_is_an_alarm_of_its_own() -> None:
    history = History()
    history.round(NOON, events=[signal(topic=Topic.TECHNICIAN)])
    assert [each.key.topic for each in history.open()] == [Topic.TECHNICIAN]


def test_planned_work_opens_no_alarm() -> None:
    history = History(under_maintenance=True)
    history.round(NOON, events=[signal()], conditions=[signal()])
    assert history.alarms == {}


signals = st.builds(
    signal,
    st.sampled_from([f"{name}-{n}" for name in "ABCDEFGH" for n in (1, 2)]),
    topic=st.sampled_from(
        [Topic.CONTACT, Topic.GROUND, Topic.HEAT, Topic.SECURITY, Topic.TECHNICIAN]
    ),
    stage=st.sampled_from(list(Stage)),
    severity=st.sampled_from(list(Severity)),
    at=st.integers(-300, 0).map(lambda s: NOON + timedelta(seconds=s)),
    connector_id=st.integers(0, 2),
)
acts = st.sampled_from([None, Acknowledge(), Assign("Bob"), Close("done")])
steps = st.lists(
    st.tuples(
        st.integers(0, 40), st.lists(signals, max_size=8), st.lists(signals, max_size=8), acts
    ),
    max_size=12,
)


@given(steps)
@settings(max_examples=50, deadline=None)
def test_no_event_is_lost_and_no_key_is_open_twice(history: list[Any]) -> None:
    kept, now, events = History(), NOON, 0
    begun: Counter[Any] = Counter()
    for minutes, happened, holding, act in history:
        now += minutes * MINUTE
        kept.round(now, events=happened, conditions=holding)
        events += len(happened)
        begun.update({(each.subject, each.topic) for each in holding})
        if act is not None and kept.open():
            kept.act(min(each.id for each in kept.open()), act, now)
        for alarm in kept.open():
            assert alarm.members, "an alarm of nothing"
    conditions_at_most = sum(begun.values())
    assert events <= kept.counted() <= events + conditions_at_most


@given(st.lists(signals, max_size=12), st.lists(signals, max_size=12), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_a_rounds_signals_does_not_matter(
    happened: list[Signal], holding: list[Signal], chance: Any
) -> None:
    one = decide((), Facts(places(), happened, holding), RULES, NOON)
    chance.shuffle(happened)
    chance.shuffle(holding)
    other = decide((), Facts(places(), happened, holding), RULES, NOON)
    assert sorted(one, key=str) == sorted(other, key=str)


@given(steps)
@settings(max_examples=25, deadline=None)
def test_nothing_that_goes_on_closes_by_itself_and_a_round_settles(history: list[Any]) -> None:
    kept, now = History(), NOON
    for minutes, happened, holding, _ in history:
        now += minutes * MINUTE
        changes = kept.round(now, events=happened, conditions=holding)
        held = {(each.topic, each.subject) for each in holding}
        for change in changes:
            alarm = change.alarm
            if alarm.closed_at == now and change.into is None:
                assert not {(alarm.key.topic, subject) for subject in alarm.members} & held
        assert kept.round(now, conditions=holding) == ()
