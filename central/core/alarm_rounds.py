"""One round of the alarms: what is open, what happened and what holds now give what changes.

`decide` is a pure function. Invariants, for every history: one open alarm a key; every event is
counted in exactly one alarm that was not folded into another (or its station was under planned
work); the order in which events of a round come does not matter; nothing closes while something of
it goes on; what flaps stays one alarm.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from central.core.alarm_signals import Signal
from central.core.alarm_topics import ABOUT, Stage, Topic
from central.core.alarms import Alarm, Entry, Key, Member, Scope, State, Subject, joined, merged
from contract.ids import ChargePointId, StationId

CLEARED: Final = "it is over"
JOINED_MAX: Final = 3
"""When more join in one round, one line tells of all."""


@dataclass(frozen=True, slots=True)
class AlarmRules:
    """Numbers of the rounds; simulated time."""

    quiet: timedelta = timedelta(minutes=10)
    """What stays away for so long is over; what comes back earlier flaps."""
    refold: timedelta = timedelta(hours=1)
    """An alarm that closed by itself is opened again when the same comes back within this."""
    mute: timedelta = timedelta(hours=24)
    """What goes on after a person closed its alarm, and gets no worse, stays quiet for so long."""
    group_window: timedelta = timedelta(minutes=10)
    """Alarms of one topic that open within this are one event of their network, ..."""
    group_stations_min: int = 3
    group_share: float = 0.3
    """... where they are at so many of its stations, and at this share of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the rounds know of a station."""

    network: str
    chargers: frozenset[ChargePointId]
    under_maintenance: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a round is decided from."""

    places: Mapping[StationId, Place]
    events: Sequence[Signal] = ()
    """Since the last round, each given once."""
    conditions: Sequence[Signal] = ()
    """All that hold now."""
    mitigations: Mapping[StationId, str] = field(default_factory=dict)
    """Stations where the loop takes load off the chargers."""


@dataclass(frozen=True, slots=True)
class Change:
    """An alarm as it is from now on, and the lines of its timeline."""

    alarm: Alarm
    entries: tuple[Entry, ...]
    into: Key | None = None
    """It was folded into the open alarm of this key."""


def decide(
    alarms: Iterable[Alarm], facts: Facts, rules: AlarmRules, now: datetime
) -> tuple[Change, ...]:
    """What changes now.

    Args:
        alarms: open ones, and those that closed within `refold` (by themselves) or `mute`.
        facts: what happened since the last round, and what holds.
        rules: numbers.
        now: simulated instant.
    """
    work = _Round(alarms, facts, rules, now)
    for signal in sorted(facts.events, key=lambda each: each.order):
        work.take(signal, is_event=True)
    for signal in sorted(facts.conditions, key=lambda each: each.order):
        work.take(signal, is_event=False)
    work.group()
    work.look_after()
    return work.changes()


@dataclass(slots=True)
class _Sheet:
    """An alarm in work."""

    alarm: Alarm
    before: Alarm | None = None
    entries: list[Entry] = field(default_factory=list)
    into: Key | None = None
    joined: list[str] = field(default_factory=list)
    """What members that came in this round say."""

    def note(self, now: datetime, kind: str, text: str) -> None:
        self.entries.append(Entry(now, kind, text))


