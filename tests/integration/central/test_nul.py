"""NUL in what chargers say: PostgreSQL stores none, and no session is lost for it."""

import pytest

from central.adapters.db import tables
from tests.integration.central.conftest import Plug, StartCentral

pytestmark = pytest.mark.integration


@pytest.mark.each_database
async def test_a_session_whose_card_ends_in_nul_is_kept(
    start_central: StartCentral, plug: Plug
) -> None:
    central = await start_central(ROLES="gateway", REGISTRATION="open")
    charger = await plug(central, "CP1")
    answer = await charger.ask("Authorize", idTag="TAG\0")
    assert answer["idTagInfo"]["status"] == "Accepted"
    started = await charger.ask(
        "StartTransaction",
        connectorId=1,
        idTag="TAG\0",
        meterStart=1,
        timestamp="2026-07-01T12:00:00Z",
    )
    assert started["transactionId"] > 0
    await charger.ask(
        "StatusNotification",
        connectorId=1,
        status="Faulted",
        errorCode="OtherError",
        info="a\0b",
        vendorErrorCode="\0",
    )
    [session] = await central.rows_when(tables.transactions, lambda rows: rows, "it is stored")
    assert session["id_tag"] == "TAG?"
    [connector] = await central.rows_when(tables.connectors, lambda rows: rows, "it is stored")
    assert (connector["info"], connector["vendor_error_code"]) == ("a?b", "?")
