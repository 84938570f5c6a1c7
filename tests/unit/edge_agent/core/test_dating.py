"""Sessions of a time in which the edge did not know what time it was go up with the right one."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.core import payloads
from edge_agent.core.dating import Dating
from edge_agent.core.local_answers import timestamp
from edge_agent.core.outlet import Outlet
from edge_agent.core.storage import Record, RecordKind
from edge_agent.core.traffic import Now
from tests.unit.edge_agent.core.builders import START
from tests.unit.edge_agent.core.offline_world import World

BEHIND = timedelta(hours=5)
SESSION = ("StartTransaction", "MeterValues", "StopTransaction")


class Box(World):
    """An edge whose clock is behind until `set_clock`, and a charger that asks it for the time."""

    def __init__(self, **policy: Any) -> None:
        self.behind = BEHIND
        self.is_trusted = False
        super().__init__(accepts_unknown_tags=True, accepts_unknown_chargers=True, **policy)
        self.charger_behind = BEHIND

    def instant(self) -> Now:
        at = START + timedelta(seconds=self.now_s) - self.behind
        return Now(self.now_s, at, self.is_trusted)

    def set_clock(self) -> None:
        self.behind, self.is_trusted = timedelta(), True

    def true_stamp(self) -> str:
        return timestamp(START + timedelta(seconds=self.now_s))

    def stamp(self) -> str:
        """What the charger's clock shows."""
        return timestamp(START + timedelta(seconds=self.now_s) - self.charger_behind)

    def heartbeat(self) -> None:
        told = datetime.fromisoformat(self.ask("Heartbeat")[2]["currentTime"])
        self.charger_behind = START + timedelta(seconds=self.now_s) - told

    def session(self) -> list[str]:
        """A session; returns the true times of its start, reading and stop."""
        true = [self.true_stamp()]
        fields: dict[str, Any] = {"connectorId": 1, "idTag": "T", "meterStart": 1}
        given = self.ask("StartTransaction", timestamp=self.stamp(), **fields)[2]
        self.pass_time(60.0)
        true.append(self.true_stamp())
        readings = [{"timestamp": self.stamp(), "sampledValue": [{"value": "2"}]}]
        session_id = given["transactionId"]
        fields = {"connectorId": 1, "transactionId": session_id, "meterValue": readings}
        self.ask("MeterValues", **fields)
        self.pass_time(60.0)
        true.append(self.true_stamp())
        self.ask("StopTransaction", transactionId=session_id, meterStop=3, timestamp=self.stamp())
        return true

    def heard_stamps(self) -> list[str]:
        return [
            str(each.get("timestamp") or each["meterValue"][0]["timestamp"])
            for _, each in self.ledger.of(*SESSION)
        ]


def plugged() -> Box:
    box = Box()
    box.plug()
    box.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    return box


def test_session_under_a_wrong_clock_goes_up_with_the_right_time_and_the_raw_one_is_told() -> None:
    box = plugged()
    raw = box.stamp()
    true = box.session()
    box.set_clock()
    box.link_up()
    box.pass_time(10.0)
    assert box.heard_stamps() == true
    told = [detail for kind, detail in box.news if kind == "timestamp_corrected"]
    assert told[0] == f"StartTransaction {raw} -> {true[0]}"
    assert len(told) == 2


def test_charger_that_was_not_told_the_new_time_yet_is_still_corrected() -> None:
    box = plugged()
    box.session()
    box.set_clock()
    true = box.session()
    box.heartbeat()
    true += box.session()
    box.link_up()
    box.pass_time(10.0)
    assert box.heard_stamps()[3:] == true


def test_correction_survives_a_power_cut_of_the_process() -> None:
    box = plugged()
    true = box.session()
    box.cut_power()
    box.set_clock()
    true += box.session()
    box.link_up()
    box.pass_time(10.0)
    assert box.heard_stamps() == true


