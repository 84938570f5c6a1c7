"""Reservations (OCPP 1.6, 5.13 and 5.2)."""

from pathlib import Path
from typing import Any

import pytest

from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.ocpp import acts
from contract.ocpp16 import ChargePointErrorCode
from tests.octt.central import Central, id_tag_info
from tests.octt.rig import Rig, SteppedClock, one_charger

pytestmark = pytest.mark.integration


async def reserve(
    rig: Rig, central: Central, connector: int = 1, ident: int = 7, **more: Any
) -> str:
    """Answer to a ReserveNow for TAG-1, by default for two minutes."""
    expiry = wire_instant(rig.clock.now_s() + more.pop("for_s", 120.0))
    fields = {"connectorId": connector, "reservationId": ident, "idTag": "TAG-1"}
    return await central.status("ReserveNow", **(fields | {"expiryDate": expiry} | more))


async def occupy(rig: Rig, number: int) -> None:
    await rig.charge(f"CAR-{number}", number)


async def test_tc_046_1_cs_reservation_of_a_connector_local_start_transaction(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    assert await reserve(rig, central) == "Accepted"
    assert await rig.told() == ["1 Reserved"]
    await rig.present("tag-1")
    await rig.plug()
    assert await rig.told() == ["Authorize", "1 Preparing", "StartTransaction", "1 Charging"]
    assert central.calls("StartTransaction")[0]["reservationId"] == 7
    assert await central.status("CancelReservation", reservationId=7) == "Rejected"


async def test_tc_046_2_cs_reservation_of_a_connector_remote_start_transaction(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    assert await reserve(rig, central, connector=2) == "Accepted"
    assert await rig.told() == ["2 Reserved"]
    assert await central.status("RemoteStartTransaction", idTag="TAG-1") == "Accepted"
    assert await rig.told() == ["2 Preparing"]
    await rig.plug(2)
    assert await rig.told() == ["StartTransaction", "2 Charging"]
    started = central.calls("StartTransaction")[0]
    assert (started["connectorId"], started["reservationId"]) == (2, 7)


async def test_tc_047_cs_reservation_of_a_connector_expire(rig: Rig, central: Central) -> None:
    await rig.boot(ClockAlignedDataInterval=0)
    assert await reserve(rig, central, for_s=30.0) == "Accepted"
    await rig.pass_s(29.0)
    assert await rig.told() == ["1 Reserved"]
    await rig.pass_s(1.0)
    assert await rig.told() == ["1 Available"]
    assert await central.status("CancelReservation", reservationId=7) == "Rejected"
    await rig.present("OTHER")
    await rig.plug()
    assert "reservationId" not in await central.expect("StartTransaction")


async def test_tc_048_1_cs_reservation_of_a_connector_faulted(rig: Rig, central: Central) -> None:
    await rig.boot()
    acts.fault(rig.charger, 1, ChargePointErrorCode.GROUND_FAILURE)
    assert await rig.told() == ["1 Faulted GroundFailure"]
    assert await reserve(rig, central) == "Faulted"


async def test_tc_048_2_cs_reservation_of_a_connector_occupied(rig: Rig, central: Central) -> None:
    await rig.boot()
    await rig.plug()
    assert await rig.told() == ["1 Preparing"]
    assert await reserve(rig, central) == "Occupied"
    assert await reserve(rig, central, connector=2) == "Accepted"
    assert await reserve(rig, central, connector=2, ident=8) == "Occupied"


async def test_tc_048_3_cs_reservation_of_a_connector_unavailable(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    change = {"connectorId": 1, "type": "Inoperative"}
    assert await central.status("ChangeAvailability", **change) == "Accepted"
    assert await rig.told() == ["1 Unavailable"]
    assert await reserve(rig, central) == "Unavailable"


async def test_tc_048_4_cs_reservation_of_a_connector_rejected(rig: Rig, central: Central) -> None:
    await rig.boot()
    rig.charger.switches["refuse_reservation"] = True
    assert await reserve(rig, central) == "Rejected"
    assert await rig.told() == []


async def test_tc_049_cs_reservation_of_a_charge_point_transaction(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    await occupy(rig, 2)
    assert await reserve(rig, central, connector=0) == "Accepted"
    assert await rig.told() == ["1 Reserved"]
    await rig.present("OTHER")
    assert rig.status(1) == "Reserved"
    await rig.present("TAG-1")
    await rig.plug()
    assert await rig.told() == ["Authorize", "1 Preparing", "StartTransaction", "1 Charging"]
    assert central.calls("StartTransaction")[-1]["reservationId"] == 7


async def test_tc_050_1_cs_reservation_of_a_charge_point_faulted(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    acts.fault(rig.charger, 0, ChargePointErrorCode.HIGH_TEMPERATURE)
    assert await reserve(rig, central, connector=0) == "Faulted"


async def test_tc_050_2_cs_reservation_of_a_charge_point_occupied(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    for number in (1, 2):
        await occupy(rig, number)
    assert await reserve(rig, central, connector=0) == "Occupied"


async def test_tc_050_3_cs_reservation_of_a_charge_point_unavailable(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    change = {"connectorId": 0, "type": "Inoperative"}
    assert await central.status("ChangeAvailability", **change) == "Accepted"
    assert await reserve(rig, central, connector=0) == "Unavailable"


async def test_tc_050_4_cs_reservation_of_a_charge_point_rejected(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    rig.charger.configuration.put("ReserveConnectorZeroSupported", "false")
    assert await reserve(rig, central, connector=0) == "Rejected"
    assert await reserve(rig, central, connector=1) == "Accepted"


async def test_tc_051_cs_cancel_reservation(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await reserve(rig, central) == "Accepted"
    assert await central.status("CancelReservation", reservationId=7) == "Accepted"
    assert await rig.told() == ["1 Reserved", "1 Available"]


async def test_tc_052_cs_cancel_reservation_rejected(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await reserve(rig, central) == "Accepted"
    assert await central.status("CancelReservation", reservationId=8) == "Rejected"
    assert (await rig.told(), rig.status(1)) == (["1 Reserved"], "Reserved")


def family(central: Central) -> None:
    """Let all cards but STRANGER have the parent FAMILY."""
    central.answers["Authorize"] = lambda payload: (
        id_tag_info("Accepted")
        if payload["idTag"] == "STRANGER"
        else id_tag_info("Accepted", parentIdTag="FAMILY")
    )


async def test_tc_053_1_cs_use_a_reserved_connector_with_parent_id_tag_local(
    rig: Rig, central: Central
) -> None:
    family(central)
    await rig.boot()
    assert await reserve(rig, central, parentIdTag="Family") == "Accepted"
    await rig.present("STRANGER")
    assert await rig.told() == ["1 Reserved", "Authorize"]
    await rig.present("TAG-2")
    await rig.plug()
    assert await rig.told() == ["Authorize", "1 Preparing", "StartTransaction", "1 Charging"]
    started = central.calls("StartTransaction")[0]
    assert (started["idTag"], started["reservationId"]) == ("TAG-2", 7)


async def test_tc_053_2_cs_use_a_reserved_connector_with_parent_id_tag_remote(
    rig: Rig, central: Central
) -> None:
    family(central)
    await rig.boot(AuthorizeRemoteTxRequests=True)
    assert await reserve(rig, central, parentIdTag="Family") == "Accepted"
    order = {"connectorId": 1, "idTag": "TAG-2"}
    assert await central.status("RemoteStartTransaction", **order) == "Accepted"
    await rig.plug()
    told = await rig.told()
    assert told == ["1 Reserved", "Authorize", "1 Preparing", "StartTransaction", "1 Charging"]
    assert central.calls("StartTransaction")[0]["reservationId"] == 7


# --- around the cases ----------------------------------------------------------------------------


async def test_a_reserved_connector_is_closed_to_other_cards(rig: Rig, central: Central) -> None:
    await rig.boot()
    await reserve(rig, central)
    order = {"connectorId": 1, "idTag": "OTHER"}
    assert await central.status("RemoteStartTransaction", **order) == "Rejected"
    await rig.plug()
    await rig.present("OTHER")
    await rig.unplug()
    assert await rig.told() == ["1 Reserved", "1 Preparing", "1 Available", "1 Reserved"]


async def test_who_does_not_plug_in_keeps_the_reservation(rig: Rig, central: Central) -> None:
    await rig.boot(ConnectionTimeOut=20, ClockAlignedDataInterval=0)
    await reserve(rig, central, for_s=60.0)
    await rig.present("TAG-1")
    await rig.pass_s(20.0)
    assert (await rig.told())[-3:] == ["1 Preparing", "1 Available", "1 Reserved"]
    await rig.pass_s(40.0, step_s=5.0)
    assert await rig.told() == ["1 Available"]


async def test_connector_0_leaves_all_but_one_free_connector_to_others(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    assert await reserve(rig, central, connector=0) == "Accepted"
    assert await reserve(rig, central, connector=0, ident=8, idTag="TAG-8") == "Accepted"
    assert await reserve(rig, central, connector=0, ident=9, idTag="TAG-9") == "Occupied"
    assert await rig.told() == ["1 Reserved", "2 Reserved"]
    assert await central.status("CancelReservation", reservationId=8) == "Accepted"
    assert await rig.told() == ["1 Available", "2 Available"]
    await occupy(rig, 1)
    assert rig.status(2) == "Reserved"


async def test_a_fault_ends_the_reservation(rig: Rig, central: Central) -> None:
    await rig.boot()
    await reserve(rig, central)
    acts.fault(rig.charger, 1, ChargePointErrorCode.OTHER_ERROR)
    acts.repair(rig.charger, 1)
    assert (await rig.told())[-2:] == ["1 Faulted OtherError", "1 Available"]
    assert await central.status("CancelReservation", reservationId=7) == "Rejected"


async def test_at_a_world_charger_the_holder_comes_by_remote_start(
    central: Central, clock: SteppedClock, tmp_path: Path
) -> None:
    free = Rig(central, clock, one_charger(), state_dir=tmp_path)
    acts.script(free.charger, on=False)
    await free.boot()
    await reserve(free, central, connector=2)
    assert await central.status("RemoteStartTransaction", idTag="TAG-1") == "Accepted"
    assert (await central.expect("StartTransaction"))["reservationId"] == 7
    await free.stop()
