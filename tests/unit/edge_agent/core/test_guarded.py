"""The edge's own limits in the charger, between calls that pass: one at a time, never mixed up."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from edge_agent.core import rules as proxy_rules
from edge_agent.core.guarded import LOOK_S, GuardedProxy
from edge_agent.core.limiter import Limiter, LimitRules
from edge_agent.core.limits import DEFAULT_ID, GUARD_HOLDS, GUARD_ID, SHARE_ID, Limit
from edge_agent.core.proxy import Proxy
from edge_agent.core.traffic import (
    ChargerClosed,
    ChargerOpened,
    Effect,
    Event,
    FromCentral,
    FromCharger,
    News,
    Odd,
    Tick,
    ToCentral,
    ToCharger,
    WakeAt,
)
from tests.unit.edge_agent.core.builders import ids, now

NO_SHARE = LimitRules(share_w=None, connectors=2, voltage_v=230.0, phases=3)
SHARE = LimitRules(share_w=40_000.0, connectors=2, voltage_v=230.0, phases=3)
ACCEPTED = '{"status":"Accepted"}'


class Leg:
    """A guarded proxy, a charger that answers when told, and a central."""

    def __init__(self, rules: LimitRules = NO_SHARE) -> None:
        source = ids()
        self.machine = GuardedProxy(Proxy(source), Limiter(rules, source))
        self.at_s = 0.0
        self.out: list[Effect] = []
        self.do(ChargerOpened(has_uplink=True))

    @property
    def limiter(self) -> Limiter:
        return self.machine.limiter

    def do(self, event: Event) -> list[Effect]:
        effects = self.machine.handle(event, now(self.at_s))
        self.out += effects
        return effects

    def wait(self, seconds: float) -> list[Effect]:
        self.at_s += seconds
        return self.do(Tick())

    def talks(self) -> None:
        """The charger says something that a booted one says."""
        self.do(FromCharger('[2,"h","Heartbeat",{}]'))

    def asked(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Calls that the charger got and has not answered yet: id, action, payload."""
        texts = [each.text for each in self.out if isinstance(each, ToCharger)]
        calls = [json.loads(text) for text in texts if text.startswith("[2")]
        return [(each[1], each[2], each[3]) for each in calls]

    def answer(self, payload: str = ACCEPTED) -> list[Effect]:
        """Answer the charger's newest call."""
        return self.do(FromCharger(f'[3,"{self.asked()[-1][0]}",{payload}]'))

    def central_sets(self, limit_w: float, level: int = 0, profile_id: int = 1968) -> None:
        period = {"startPeriod": 0, "limit": limit_w}
        schedule = {"chargingRateUnit": "W", "chargingSchedulePeriod": [period]}
        profile = {
            "chargingProfileId": profile_id,
            "stackLevel": level,
            "chargingProfilePurpose": "ChargePointMaxProfile",
            "chargingProfileKind": "Relative",
            "chargingSchedule": schedule,
        }
        payload = json.dumps({"connectorId": 0, "csChargingProfiles": profile})
        self.do(FromCentral(f'[2,"c","SetChargingProfile",{payload}]'))

    def told_central(self) -> list[str]:
        return [each.text for each in self.out if isinstance(each, ToCentral)]

    def guards(self, limit_w: float) -> None:
        """The guard engages and the charger takes it."""
        self.talks()
        self.limiter.guard_w = limit_w
        self.wait(LOOK_S)
        assert self.asked()[-1][1] == "GetConfiguration"
        self.answer("{}")
        assert limit_of(self.asked()[-1][2]) == (GUARD_ID, limit_w)
        self.answer()


def limit_of(payload: dict[str, Any]) -> tuple[int, float]:
    profile = payload["csChargingProfiles"]
    (period,) = profile["chargingSchedule"]["chargingSchedulePeriod"]
    return profile["chargingProfileId"], period["limit"]


def level_of(payload: dict[str, Any]) -> int:
    level: int = payload["csChargingProfiles"]["stackLevel"]
    return level


