"""A technician with a phone: the jobs of the day, also without a network, and nobody else's."""

import base64
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Picture, Visit, Watched
from tests.system.stack import Stack
from tests.system.story import stressable_station

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(180)]

SOON_MS = 30_000
PASSWORD = "tina drives a white van"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def _post(product: Stack, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = product.api.post(f"/api/v1{path}", json=body)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="session")
def tina(product: Stack) -> str:
    """A technician's account."""
    _post(product, "/users", {"name": "tina", "password": PASSWORD, "role": "technician"})
    return "tina"


def _order(product: Stack, name: str, nth: int) -> dict[str, Any]:
    """An order of somebody: a charger with a ground fault, at the nth station from the end."""
    story = stressable_station(product.fleet())
    place = [each for each in reversed(product.fleet()) if each["id"] != story][nth]
    charger = place["charge_points"][0]["id"]
    order = {"do": "break", "connector_id": 1, "error_code": "GroundFailure"}
    product.emulator.post(f"/chargers/{charger}/orders", json=order).raise_for_status()

    def orders() -> list[dict[str, Any]]:
        return product.items("/work-orders", charge_point=charger)

    product.wait(orders, "the loop has ordered a repair", 60)
    [found] = orders()
    body = {"technician": name, "reason": "she is near"}
    return _post(product, f"/work-orders/{found['id']}/assign", body) | {"place": place["name"]}


@pytest.fixture
def phone(visit: Visit, tina: str) -> tuple[Watched, Page]:
    """Tina's phone, signed in."""
    watched = visit(signed_in=False, size=PHONE)
    page = watched.page("/tech")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=SOON_MS)
    page.get_by_label("Name").fill(tina)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Jobs", level=1)).to_be_visible(timeout=SOON_MS)
    return watched, page


def _state(product: Stack, job: dict[str, Any]) -> str:
    found: str = product.get(f"/work-orders/{job['id']}")["state"]
    return found


def _steps(product: Stack, job: dict[str, Any]) -> list[str]:
    lines = product.items(f"/work-orders/{job['id']}/timeline")
    return [each["kind"] for each in lines if each["by"] == "technician"]


def test_a_job_is_finished_without_a_network_and_sent_once(
    product: Stack, tina: str, phone: tuple[Watched, Page], picture: Picture
) -> None:
    watched, page = phone
    job = _order(product, tina, 1)
    expect(page.get_by_role("link", name=job["title"])).to_be_visible(timeout=SOON_MS)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.get_by_role("link", name=job["title"]).click()
    expect(page.get_by_role("heading", name="Safety first")).to_be_visible()
    expect(page.locator("main header")).to_contain_text(job["place"])
    picture(page, "job")
    page.get_by_role("button", name="Accept the job").click()
    expect(page.get_by_role("button", name="Set out")).to_be_visible(timeout=SOON_MS)
    product.wait(lambda: "accepted" in _steps(product, job), "the server knows", 30)

    watched.context.set_offline(True)
    _work_without_a_network(page, picture)
    assert _state(product, job) == "assigned"

    watched.context.set_offline(False)
    expect(page.get_by_text("Everything is sent")).to_be_visible(timeout=SOON_MS)
    assert _state(product, job) in {"done", "verified", "closed"}
    once = ["accepted", "travelling", "on_site", "note", "photo", "done"]
    assert _steps(product, job) == once
    page.reload()
    expect(page.get_by_text("Everything is sent")).to_be_visible(timeout=SOON_MS)
    assert _steps(product, job) == once
    report = product.get(f"/work-orders/{job['id']}")["report"]
    assert (report["found_cause"], report["test_charge_ok"]) == ("ground", True)


def _work_without_a_network(page: Page, picture: Picture) -> None:
    """From setting out to the end; in between the app is started anew."""
    page.get_by_role("button", name="Set out").click()
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("status").filter(has_text="No network: 2 changes wait")).to_be_visible(
        timeout=SOON_MS
    )
    page.reload()
    expect(page.get_by_role("button", name="Finish the job")).to_be_visible(timeout=SOON_MS)
    page.get_by_label("Note").fill("<b>the cable</b> was wet")
    page.get_by_role("button", name="Keep the note").click()
    photo = {"name": "cable.png", "mimeType": "image/png", "buffer": PIXEL}
    page.get_by_label("Take a photo").set_input_files(photo)
    expect(page.get_by_text("1 photo waits")).to_be_visible(timeout=SOON_MS)
    page.get_by_role("button", name="Finish the job").click()
    page.get_by_label("What was it?").select_option("ground")
    page.get_by_label("It charged").check()
    page.get_by_label("What was done").fill("a new cable")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("link", name="Unsent (5)")).to_be_visible(timeout=SOON_MS)
    page.get_by_role("link", name="Unsent (5)").click()
    expect(page.get_by_role("listitem").filter(has_text="Finished")).to_be_visible()
    picture(page, "unsent")


def test_what_the_server_refuses_stays_with_its_reason_until_it_was_seen(
    product: Stack, tina: str, phone: tuple[Watched, Page]
) -> None:
    watched, page = phone
    job = _order(product, tina, 2)
    page.goto(f"{watched.base}/tech/jobs/{job['id']}")
    expect(page.get_by_role("button", name="Accept the job")).to_be_visible(timeout=SOON_MS)
    watched.context.set_offline(True)
    page.get_by_role("button", name="Accept the job").click()
    page.get_by_role("button", name="Set out").click()
    _post(product, f"/work-orders/{job['id']}/cancel", {"reason": "the owner repairs it"})
    watched.context.set_offline(False)
    refused = page.get_by_role("alert").filter(has_text="2 changes were refused")
    refused.get_by_role("link", name="Look").click(timeout=SOON_MS)
    rows = page.get_by_role("listitem").filter(has_text="Refused:")
    expect(rows).to_have_count(2)
    for left in (1, 0):
        page.get_by_role("button", name="Seen, take it off the list").first.click()
        expect(rows).to_have_count(left, timeout=SOON_MS)
    assert _steps(product, job) == []
    assert _state(product, job) == "cancelled"


def test_nobody_sees_the_jobs_of_others(
    product: Stack, tina: str, phone: tuple[Watched, Page]
) -> None:
    watched, page = phone
    _post(product, "/users", {"name": "tom", "password": PASSWORD, "role": "technician"})
    job = _order(product, "tom", 3)
    page.goto(f"{watched.base}/tech/jobs/{job['id']}")
    expect(page.get_by_role("heading", name="Job not found")).to_be_visible(timeout=SOON_MS)
    answer = page.request.get(f"{watched.base}/api/v1/work-orders/{job['id']}")
    assert (answer.status, tina in answer.text()) == (404, False)
