"""The authorisation cache (OCPP 1.6, 3.4.1 and 5.4)."""

import pytest

from tests.octt.central import Central, id_tag_info
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def cached(rig: Rig, **configuration: object) -> None:
    """A charger whose cache knows TAG-1 from a session that is over."""
    keys = {"AuthorizationCacheEnabled": True, "LocalPreAuthorize": True} | configuration
    await rig.boot(LocalAuthListEnabled=False, **keys)
    await rig.charge("TAG-1")
    await rig.present("TAG-1")
    await rig.unplug()
    await rig.told()


async def test_tc_007_1_cs_regular_start_with_a_cached_id(rig: Rig, central: Central) -> None:
    await cached(rig)
    await rig.plug()
    await rig.present("TAG-1")
    assert await rig.told() == ["1 Preparing", "StartTransaction", "1 Charging"]
    await rig.present("TAG-1")
    await rig.unplug()
    # What StartTransaction.conf says of the card goes into the cache as well.
    central.answers["StartTransaction"] = lambda _: {
        "transactionId": 9,
        **id_tag_info("Blocked"),
    }
    await rig.plug()
    await rig.present("TAG-1")
    await rig.unplug()
    await rig.told()
    central.answers["Authorize"] = lambda _: id_tag_info("Blocked")
    await rig.plug()
    await rig.present("TAG-1")
    assert await rig.told() == ["1 Preparing", "Authorize"]


async def test_tc_007_2_cs_remote_start_with_a_cached_id(rig: Rig, central: Central) -> None:
    await cached(rig, AuthorizeRemoteTxRequests=True)
    await rig.plug()
    assert await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=1) == (
        "Accepted"
    )
    assert await rig.told() == ["1 Preparing", "StartTransaction", "1 Charging"]


async def test_tc_061_1_cs_clear_the_cache_local(rig: Rig, central: Central) -> None:
    await cached(rig)
    assert await central.status("ClearCache") == "Accepted"
    await rig.plug()
    await rig.present("TAG-1")
    assert await rig.told() == ["1 Preparing", "Authorize", "StartTransaction", "1 Charging"]


async def test_tc_061_2_cs_clear_the_cache_remote(rig: Rig, central: Central) -> None:
    await cached(rig, AuthorizeRemoteTxRequests=True)
    assert await central.status("ClearCache") == "Accepted"
    await rig.plug()
    await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=1)
    assert await rig.told() == ["1 Preparing", "Authorize", "StartTransaction", "1 Charging"]


async def test_a_charger_without_a_cache_rejects_its_clearing(rig: Rig, central: Central) -> None:
    await rig.boot(AuthorizationCacheEnabled=False)
    assert await central.status("ClearCache") == "Rejected"