class _Round:
    def __init__(
        self, alarms: Iterable[Alarm], facts: Facts, rules: AlarmRules, now: datetime
    ) -> None:
        self._facts, self._rules, self._now = facts, rules, now
        self._open: dict[Key, _Sheet] = {}
        self._closed: dict[Key, _Sheet] = {}
        self._done: list[_Sheet] = []
        for alarm in sorted(alarms, key=lambda each: each.id):
            sheets = self._closed if alarm.closed_at is not None else self._open
            if not alarm.folded_into:
                sheets[alarm.key] = _Sheet(alarm, alarm)
        self._holding: dict[Topic, set[Subject]] = defaultdict(set)
        for signal in facts.conditions:
            self._holding[signal.topic].add(signal.subject)
        self._sizes: dict[str, int] = defaultdict(int)
        for place in facts.places.values():
            self._sizes[place.network] += 1

    # --- signals ---

    def take(self, signal: Signal, *, is_event: bool) -> None:
        """Put a signal into the alarm that it belongs to."""
        place = self._facts.places.get(signal.station)
        if place is None:
            return
        key = Key(Scope.STATION, signal.station, signal.topic)
        group = Key(Scope.NETWORK, place.network, signal.topic)
        sheet = self._home(key, group, signal) or self._muted(key, signal)
        if sheet is None:
            if place.under_maintenance and not ABOUT[signal.topic].latched:
                return
            sheet = self._reopened(key) or self._made(key, signal)
        before = sheet.alarm.members.get(signal.subject)
        member = joined(before, signal, self._now, is_event=is_event)
        if member != before:
            self._put(sheet, before, member)

    def _put(self, sheet: _Sheet, before: Member | None, member: Member) -> None:
        """Take a member in, or renew it; the timeline tells what a person would want to know."""
        alarm = sheet.alarm
        sheet.alarm = replace(alarm, members={**alarm.members, member.subject: member})
        if alarm.closed_at is not None or not alarm.members:
            return
        if before is None:
            sheet.joined.append(member.text)
        elif (member.stage, member.severity) > (before.stage, before.severity):
            sheet.note(self._now, "worse", member.text)
        elif _is_milestone(alarm.count, sheet.alarm.count):
            sheet.note(self._now, "repeated", f"seen {sheet.alarm.count} times: {member.text}")

    def _home(self, key: Key, group: Key, signal: Signal) -> _Sheet | None:
        """The open alarm of the subject; else the network's while it spreads, or the station's."""
        own, wide = self._open.get(key), self._open.get(group)
        for sheet in (own, wide):
            if sheet is not None and signal.subject in sheet.alarm.members:
                return sheet
        if wide is not None and self._now - wide.alarm.last_at <= self._rules.group_window:
            return wide
        return own

    def _muted(self, key: Key, signal: Signal) -> _Sheet | None:
        """A person closed the alarm, it went on without a break, and is no worse."""
        sheet = self._closed.get(key)
        if sheet is None or not sheet.alarm.closed_by or sheet.alarm.closed_at is None:
            return None
        if ABOUT[key.topic].latched:
            return None  # each is an event of its own
        member = sheet.alarm.members.get(signal.subject)
        if member is None or self._now - sheet.alarm.closed_at > self._rules.mute:
            return None
        is_over = self._is_over(member)
        is_worse = (signal.stage, signal.severity) > (member.stage, member.severity)
        return None if is_over or is_worse else sheet

    def _reopened(self, key: Key) -> _Sheet | None:
        """An alarm that closed by itself a short while ago."""
        sheet = self._closed.get(key)
        if sheet is None or sheet.alarm.closed_by or sheet.alarm.closed_at is None:
            return None
        if self._now - sheet.alarm.closed_at > self._rules.refold:
            return None
        del self._closed[key]
        sheet.alarm = replace(sheet.alarm, closed_at=None, close_reason="")
        sheet.note(self._now, "reopened", "it came back")
        self._open[key] = sheet
        return sheet

    def _made(self, key: Key, signal: Signal) -> _Sheet:
        sheet = _Sheet(Alarm(key, self._now))
        sheet.note(self._now, "opened", signal.text)
        self._open[key] = sheet
        return sheet

    # --- groups ---

    def group(self) -> None:
        """What opened at much of a network within a few minutes is one alarm of the network."""
        fresh: dict[Key, list[_Sheet]] = defaultdict(list)
        for sheet in self._open.values():
            if self._may_be_grouped(sheet.alarm):
                network = self._facts.places[StationId(sheet.alarm.key.place)].network
                fresh[Key(Scope.NETWORK, network, sheet.alarm.key.topic)].append(sheet)
        for key, sheets in fresh.items():
            share = len(sheets) / self._sizes[key.place]
            if len(sheets) >= self._rules.group_stations_min and share >= self._rules.group_share:
                self._fold(key, sheets)

    def _may_be_grouped(self, alarm: Alarm) -> bool:
        """Only what nobody works on is folded away."""
        place = self._facts.places.get(StationId(alarm.key.place))
        return (
            alarm.key.scope is Scope.STATION
            and alarm.state is State.OPEN
            and not ABOUT[alarm.key.topic].latched
            and place is not None
            and place.network != ""
            and self._now - alarm.opened_at <= self._rules.group_window
        )

    def _fold(self, key: Key, sheets: list[_Sheet]) -> None:
        members = merged(m for sheet in sheets for m in sheet.alarm.members.values())
        text = f"{len(sheets)} of {self._sizes[key.place]} stations of {key.place} within minutes"
        group = self._open.get(key)
        if group is None:
            group = self._open[key] = _Sheet(Alarm(key, self._now))
            group.note(self._now, "opened", text)
        else:
            group.joined.append(text)
        group.alarm = replace(group.alarm, members={**group.alarm.members, **members})
        for sheet in sheets:
            del self._open[sheet.alarm.key]
            if sheet.before is not None:
                reason = f"it goes on as the alarm of network {key.place}"
                sheet.alarm = replace(sheet.alarm, closed_at=self._now, close_reason=reason)
                sheet.into = key
                sheet.note(self._now, "folded", reason)
                self._done.append(sheet)

    # --- what time and the loop do ---

    def look_after(self) -> None:
        """Clear what is over, end acknowledgements, note what the loop does, see whole sites."""
        for sheet in [*self._open.values(), *self._closed.values()]:
            self._note_clear(sheet)
        for key, sheet in list(self._open.items()):
            self._note_site(sheet)
            self._note_mitigation(sheet)
            self._end_acknowledgement(sheet)
            if self._closes(sheet.alarm):
                sheet.alarm = replace(
                    sheet.alarm, closed_at=self._now, close_reason=CLEARED, mitigation=""
                )
                sheet.note(self._now, "closed", CLEARED)
                del self._open[key]
                self._done.append(sheet)

    def _note_clear(self, sheet: _Sheet) -> None:
        alarm = sheet.alarm
        if ABOUT[alarm.key.topic].latched:
            return
        holding = self._holding[alarm.key.topic]
        over = {
            subject: replace(member, clear_since=self._now)
            for subject, member in alarm.members.items()
            if member.clear_since is None and subject not in holding
        }
        if over:
            sheet.alarm = replace(alarm, members={**alarm.members, **over})

    def _note_site(self, sheet: _Sheet) -> None:
        alarm = sheet.alarm
        if alarm.is_whole_site or alarm.key.scope is not Scope.STATION:
            return
        place = self._facts.places.get(StationId(alarm.key.place))
        down = {
            member.charge_point
            for member in alarm.members.values()
            if member.stage is Stage.FAILED and member.clear_since is None
        }
        if place is not None and len(place.chargers) > 1 and place.chargers <= down:
            sheet.alarm = replace(alarm, is_whole_site=True)
            sheet.note(self._now, "worse", f"all {len(place.chargers)} chargers of the station")

    def _note_mitigation(self, sheet: _Sheet) -> None:
        alarm = sheet.alarm
        if alarm.key.scope is not Scope.STATION or alarm.key.topic is not Topic.HEAT:
            return
        doing = self._facts.mitigations.get(StationId(alarm.key.place), "")
        if doing != alarm.mitigation:
            said = f"the loop acts: {doing}" if doing else f"the loop has ended: {alarm.mitigation}"
            sheet.alarm = replace(alarm, mitigation=doing)
            sheet.note(self._now, "mitigation", said)

    def _end_acknowledgement(self, sheet: _Sheet) -> None:
        until = sheet.alarm.acked_until
        if until is not None and until <= self._now:
            sheet.alarm = replace(sheet.alarm, acked_until=None, acked_by="")
            sheet.note(self._now, "ack_expired", "the acknowledgement is over")

    def _closes(self, alarm: Alarm) -> bool:
        """Over and quiet; what work was ordered for waits for a person."""
        if alarm.work_order or ABOUT[alarm.key.topic].latched:
            return False
        return all(self._is_over(member) for member in alarm.members.values())

    def _is_over(self, member: Member) -> bool:
        since = member.clear_since
        return since is not None and self._now - since >= self._rules.quiet

    def changes(self) -> tuple[Change, ...]:
        """Alarms that are not as they were, those that ended first."""
        sheets = [*self._done, *self._open.values(), *self._closed.values()]
        return tuple(
            Change(sheet.alarm, (*sheet.entries, *self._joined(sheet)), sheet.into)
            for sheet in sheets
            if sheet.alarm != sheet.before
        )

    def _joined(self, sheet: _Sheet) -> tuple[Entry, ...]:
        told = sheet.joined
        if len(told) > JOINED_MAX:
            told = [f"{len(told)} more, the first: {told[0]}"]
        return tuple(Entry(self._now, "joined", text) for text in told)


def _is_milestone(before: int, after: int) -> bool:
    """Whether a count has passed 2, 4, 8, 16 ...: often enough told, seldom enough read."""
    return after > before and after.bit_length() > before.bit_length()
