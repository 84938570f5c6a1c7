"""The local authorisation list (OCPP 1.6, 3.4.2, 5.10 and 5.15)."""

from typing import Any

import pytest

from tests.octt.central import Central, id_tag_info
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


def entry(tag: str, status: str = "Accepted", **more: Any) -> dict[str, Any]:
    return {"idTag": tag, "idTagInfo": {"status": status, **more}}


async def send(central: Central, version: int, kind: str, *entries: dict[str, Any]) -> str:
    return await central.status(
        "SendLocalList",
        listVersion=version,
        updateType=kind,
        localAuthorizationList=list(entries),
    )


async def version(central: Central) -> int:
    number: int = (await central.call("GetLocalListVersion"))["listVersion"]
    return number


async def asked_about(rig: Rig, central: Central, *tags: str) -> list[str]:
    """Those of the cards that the charger asks about when each has a session."""
    before = len(central.calls("Authorize"))
    for tag in tags:
        await rig.charge(tag)
        await rig.present(tag)
        await rig.unplug()
    return [each["idTag"] for each in central.calls("Authorize")[before:]]


async def test_tc_008_1_cs_regular_start_with_an_id_in_the_list(rig: Rig, central: Central) -> None:
    await rig.boot(LocalPreAuthorize=True, AuthorizationCacheEnabled=False)
    assert await send(central, 1, "Full", entry("TAG-1")) == "Accepted"
    await rig.plug()
    await rig.present("TAG-1")
    assert await rig.told() == ["1 Preparing", "StartTransaction", "1 Charging"]
    await rig.present("TAG-1")
    await rig.unplug()
    await rig.told()
    # A listed card that is not accepted is asked about: it may be good again (3.5.2).
    assert await send(central, 2, "Full", entry("TAG-1", "Blocked")) == "Accepted"
    await rig.plug()
    await rig.present("TAG-1")
    assert await rig.told() == ["1 Preparing", "Authorize", "StartTransaction", "1 Charging"]


async def test_tc_008_2_cs_remote_start_with_an_id_in_the_list(rig: Rig, central: Central) -> None:
    await rig.boot(LocalPreAuthorize=True, AuthorizeRemoteTxRequests=True)
    await send(central, 1, "Full", entry("TAG-1"))
    await rig.plug()
    assert await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=1) == (
        "Accepted"
    )
    assert await rig.told() == ["1 Preparing", "StartTransaction", "1 Charging"]


async def test_tc_042_1_cs_list_version_not_supported(rig: Rig, central: Central) -> None:
    await rig.boot(LocalAuthListEnabled=False)
    assert await version(central) == -1


async def test_tc_042_2_cs_list_version_empty(rig: Rig, central: Central) -> None:
    await rig.boot(LocalAuthListEnabled=True)
    assert await version(central) == 0


async def test_tc_043_1_cs_send_list_not_supported(rig: Rig, central: Central) -> None:
    await rig.boot(LocalAuthListEnabled=False)
    assert await send(central, 1, "Full", entry("TAG-1")) == "NotSupported"


async def test_tc_043_2_cs_send_list_version_mismatch(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await send(central, 5, "Full", entry("TAG-1")) == "Accepted"
    assert await send(central, 4, "Differential", entry("TAG-2")) == "VersionMismatch"
    assert await send(central, 5, "Differential", entry("TAG-2")) == "VersionMismatch"
    assert await version(central) == 5


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([entry("TAG-2"), entry("tag-2")], id="a card twice"),
        pytest.param([{"idTag": "TAG-2"}], id="a full list that deletes"),
        pytest.param([entry("T" * 21)], id="a card that is too long"),
        pytest.param([entry("TAG-2", "Splendid")], id="an unknown status"),
        pytest.param([entry(f"T-{n}") for n in range(201)], id="more than SendLocalListMaxLength"),
    ],
)
async def test_tc_043_3_cs_send_list_failed(
    rig: Rig, central: Central, entries: list[dict[str, Any]]
) -> None:
    await rig.boot(LocalPreAuthorize=True, AuthorizationCacheEnabled=False)
    assert await send(central, 1, "Full", entry("TAG-1")) == "Accepted"
    assert await send(central, 2, "Full", *entries) == "Failed"
    assert await version(central) == 1
    assert await asked_about(rig, central, "TAG-1", "TAG-2", "T-0") == ["TAG-2", "T-0"]


async def test_tc_043_cs_send_list(rig: Rig, central: Central) -> None:
    await rig.boot(LocalPreAuthorize=True, AuthorizationCacheEnabled=False)
    assert await send(central, 1, "Full", entry("TAG-1"), entry("TAG-2")) == "Accepted"
    assert await version(central) == 1
    gone: dict[str, Any] = {"idTag": "TAG-1"}
    late = entry("TAG-3", expiryDate="2026-07-01T11:00:00Z")
    assert await send(central, 2, "Differential", gone, late) == "Accepted"
    assert await version(central) == 2
    assert await asked_about(rig, central, "TAG-1", "TAG-2", "TAG-3") == ["TAG-1", "TAG-3"]
    assert await send(central, 3, "Full") == "Accepted"
    assert await asked_about(rig, central, "TAG-2") == ["TAG-2"]


async def test_a_list_that_central_contradicts_is_reported_until_a_new_one_comes(
    rig: Rig, central: Central
) -> None:
    await rig.boot(LocalPreAuthorize=True, StopTransactionOnInvalidId=False)
    await send(central, 1, "Full", entry("TAG-1"))
    central.answers["StartTransaction"] = lambda _: {"transactionId": 5, **id_tag_info("Blocked")}
    await rig.plug()
    await rig.present("TAG-1")
    assert "0 Available LocalListConflict" in await rig.told()
    assert await send(central, 2, "Full", entry("TAG-1", "Blocked")) == "Accepted"
    assert await rig.told() == ["0 Available"]
