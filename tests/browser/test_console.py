"""A person connects a charger by the page, calls it from the console, and reads what passed."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.conftest import Picture, Visit
from tests.system.stack import Stack

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(150)]

SOON_MS = 30_000
IDENTITY = "NEW-01"


@contextmanager
def charger(url: str) -> Iterator[None]:
    """A charger that boots, tells of one connector, and accepts whatever it is asked."""
    with connect(url, subprotocols=[Subprotocol("ocpp1.6")]) as socket:
        answering = threading.Thread(target=_answer, args=(socket,))
        answering.start()
        boot = {"chargePointVendor": "Acme", "chargePointModel": "X1"}
        socket.send(json.dumps([2, "boot-1", "BootNotification", boot]))
        state = {"connectorId": 1, "status": "Available", "errorCode": "NoError"}
        socket.send(json.dumps([2, "state-1", "StatusNotification", state]))
        try:
            yield
        finally:
            socket.close()
            answering.join()


def _answer(socket: ClientConnection) -> None:
    try:
        for text in socket:
            frame = json.loads(text)
            if frame[0] == 2:
                socket.send(json.dumps([3, frame[1], {"status": "Accepted"}]))
    except ConnectionClosed:
        return


def test_a_new_charger_is_put_down_turns_live_and_is_called_from_the_console(
    product: Stack, visit: Visit, picture: Picture
) -> None:
    office = visit()
    page = office.page("/ops/connect")
    page.get_by_label("Station", exact=True).select_option(product.fleet()[0]["id"])
    page.get_by_label("Identity", exact=True).fill(IDENTITY)
    page.get_by_role("button", name="Put the charger down").click()
    expect(page.locator("[data-arrived=false]")).to_contain_text("Waiting", timeout=SOON_MS)
    url = f"ws://127.0.0.1:{product.ports.edge_ocpp}/ocpp"
    expect(page.get_by_role("img", name=f"QR code of {url}/{IDENTITY}")).to_be_visible()
    with charger(f"{url}/{IDENTITY}"):
        expect(page.locator("[data-arrived=true]")).to_contain_text("is live", timeout=SOON_MS)
        picture(page, "connect")
        page.get_by_role("link", name="Watch its messages").click()
        _call_it(page)
    everything = office.page("/ops/console")
    rows = everything.locator("[data-exchange=MeterValues][data-outcome=ok]")
    expect(rows.first).to_be_visible(timeout=SOON_MS)
    rows.first.get_by_role("button").click()
    expect(everything.get_by_role("region", name="MeterValues in full")).to_be_visible()
    picture(everything, "console")


def _call_it(page: Page) -> None:
    # What it said stands there, each call with its answer in one row.
    boot = page.locator("[data-exchange=BootNotification]")
    expect(boot).to_have_count(1, timeout=SOON_MS)
    expect(boot).to_contain_text("Accepted", timeout=SOON_MS)

    # A reset disturbs people: it wants a reason, and Cancel is the first choice.
    page.get_by_label("Call", exact=True).select_option("Reset")
    page.get_by_label("type", exact=True).select_option("Soft")
    page.get_by_role("button", name="Send Reset").click()
    dialog = page.get_by_role("dialog")
    send = dialog.get_by_role("button", name="Send")
    expect(send).to_be_disabled()
    dialog.get_by_label("Reason").fill("a test")
    send.click()
    expect(page.locator("[data-answer=accepted]")).to_be_visible(timeout=SOON_MS)

    # It passes live, and the filter in the address finds it.
    page.get_by_label("Filter messages").fill("action:Reset dir:out")
    row = page.locator("[data-exchange=Reset][data-outcome=ok]")
    expect(row).to_have_count(1, timeout=SOON_MS)
    expect(page.locator("[data-exchange]")).to_have_count(1)
    row.get_by_role("button").click()
    detail = page.get_by_role("region", name="Reset in full")
    expect(detail).to_contain_text('"type": "Soft"')
    detail.get_by_role("button", name="Raw").click()
    expect(detail).to_contain_text('"Reset",{"type":"Soft"}]')
