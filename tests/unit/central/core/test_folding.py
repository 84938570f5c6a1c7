"""Notices become few messages at the right time."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from central.core.alarm_topics import Severity
from central.core.folding import CRITICAL, LINES_MAX, REST, Group, Message, Outbox, planned
from central.core.notices import Kind, Notice, Person, Preferences

NOW = datetime(2026, 7, 1, 23, 0, tzinfo=UTC)
ADA = Person("ada", "admin")
NIGHT = Preferences(quiet_start=time(22), quiet_end=time(7), zone=ZoneInfo("UTC"))
CHANNELS = {"ada": [1], "otto": [2, 3]}


def alarm(number: int = 1, severity: Severity = Severity.HIGH) -> Notice:
    facts = {"title": f"Alarm {number}", "severity": severity.name}
    return Notice(Kind.ALARM_OPENED, NOW, severity, facts, f"/ops/alarms/{number}")


EMPTY = Outbox()


def plan(*notices: Notice, person: Person = ADA, outbox: Outbox = EMPTY) -> list[Message]:
    return list(planned(notices, [person], CHANNELS, outbox, NOW))


def test_a_notice_is_one_message_for_each_channel_of_a_person() -> None:
    found = plan(alarm(), person=Person("otto", "operator"))
    assert [each.group.channel_id for each in found] == [2, 3]
    assert found[0].title == "HIGH: Alarm 1"
    assert found[0].due_at == NOW + REST.gather


def test_a_person_without_channels_is_told_nothing() -> None:
    assert plan(alarm(), person=Person("eve", "admin")) == []


def test_a_thousand_notices_are_one_message_with_a_count() -> None:
    [message] = plan(*(alarm(n) for n in range(1000)))
    assert message.count == 1000
    assert message.title == "1000 alarms: HIGH: Alarm 0 and more"
    assert len(message.lines) == LINES_MAX
    assert message.text.count("\n") == LINES_MAX
    assert message.text.endswith(f"and {1000 - LINES_MAX} more")
    assert message.link == "/ops/alarms", "the page of all of them"


def test_what_waits_grows_and_keeps_its_time() -> None:
    [first] = plan(alarm(1))
    kept = replace(first, id=7)
    [grown] = plan(alarm(2), outbox=Outbox({kept.group: kept}))
    assert (grown.id, grown.count, grown.due_at) == (7, 2, first.due_at)


def test_after_a_message_the_next_one_waits() -> None:
    group = Group(1, "alarm", is_critical=False)
    [message] = plan(alarm(), outbox=Outbox({}, {group: NOW}))
    assert message.due_at == NOW + REST.between


def test_what_is_critical_goes_apart_and_breaks_through_the_night() -> None:
    sleeper = replace(ADA, preferences=NIGHT)
    rest, urgent = plan(alarm(1), alarm(2, Severity.CRITICAL), person=sleeper)
    assert rest.due_at == datetime(2026, 7, 2, 7, tzinfo=UTC)
    assert urgent.due_at == NOW + CRITICAL.gather
    assert (rest.group.is_critical, urgent.group.is_critical) == (False, True)


def test_a_test_of_a_channel_does_not_wait_for_the_morning() -> None:
    test = Notice(Kind.TEST, NOW, Severity.WARNING, {"by": "ada"}, to="ada")
    [message] = plan(test, person=replace(ADA, preferences=NIGHT))
    assert message.due_at == NOW


severities = st.sampled_from(list(Severity))
hours = st.times().map(lambda each: each.replace(tzinfo=None))


@given(st.lists(severities, max_size=60), hours, hours)
def test_nothing_is_lost_nothing_is_told_twice_and_only_the_critical_disturbs(
    wanted: list[Severity], start: time, end: time
) -> None:
    preferences = Preferences(
        quiet_start=start, quiet_end=end, severity_min=Severity.WARNING, zone=ZoneInfo("UTC")
    )
    sleeper = replace(ADA, preferences=preferences)
    found = plan(*(alarm(n, each) for n, each in enumerate(wanted)), person=sleeper)
    assert sum(each.count for each in found) == len(wanted)
    assert len({each.group for each in found}) == len(found) <= 2
    quiet = preferences.quiet_hours
    assert quiet is not None
    for each in found:
        assert each.due_at >= NOW
        assert each.group.is_critical == (each.severity is Severity.CRITICAL)
        if not each.group.is_critical:
            assert quiet.end_after(each.due_at) is None


@given(st.lists(st.lists(severities, max_size=5), max_size=40))
def test_a_storm_over_many_rounds_is_a_message_a_minute_at_most(
    rounds: list[list[Severity]],
) -> None:
    """Each round is 2 s long; what is due is sent at once."""
    person = replace(ADA, preferences=Preferences(severity_min=Severity.WARNING))
    waiting: dict[Group, Message] = {}
    last_due: dict[Group, datetime] = {}
    sent: list[Message] = []
    now, number = NOW, 0
    for wanted in [*rounds, *([[]] * 200)]:
        now += timedelta(seconds=2)
        notices = [alarm(n, each) for n, each in enumerate(wanted)]
        for each in planned(notices, [person], CHANNELS, Outbox(waiting, last_due), now):
            number += not each.id
            waiting[each.group] = replace(each, id=each.id or number)
        for group, each in list(waiting.items()):
            if each.due_at <= now:
                sent.append(waiting.pop(group))
                last_due[group] = each.due_at
    assert sum(each.count for each in sent) == sum(map(len, rounds))
    assert not waiting
    for group in last_due:
        dues = [each.due_at for each in sent if each.group == group]
        pace = CRITICAL if group.is_critical else REST
        assert all(b - a >= pace.between for a, b in pairwise(dues))