def test_guess_that_begins_anew_after_a_restart_is_corrected_by_its_own_amount() -> None:
    box = plugged()
    true = box.session()
    box.behind += timedelta(hours=1)  # the last good time on disk is that old
    box.cut_power()
    box.heartbeat()
    true += box.session()
    box.set_clock()
    box.link_up()
    box.pass_time(10.0)
    assert box.heard_stamps() == true


def test_after_a_reboot_of_the_box_the_time_is_uncertain_and_goes_up_as_it_was_told() -> None:
    box = Box(boot="Monday's")
    box.plug()
    raw = box.stamp()
    box.session()
    box._policy = type(box._policy)(accepts_unknown_tags=True, boot="Tuesday's")
    box.cut_power()
    box.set_clock()
    box.link_up()
    box.pass_time(10.0)
    assert box.heard_stamps()[0] == raw
    assert box.odd.count("timestamp_uncertain") == 3


def test_central_is_asked_for_the_time_before_anything_goes_up() -> None:
    box = plugged()
    true = box.session()
    answers = box.ledger.answer

    def with_time(text: str) -> str | None:
        answer = answers(text)
        if answer is None or json.loads(text)[2] not in ("Heartbeat", "BootNotification"):
            return answer
        head = answer[: answer.index(",{")]
        return f'{head},{{"status":"Accepted","interval":300,"currentTime":"{box.true_stamp()}"}}]'

    box.ledger.answer = with_time  # type: ignore[method-assign]
    box.link_up()
    box.pass_time(10.0)
    assert box.ledger.heard[0][0] in ("Heartbeat", "BootNotification")
    found = [datetime.fromisoformat(each) for each in box.heard_stamps()]
    wanted = [datetime.fromisoformat(each) for each in true]
    assert all(abs(a - b) < timedelta(seconds=1) for a, b in zip(found, wanted, strict=True))
    assert box.central_times


def test_charger_with_a_good_clock_of_its_own_keeps_its_word() -> None:
    box = plugged()
    box.charger_behind = timedelta()
    true = box.session()
    box.set_clock()
    box.link_up()
    box.pass_time(10.0)
    assert box.heard_stamps() == true
    assert "timestamp_corrected" not in [kind for kind, _ in box.news]


def test_clock_that_was_right_changes_nothing() -> None:
    box = Box()
    box.set_clock()
    box.charger_behind = timedelta()
    box.plug()
    true = box.session()
    box.link_up()
    box.pass_time(10.0)
    assert box.heard_stamps() == true


def test_only_the_envelope_s_times_are_touched() -> None:
    signed = '{\\"timestamp\\":\\"2026-07-01T07:00:10Z\\"}'
    payload = (
        '{"timestamp" : "A","x":{"timestamp":"B"},"meterValue":[{"timestamp":"C",'
        f'"sampledValue":[{{"value":"{signed}","timestamp":"D"}}]}},{{"timestamp":"E"}}],'
        '"text":"timestamp"}'
    )
    found = [payload[start:end] for start, end in payloads.timestamps(payload)]
    assert found == ["A", "C", "E"]


@given(st.text(max_size=200))
def test_any_text_has_its_times_looked_for_without_an_exception(text: str) -> None:
    payloads.timestamps(text)


@pytest.mark.parametrize("note", ["{", "[1]", '[{"first":"x"}]', '[{"nonsense":1}]', "7"])
def test_note_that_cannot_be_read_corrects_nothing(note: str) -> None:
    dating = Dating(1.0, "", Outlet(), note)
    record = Record(1, RecordKind.TRANSACTION, "m", "StartTransaction", "{}")
    assert dating.dated(record, "{}", Now(0.0, START)) == "{}"


def test_central_time_is_no_guess_of_a_trusted_clock() -> None:
    box = Box()
    box.set_clock()
    box.plug()
    box.link_up()
    box.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    assert box.central_times == []