def test_without_limits_everything_passes_as_it_came() -> None:
    leg = Leg()
    leg.talks()
    leg.do(FromCentral('[2,"c","ChangeConfiguration",{"key": "A",  "value":"1.50"}]'))
    leg.answer('{"status" : "Accepted"}')
    assert leg.out[-2:] != []
    texts = [each.text for each in leg.out if isinstance(each, ToCharger)]
    assert texts[-1].endswith(',"ChangeConfiguration",{"key": "A",  "value":"1.50"}]')
    assert '[3,"c",{"status" : "Accepted"}]' in leg.told_central()


def test_guards_limit_reaches_the_charger_and_no_answer_reaches_central() -> None:
    leg = Leg()
    before = len(leg.told_central())
    leg.guards(25_000.0)
    assert [each.kind for each in leg.out if isinstance(each, News)][-1] == "guard_limited"
    assert len(leg.told_central()) == before


def test_guards_limit_stands_above_centrals_and_is_the_minimum() -> None:
    leg = Leg()
    leg.central_sets(20_000.0, level=3)
    leg.answer()
    assert leg.limiter.central_w(now().at) == 20_000.0
    leg.talks()
    leg.limiter.guard_w = 25_000.0
    leg.wait(LOOK_S)
    leg.answer("{}")
    payload = leg.asked()[-1][2]
    assert limit_of(payload) == (GUARD_ID, 20_000.0)
    assert level_of(payload) == 4


def test_lower_limit_of_central_lowers_the_guards_at_once() -> None:
    leg = Leg()
    leg.guards(25_000.0)
    leg.central_sets(10_000.0)
    leg.answer()
    assert limit_of(leg.asked()[-1][2]) == (GUARD_ID, 10_000.0)


def test_guards_limit_is_renewed_before_it_ends_and_taken_away_after() -> None:
    leg = Leg()
    leg.guards(25_000.0)
    calls = len(leg.asked())
    leg.wait(GUARD_HOLDS.total_seconds() / 3 - 1.0)
    assert len(leg.asked()) == calls
    leg.wait(2.0)
    assert limit_of(leg.asked()[-1][2]) == (GUARD_ID, 25_000.0)
    leg.answer()
    leg.limiter.guard_w = None
    leg.wait(LOOK_S)
    assert leg.asked()[-1][1:] == ("ClearChargingProfile", {"id": GUARD_ID})
    leg.answer('{"status":"Unknown"}')
    calls = len(leg.asked())
    leg.wait(LOOK_S)
    assert len(leg.asked()) == calls
    assert not leg.limiter.is_needed


def test_refused_limit_is_counted_and_tried_again_later() -> None:
    leg = Leg()
    leg.talks()
    leg.limiter.guard_w = 25_000.0
    leg.wait(LOOK_S)
    leg.answer("{}")
    refused = leg.answer('{"status":"Rejected"}')
    assert [each.kind for each in refused if isinstance(each, Odd)] == ["limit_refused"]
    calls = len(leg.asked())
    leg.wait(60.0)
    assert len(leg.asked()) == calls
    leg.wait(timedelta(minutes=5).total_seconds())
    assert len(leg.asked()) == calls + 1


def test_charger_that_counts_in_amperes_gets_amperes() -> None:
    leg = Leg()
    leg.talks()
    leg.limiter.guard_w = 11_040.0
    leg.wait(LOOK_S)
    key = {"key": "ChargingScheduleAllowedChargingRateUnit", "readonly": True, "value": "Current"}
    leg.answer(json.dumps({"configurationKey": [key]}))
    schedule = leg.asked()[-1][2]["csChargingProfiles"]["chargingSchedule"]
    assert schedule["chargingRateUnit"] == "A"
    assert schedule["chargingSchedulePeriod"][0] == {
        "startPeriod": 0,
        "limit": 16.0,
        "numberPhases": 3,
    }


def test_one_call_is_open_at_a_time() -> None:
    leg = Leg()
    leg.talks()
    leg.limiter.guard_w = 25_000.0
    leg.wait(LOOK_S)
    assert [each[1] for each in leg.asked()] == ["GetConfiguration"]
    leg.do(FromCentral('[2,"c","Reset",{"type":"Soft"}]'))
    assert [each[1] for each in leg.asked()] == ["GetConfiguration"]
    leg.answer("{}")
    assert [each[1] for each in leg.asked()] == ["GetConfiguration", "Reset"]
    leg.answer()
    assert leg.told_central()[-1] == '[3,"c",{"status":"Accepted"}]'
    assert [each[1] for each in leg.asked()][-1] == "SetChargingProfile"


