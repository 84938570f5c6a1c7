"""Remedies over REST: playbooks, wishes of people, and the loop that follows them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from central.adapters.ids import RandomIds
from central.adapters.playbook_file import read_playbooks
from central.core.rules import HealRules, Mode, Switches
from central.services.control import Control, ControlSettings
from central.services.counters import Counters
from central.services.records import ConnectorStatus
from central.services.remedies import RemedyLoop, RemedyParts
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api

pytestmark = pytest.mark.integration

REASON = {"reason": "a driver called"}


class Loop:
    """The control loop beside the API, moved by hand."""

    def __init__(self, api: Api, mode: Mode) -> None:
        self.api = api
        self.seconds = 0.0
        parts = RemedyParts(
            units=api.units,
            calls=api.chargers,
            clock=api.clock,
            ids=RandomIds(),
            counters=Counters(),
            playbooks=read_playbooks(None),
            rules=HealRules(),
        )
        self.control = Control(
            api.units, api.chargers, api.clock, lambda: self.seconds,
            ControlSettings(HealRules(), Switches(mode)), Counters(), (RemedyLoop(parts),),
        )  # fmt: skip

    async def rounds(self, count: int = 1, step_s: float = 60.0) -> None:
        for _ in range(count):
            self.seconds += step_s
            self.api.clock.at += timedelta(seconds=step_s)
            async with asyncio.TaskGroup() as tasks:
                await self.control.round(tasks)


async def fault(api: Api, error: str | None = "InternalError") -> None:
    status = "Available" if error is None else "Faulted"
    at = api.clock.now()
    row = ConnectorStatus(
        ChargePointId("A-1"), 1, status, error or "NoError", "", "", at, at + timedelta(seconds=1)
    )
    async with api.units.write() as uow:
        await uow.charge_points.save_statuses([row])
        await uow.commit()


async def remedies(api: Api, query: str = "") -> Any:
    return (await api.client("viewer").get(f"/remedies{query}")).json()["items"]


async def test_the_playbooks_are_told(api: Api) -> None:
    items = (await api.client("viewer").get("/remedies/playbooks")).json()["items"]
    books = {item["name"]: item for item in items}
    assert books["protective_fault"]["needs_technician"] is True
    assert [step["act"] for step in books["controller"]["steps"]] == [
        "trigger_status", "soft_reset", "hard_reset",
    ]  # fmt: skip


async def test_a_proposed_remedy_acts_when_a_person_approves(api: Api) -> None:
    loop = Loop(api, Mode.PROPOSE)
    await fault(api)
    await loop.rounds(4)
    [item] = await remedies(api, "?state=proposed&charge_point=A-1")
    assert (item["playbook"], item["connector_id"]) == ("controller", 1)
    assert "plan: soft_reset" in item["reasons"]
    assert api.chargers.of("TriggerMessage") == []
    answer = await api.client("operator").post(f"/remedies/{item['id']}/approve")
    assert answer.status_code == 202
    await loop.rounds(2)
    assert api.chargers.of("TriggerMessage", "A-1") != []
    again = await api.client("operator").post(f"/remedies/{item['id']}/approve")
    assert again.status_code == 409
    detail = (await api.client("viewer").get(f"/remedies/{item['id']}")).json()
    assert [step["act"] for step in detail["steps"]][:1] == ["trigger_status"]
    assert detail["steps"][0]["outcome"] == "accepted"


async def test_a_person_starts_a_remedy_while_the_loop_is_off(api: Api) -> None:
    loop = Loop(api, Mode.OFF)
    operator = api.client("operator")
    assert (await operator.post("/chargers/A-1/remedies", json=REASON)).status_code == 409
    await fault(api)
    started = await operator.post("/chargers/A-1/remedies", json=REASON)
    assert (started.status_code, started.json()["by_person"]) == (201, True)
    assert (await operator.post("/chargers/A-1/remedies", json=REASON)).status_code == 409
    assert (await operator.post("/chargers/none/remedies", json=REASON)).status_code == 404
    await loop.rounds(3)
    assert len(api.chargers.of("Reset", "A-1")) == 1
    await fault(api, None)
    await loop.rounds(4)
    [item] = await remedies(api)
    assert (item["state"], item["ended_by"]) == ("ended", "settled")
    acts = (await api.client("viewer").get("/audit?object_id=A-1")).json()["items"]
    assert ("human", "remedy.opened") in {(act["actor_kind"], act["act"]) for act in acts}


async def test_a_stopped_remedy_does_nothing_more(api: Api) -> None:
    loop = Loop(api, Mode.AUTOPILOT)
    await fault(api)
    await loop.rounds(4)
    [item] = await remedies(api)
    operator = api.client("operator")
    assert (await operator.post(f"/remedies/{item['id']}/stop", json={})).status_code == 422
    stopped = await operator.post(f"/remedies/{item['id']}/stop", json=REASON)
    assert stopped.status_code == 202
    sent = len(api.chargers.sent)
    await loop.rounds(30)
    assert len([each for each in api.chargers.sent[sent:] if each.action == "Reset"]) == 0
    assert [each["ended_by"] for each in await remedies(api)] == ["stopped"]
    assert (await operator.post(f"/remedies/{item['id']}/stop", json=REASON)).status_code == 409
    assert (await operator.post("/remedies/999/stop", json=REASON)).status_code == 404


async def test_who_only_reads_starts_nothing(api: Api) -> None:
    for role in ("viewer", "technician"):
        answer = await api.client(role).post("/chargers/A-1/remedies", json=REASON)
        assert answer.status_code == 403
    assert (await api.client().get("/remedies")).status_code == 401


async def test_old_remedies_are_forgotten_with_their_steps(api: Api) -> None:
    loop = Loop(api, Mode.AUTOPILOT)
    await fault(api)
    await loop.rounds(4)
    await fault(api, None)
    await loop.rounds(4)
    assert len(await remedies(api)) == 1
    async with api.units.write() as uow:
        assert await uow.remedies.prune(NOW, 10) == 0
        assert await uow.remedies.prune(NOW + timedelta(days=1), 10) == 1
        await uow.commit()
    assert await remedies(api) == []
