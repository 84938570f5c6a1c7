"""A charger that heats up while central is away: less power, said aloud, and given back."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from contract.ids import ChargePointId
from contract.messages import ChargerEvent, decode
from edge_agent.adapters.conduct import protection
from edge_agent.adapters.files import LIMITS, read_limits
from edge_agent.config import load_settings
from edge_agent.core.errors import LocalError
from launcher.broker import BrokerInfo
from tests.integration.edge_agent.conftest import running
from tests.integration.edge_agent.peers import ScriptedCentral, ScriptedCharger, plug_in
from tests.integration.edge_agent.test_mqtt import drive, listening

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]
Until = Callable[..., Awaitable[None]]
SettingsOf = Callable[..., dict[str, str]]
CP = "CP-9"


async def obey(charger: ScriptedCharger, action: str) -> Any:
    """Answer calls as a charger does until one with this action came; gives its payload."""
    while True:
        frame = json.loads(await charger.hear())
        if frame[0] == 2:
            await charger.socket.send(f'[3,"{frame[1]}",{{"status":"Accepted"}}]')
            if frame[2] == action:
                return frame[3]


def limit_w(payload: Any) -> float:
    schedule = payload["csChargingProfiles"]["chargingSchedule"]
    limit: float = schedule["chargingSchedulePeriod"][0]["limit"]
    return limit


def central_profile(limit: float) -> str:
    schedule = {
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit}],
    }
    profile = {
        "chargingProfileId": 1968,
        "stackLevel": 0,
        "chargingProfilePurpose": "ChargePointMaxProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": schedule,
    }
    payload = json.dumps({"connectorId": 0, "csChargingProfiles": profile})
    return f'[2,"central-1","SetChargingProfile",{payload}]'


async def test_hot_charger_is_derated_without_central_and_handed_over_when_it_is_back(
    settings_of: SettingsOf,
    broker: BrokerInfo,
    central: ScriptedCentral,
    until: Until,
    fleet_of: Callable[..., Path],
) -> None:
    environment = settings_of(
        fleet_file=fleet_of(CP, "S-9", "testville"),
        guard_power_ratio=0.25,
        guard_temperature_c=41.0,  # `drive` reports 41.5
        guard_patience_s=3600,
    )
    settings = load_settings(environment)
    async with (
        running(settings) as edge,
        listening(broker.url, f"sntry/v1/S-9/{CP}/event") as heard,
    ):
        charger = await drive(edge.port, CP)
        await central.stop()
        payload = await obey(charger, "SetChargingProfile")
        assert limit_w(payload) == 12_500.0
        await central.start()
        await until(lambda: CP in central.sockets, "central is back", 60.0)
        await central.say(CP, central_profile(10_000.0))
        assert limit_w(await obey(charger, "SetChargingProfile")) == 10_000.0
        assert await obey(charger, "ClearChargingProfile") == {"id": 910_003}

        def kinds() -> list[str]:
            told = [decode(each, ChargerEvent).kind for _, each in heard.messages]
            return [each for each in told if each.startswith("guard")]

        await until(lambda: "guard_released" in kinds(), "the hand-over is told")
        assert kinds()[:2] == ["guard_engaged", "guard_limited"]
        await until((settings.data_dir / LIMITS).is_file, "central's limit is kept")
        await charger.socket.close()
    answers = [json.loads(each) for each in central.heard if json.loads(each)[0] == 3]
    assert answers == [[3, "central-1", {"status": "Accepted"}]], "it heard of its own call only"
    assert read_limits(settings.data_dir)[CP].power_w == 10_000.0
    async with running(settings) as edge:
        charger = await plug_in(edge.port, CP)
        await until(lambda: edge.app._site.find(ChargePointId(CP)), "the charger is back")
        again = edge.app._site.chargers[ChargePointId(CP)].proxy.limiter
        assert again.central_w(edge.app._clock.now().at) == 10_000.0
        await charger.socket.close()


async def test_site_limit_is_put_into_the_charger_before_anything_else(
    settings_of: SettingsOf, fleet_of: Callable[..., Path]
) -> None:
    environment = settings_of(fleet_file=fleet_of(CP, "S-9", "testville"), site_limit_w=20_000)
    async with running(load_settings(environment)) as edge:
        charger = await plug_in(edge.port, CP)
        await charger.ask("BootNotification")
        await charger.socket.send('[2,"9","Heartbeat",{}]')
        profiles = [await obey(charger, "SetChargingProfile") for _ in range(2)]
        await charger.socket.close()
    purposes = [each["csChargingProfiles"]["chargingProfilePurpose"] for each in profiles]
    assert purposes == ["ChargePointMaxProfile", "TxDefaultProfile"]
    assert [limit_w(each) for each in profiles] == [20_000.0, 20_000.0]


def test_site_limit_without_ratings_is_refused(settings_of: SettingsOf) -> None:

    settings = load_settings(settings_of(site_limit_w=20_000))
    with pytest.raises(LocalError, match="site_limit_w needs a fleet_file"):
        protection(settings, [])