def test_silent_charger_blocks_nothing_and_late_commands_do_not_go() -> None:
    leg = Leg()
    leg.talks()
    leg.limiter.guard_w = 25_000.0
    leg.wait(LOOK_S)
    leg.do(FromCentral('[2,"c","Reset",{"type":"Soft"}]'))
    leg.wait(proxy_rules.DOWN_DEADLINE_S + 1.0)
    assert any('[4,"c"' in each for each in leg.told_central()), "central was told that it failed"
    assert "Reset" not in [each[1] for each in leg.asked()]
    assert len(leg.asked()) > 1, "the next call of ours went"


def test_nothing_is_asked_of_a_charger_that_has_not_booted() -> None:
    leg = Leg(SHARE)
    leg.wait(LOOK_S)
    leg.do(FromCharger('[2,"1","BootNotification",{"chargePointVendor":"V"}]'))
    leg.wait(LOOK_S)
    assert leg.asked() == []
    leg.talks()
    assert [each[1] for each in leg.asked()] == ["GetConfiguration"]


def share_installed() -> Leg:
    leg = Leg(SHARE)
    leg.talks()
    leg.answer("{}")
    assert limit_of(leg.asked()[-1][2]) == (SHARE_ID, 40_000.0)
    leg.answer()
    assert limit_of(leg.asked()[-1][2]) == (DEFAULT_ID, 20_000.0)
    leg.answer()
    return leg


def test_site_share_is_put_into_the_charger_for_ever_and_again_after_a_boot() -> None:
    leg = share_installed()
    calls = len(leg.asked())
    leg.wait(86_400.0)
    assert len(leg.asked()) == calls
    schedules = [each[2]["csChargingProfiles"]["chargingSchedule"] for each in leg.asked()[-2:]]
    assert all("duration" not in each for each in schedules)
    leg.do(FromCharger('[2,"1","BootNotification",{}]'))
    leg.talks()
    assert limit_of(leg.asked()[-1][2]) == (SHARE_ID, 40_000.0)


@pytest.mark.parametrize(
    ("share_w", "safe_w", "default_w"),
    [
        pytest.param(None, 11_000.0, 11_000.0, id="safe limit alone"),
        pytest.param(40_000.0, 11_000.0, 11_000.0, id="lower than the share's part"),
        pytest.param(10_000.0, 11_000.0, 5_000.0, id="never above the share's part"),
        pytest.param(None, 0.0, 0.0, id="no charging without central"),
    ],
)
def test_safe_limit_is_the_default_of_every_session_also_when_all_else_is_gone(
    share_w: float | None, safe_w: float, default_w: float
) -> None:
    leg = Leg(LimitRules(share_w, 2, 230.0, 3, safe_w))
    leg.talks()
    leg.wait(LOOK_S)
    leg.answer("{}")
    if share_w is not None:
        leg.answer()
    payload = leg.asked()[-1][2]
    assert limit_of(payload) == (DEFAULT_ID, default_w)
    profile = payload["csChargingProfiles"]
    assert (profile["chargingProfilePurpose"], payload["connectorId"]) == ("TxDefaultProfile", 0)
    assert "duration" not in profile["chargingSchedule"]
    leg.answer()
    leg.wait(LOOK_S)
    asked = len(leg.asked())
    leg.do(FromCharger('[2,"b","BootNotification",{}]'))
    leg.talks()
    leg.wait(LOOK_S)
    assert len(leg.asked()) == asked + 1, "again after a boot"


def test_limit_of_central_above_the_share_is_lowered_on_its_way() -> None:
    leg = share_installed()
    leg.central_sets(90_000.0)
    payload = leg.asked()[-1][2]
    assert limit_of(payload) == (1968, 40_000.0)
    assert level_of(payload) == 1, "level 0 is the share's"
    leg.answer()
    assert leg.told_central()[-1] == '[3,"c",{"status":"Accepted"}]'
    assert leg.limiter.central_w(now().at) == 40_000.0


def test_share_comes_back_when_central_clears_everything() -> None:
    leg = share_installed()
    leg.do(FromCentral('[2,"c","ClearChargingProfile",{}]'))
    leg.answer()
    assert limit_of(leg.asked()[-1][2]) == (SHARE_ID, 40_000.0)


