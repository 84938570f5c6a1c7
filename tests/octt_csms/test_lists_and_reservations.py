"""OCPP 1.6 central-system cases, profiles local-auth-list and reservation."""

import asyncio
from typing import Any

import pytest

from tests.octt_csms.charge_point import Call, ChargePoint, Json, instant
from tests.octt_csms.conftest import Operator

pytestmark = pytest.mark.integration


# --- local lists -----------------------------------------------------------------------------


async def send_list(
    cp: ChargePoint, operator: Operator, tags: list[str], *answers: Json, status: int = 200
) -> tuple[list[Call], Any]:
    """The operator sends a list; the charge point gives these answers, one a call."""
    sending = asyncio.create_task(
        operator.client.put(f"/chargers/{cp.identity}/local-list", json={"id_tags": tags})
    )
    calls = []
    for answer in answers:
        calls.append(await cp.expect(answer.pop("to")))
        await cp.answer(calls[-1], **answer)
    told = await sending
    assert told.status_code == status, told.text
    return calls, told.json()


def version(number: int) -> Json:
    return {"to": "GetLocalListVersion", "listVersion": number}


def at_most(entries: int) -> Json:
    key = {"key": "SendLocalListMaxLength", "readonly": True, "value": str(entries)}
    return {"to": "GetConfiguration", "configurationKey": [key]}


def said(status: str) -> Json:
    return {"to": "SendLocalList", "status": status}


async def test_tc_042_1_csms_local_list_not_supported(cp: ChargePoint, operator: Operator) -> None:
    _, told = await send_list(cp, operator, [], version(-1), status=409)
    assert "GetLocalListVersion" in told["detail"]


async def test_tc_042_2_csms_local_list_empty(cp: ChargePoint, operator: Operator) -> None:
    answer = {"listVersion": 0}
    told = await operator.orders(cp, "GetLocalListVersion", {}, answer)
    assert (told["outcome"], told["payload"]) == ("accepted", answer)