def test_limit_that_central_takes_back_counts_no_more() -> None:
    leg = Leg()
    leg.central_sets(20_000.0)
    leg.answer()
    leg.do(FromCentral('[2,"c","ClearChargingProfile",{"id":1968}]'))
    leg.answer()
    assert leg.limiter.central_w(now().at) is None
    assert leg.limiter.kept is None


def test_limit_that_the_charger_refused_does_not_count() -> None:
    leg = Leg()
    leg.central_sets(20_000.0)
    leg.answer('{"status":"Rejected"}')
    assert leg.limiter.central_w(now().at) is None


def test_limit_of_an_earlier_run_counts_until_it_ends() -> None:
    leg = Leg()
    end = now(100.0).at
    leg.limiter.restore(Limit(20_000.0, end), 2, 7)
    assert leg.limiter.central_w(now(99.0).at) == 20_000.0
    assert leg.limiter.central_w(now(100.0).at) is None
    assert leg.limiter.kept == (Limit(20_000.0, end), 2, 7)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param('{"connectorId":0,"csChargingProfiles":7}', id="a number"),
        pytest.param('{"connectorId":0,"csChargingProfiles":{}}', id="nothing in it"),
    ],
)
def test_profile_that_nobody_can_read_passes_and_the_charger_judges(payload: str) -> None:
    leg = share_installed()
    leg.do(FromCentral(f'[2,"c","SetChargingProfile",{payload}]'))
    assert leg.asked()[-1][1:] == ("SetChargingProfile", json.loads(payload))
    leg.answer()
    assert leg.limiter.central_w(now().at) is None


class Traffic(RuleBasedStateMachine):
    """Calls of both writers, a charger that answers or not, sockets that come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.leg = Leg(SHARE)
        self.open: list[tuple[str, float]] = []
        """Calls that the charger has, and since when."""
        self.central_open: set[str] = set()
        self.count = 0

    def see(self, effects: list[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, ToCharger) and effect.text.startswith("[2"):
                frame = json.loads(effect.text)
                self.open = [each for each in self.open if not self._is_given_up(each[1])]
                self.open.append((frame[1], self.leg.at_s))
            if isinstance(effect, ToCentral) and effect.text[1] in "34":
                frame = json.loads(effect.text)
                self.central_open.remove(frame[1])  # answered once, and only what was asked
            if isinstance(effect, WakeAt):
                assert effect.real_s >= self.leg.at_s

    @rule(action=st.sampled_from(["Reset", "SetChargingProfile", "ClearChargingProfile"]))
    def central_calls(self, action: str) -> None:
        self.count += 1
        name = f"c{self.count}"
        self.central_open.add(name)
        self.see(self.leg.do(FromCentral(f'[2,"{name}","{action}",{{}}]')))

    @rule(status=st.sampled_from(["Accepted", "Rejected", "Unknown"]))
    def charger_answers(self, status: str) -> None:
        if self.open:
            message_id, _ = self.open.pop()
            self.see(self.leg.do(FromCharger(f'[3,"{message_id}",{{"status":"{status}"}}]')))

    @rule()
    def charger_talks(self) -> None:
        self.see(self.leg.do(FromCharger('[2,"h","Heartbeat",{}]')))

    @rule(limit_w=st.one_of(st.none(), st.floats(1_000.0, 90_000.0)))
    def guard(self, limit_w: float | None) -> None:
        self.leg.limiter.guard_w = limit_w

    @rule(seconds=st.floats(0.0, 40.0))
    def time_passes(self, seconds: float) -> None:
        self.leg.at_s += seconds
        self.see(self.leg.do(Tick()))

    @rule()
    def charger_comes_back(self) -> None:
        self.open.clear()
        self.see(self.leg.do(ChargerClosed()))
        self.central_open.clear()
        self.see(self.leg.do(ChargerOpened(has_uplink=True)))

    def _is_given_up(self, since_s: float) -> bool:
        return self.leg.at_s - since_s >= proxy_rules.DOWN_DEADLINE_S

    @invariant()
    def at_most_one_call_is_open(self) -> None:
        assert len(self.open) <= 1


TestTraffic = Traffic.TestCase