async def test_tc_043_1_csms_send_list_not_supported(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC0431")
    answers = (version(0), at_most(10), said("NotSupported"))
    _, told = await send_list(cp, operator, [tag], *answers, status=409)
    assert "NotSupported" in told["detail"]
    assert (await operator.get(f"/chargers/{cp.identity}/local-list"))["version"] == 0


async def test_tc_043_3_csms_send_list_failed(cp: ChargePoint, operator: Operator) -> None:
    """A differential that fails is followed by the full list."""
    tags = [await operator.tag("TC0433-A"), await operator.tag("TC0433-B")]
    await send_list(cp, operator, tags[:1], version(0), at_most(10), said("Accepted"))
    answers = (version(1), at_most(10), said("Failed"), version(1), said("Accepted"))
    calls, told = await send_list(cp, operator, tags, *answers)
    assert [call.payload.get("updateType") for call in calls[2::2]] == ["Differential", "Full"]
    assert told == {"charge_point": cp.identity, "version": 2, "entries": 2}


async def test_tc_043_4_csms_send_list_full(cp: ChargePoint, operator: Operator) -> None:
    """A list longer than one message goes as Full and then Differentials."""
    tags = [await operator.tag(f"TC0434-{n}", expires_at=instant(600)) for n in range(5)]
    answers = (version(3), at_most(2), *(said("Accepted") for _ in range(3)))
    calls, told = await send_list(cp, operator, tags, *answers)
    sent = [call.payload for call in calls[2:]]
    assert [each["updateType"] for each in sent] == ["Full", "Differential", "Differential"]
    assert [each["listVersion"] for each in sent] == [4, 5, 6]
    entries = [entry for each in sent for entry in each["localAuthorizationList"]]
    assert [each["idTag"] for each in entries] == [tag.lower() for tag in tags]
    assert {each["idTagInfo"]["status"] for each in entries} == {"Accepted"}
    assert (told["version"], told["entries"]) == (6, 5)


async def test_tc_043_5_csms_send_list_differential(cp: ChargePoint, operator: Operator) -> None:
    tags = [await operator.tag(f"TC0435-{n}") for n in range(3)]
    await send_list(cp, operator, tags[:2], version(0), at_most(10), said("Accepted"))
    await operator.tag(tags[0], status="Blocked")
    wanted = [tags[0], tags[2]]
    answers = (version(1), at_most(10), said("Accepted"))
    calls, _ = await send_list(cp, operator, wanted, *answers)
    sent = calls[2].payload
    assert (sent["updateType"], sent["listVersion"]) == ("Differential", 2)
    assert sent["localAuthorizationList"] == [
        {"idTag": "tc0435-0", "idTagInfo": {"status": "Blocked"}},
        {"idTag": "tc0435-2", "idTagInfo": {"status": "Accepted"}},
        {"idTag": "tc0435-1"},
    ]


# --- reservations ----------------------------------------------------------------------------


async def reserve(
    cp: ChargePoint, operator: Operator, tag: str, status: str = "Accepted", connector: int = 1
) -> tuple[Json, Json]:
    """The operator reserves; gives what the charge point was told, and the reservation."""
    body = {"connector_id": connector, "id_tag": tag, "expires_at": instant(5)}
    path = f"/chargers/{cp.identity}/reservations"
    asked = asyncio.create_task(operator.post(path, body, 201))
    call = await cp.expect("ReserveNow")
    await cp.answer(call, status=status)
    reservation = await asked
    assert call.payload["connectorId"] == connector
    assert (call.payload["idTag"], call.payload["reservationId"]) == (tag, reservation["id"])
    return call.payload, reservation


async def reservation_of(operator: Operator, reservation_id: int) -> Json:
    items = (await operator.get("/reservations", limit=500))["items"]
    found: Json = next(each for each in items if each["id"] == reservation_id)
    return found


async def cancel(cp: ChargePoint, operator: Operator, number: int, status: str) -> Json:
    asked = asyncio.create_task(operator.post(f"/reservations/{number}/cancel"))
    call = await cp.expect("CancelReservation")
    assert call.payload == {"reservationId": number}
    await cp.answer(call, status=status)
    cancelled: Json = await asked
    return cancelled


@pytest.mark.parametrize("names_it", [True, False])
async def test_tc_046_csms_reservation_transaction(
    cp: ChargePoint, operator: Operator, names_it: bool
) -> None:
    tag = await operator.tag("TC046")
    _, reservation = await reserve(cp, operator, tag)
    assert reservation["state"] == "active"
    await cp.status("Reserved")
    await cp.status("Preparing")
    more = {"reservationId": reservation["id"]} if names_it else {}
    answer = await cp.start(tag, **more)
    assert answer["idTagInfo"]["status"] == "Accepted"
    used = await reservation_of(operator, reservation["id"])
    assert (used["state"], used["transaction_id"]) == ("used", answer["transactionId"])


async def test_tc_047_csms_reservation_expire(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC047")
    body = {"connector_id": 1, "id_tag": tag, "expires_at": instant(1.5 / 60)}
    path = f"/chargers/{cp.identity}/reservations"
    asked = asyncio.create_task(operator.post(path, body, 201))
    await cp.answer(await cp.expect("ReserveNow"), status="Accepted")
    number = (await asked)["id"]
    await cp.status("Reserved")

    async def is_over() -> bool:
        return bool((await reservation_of(operator, number))["state"] == "expired")

    await operator.until(is_over, "the reservation is over")
    await cp.status("Available")
    await operator.status_is(cp, "Available")


async def is_refused(cp: ChargePoint, operator: Operator, status: str) -> None:
    tag = await operator.tag(f"TC048-{status}")
    _, reservation = await reserve(cp, operator, tag, status)
    assert (reservation["state"], reservation["answer"]) == ("refused", status)
    await cp.start(tag)
    assert (await reservation_of(operator, reservation["id"]))["state"] == "refused"


async def test_tc_048_1_csms_reservation_faulted(cp: ChargePoint, operator: Operator) -> None:
    await is_refused(cp, operator, "Faulted")


async def test_tc_048_2_csms_reservation_occupied(cp: ChargePoint, operator: Operator) -> None:
    await is_refused(cp, operator, "Occupied")


async def test_tc_048_3_csms_reservation_unavailable(cp: ChargePoint, operator: Operator) -> None:
    await is_refused(cp, operator, "Unavailable")


async def test_tc_048_4_csms_reservation_rejected(cp: ChargePoint, operator: Operator) -> None:
    await is_refused(cp, operator, "Rejected")


async def test_tc_049_csms_reservation_of_a_charge_point(
    cp: ChargePoint, operator: Operator
) -> None:
    tag = await operator.tag("TC049")
    _, reservation = await reserve(cp, operator, tag, connector=0)
    answer = await cp.start(tag, connectorId=2, reservationId=reservation["id"])
    used = await reservation_of(operator, reservation["id"])
    assert (used["state"], used["transaction_id"]) == ("used", answer["transactionId"])


async def test_tc_051_csms_cancel_reservation(cp: ChargePoint, operator: Operator) -> None:
    _, reservation = await reserve(cp, operator, await operator.tag("TC051"))
    cancelled = await cancel(cp, operator, reservation["id"], "Accepted")
    assert (cancelled["state"], cancelled["answer"]) == ("cancelled", "Accepted")


async def test_tc_052_csms_cancel_reservation_rejected(cp: ChargePoint, operator: Operator) -> None:
    """The charge point does not know it any more: it is over on both sides."""
    _, reservation = await reserve(cp, operator, await operator.tag("TC052"))
    cancelled = await cancel(cp, operator, reservation["id"], "Rejected")
    assert (cancelled["state"], cancelled["answer"]) == ("cancelled", "Rejected")


async def test_tc_053_csms_reserved_connector_with_parent_id_tag(
    cp: ChargePoint, operator: Operator
) -> None:
    first = await operator.tag("TC053-A", parent_id_tag="TC053-FAMILY")
    second = await operator.tag("TC053-B", parent_id_tag="TC053-FAMILY")
    told, reservation = await reserve(cp, operator, first)
    assert told["parentIdTag"] == "TC053-FAMILY"
    await cp.status("Reserved")
    assert (await cp.authorize(second))["parentIdTag"] == "TC053-FAMILY"
    answer = await cp.start(second)
    assert answer["idTagInfo"]["parentIdTag"] == "TC053-FAMILY"
    used = await reservation_of(operator, reservation["id"])
    assert (used["state"], used["transaction_id"]) == ("used", answer["transactionId"])
