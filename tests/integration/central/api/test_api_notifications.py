"""Channels, preferences, the delivery log over REST: nobody sees a secret or a stranger's row."""

from typing import Any

import pytest

from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration

PASSWORD = "p4ss-w0rd"
MAIL = f"mailto://bob:{PASSWORD}@mail.example/?to=ada@net.example"
TECHNICIAN = "technician-person"


async def add(api: Api, kind: str = "mqtt", url: str = "", name: str = TECHNICIAN) -> Any:
    body = {"kind": kind, "secret_url": url}
    return await api.client("admin").post(f"/users/{name}/notification-channels", json=body)


async def test_a_mail_channel_is_shown_without_its_password(api: Api) -> None:
    made = await add(api, "apprise", MAIL)
    assert made.status_code == 201, made.text
    listed = await api.client("admin").get("/notification-channels")
    rows = await api.client("admin").get("/audit")
    for answer in (made, listed, rows):
        assert PASSWORD not in answer.text
    assert made.json()["shown"].startswith("mailto")
    assert made.json()["secret"] is None
    assert "channel.added" in {each["act"] for each in rows.json()["items"]}
    async with api.units.read() as uow:
        [channel] = await uow.notifications.channels()
    assert channel.address == MAIL


async def test_a_webhooks_secret_is_shown_once_and_its_path_never(api: Api) -> None:
    made = (await add(api, "webhook", "https://hooks.example/T0/very-secret")).json()
    assert made["secret"].startswith("whsec_")
    assert made["shown"] == "https://hooks.example/..."
    listed = (await api.client("operator").get("/notification-channels")).text
    assert made["secret"] not in listed
    assert "very-secret" not in listed


WRONG_ADDRESSES = {
    "lacks something": ("apprise", f"mailto://{PASSWORD}"),
    "no such service": ("apprise", f"nosuch://{PASSWORD}@host"),
    "no URL": ("apprise", ""),
    "credentials": ("webhook", f"https://user:{PASSWORD}@host/"),
    "another scheme": ("webhook", f"ftp://host/{PASSWORD}"),
    "no host": ("webhook", f"http://[{PASSWORD}"),
    "an address where there is none": ("mqtt", f"mqtt://{PASSWORD}"),
    "too long": ("apprise", PASSWORD * 300),
}


async def test_a_wrong_address_is_refused_without_being_repeated(api: Api) -> None:
    for what, (kind, url) in WRONG_ADDRESSES.items():
        answer = await add(api, kind, url)
        assert answer.status_code == 422, what
        assert answer.json()["errors"][0]["field"] == "secret_url"
        assert PASSWORD not in answer.text


async def test_a_channel_for_nobody_is_refused(api: Api) -> None:
    assert (await add(api, name="nobody")).status_code == 404


async def test_a_test_goes_into_the_outbox_and_is_seen_in_the_log(api: Api) -> None:
    channel = (await add(api)).json()["id"]
    own = api.client("technician")
    sent = await own.post(f"/notification-channels/{channel}/test")
    assert sent.status_code == 202
    assert sent.json()["state"] == "waiting"
    listed = (await own.get("/notifications")).json()["items"]
    assert [each["id"] for each in listed] == [sent.json()["id"]]
    detail = (await own.get(f"/notifications/{sent.json()['id']}")).json()
    assert (detail["title"], detail["log"]) == ("Test of Sntry", [])
    assert (await own.get("/notifications?state=sent")).json()["items"] == []


async def test_a_person_sees_the_own_channels_and_messages_only(api: Api) -> None:
    theirs = (await add(api, name="operator-person")).json()["id"]
    message = (await api.client("operator").post(f"/notification-channels/{theirs}/test")).json()
    own = api.client("technician")
    assert (await own.get("/notifications")).json()["items"] == []
    assert (await own.get("/notification-channels")).json()["items"] == []
    assert (await own.get(f"/notifications/{message['id']}")).status_code == 404
    assert (await own.get("/notifications?person=operator-person")).status_code == 403
    assert (await own.post(f"/notification-channels/{theirs}/test")).status_code == 404
    assert len((await api.client("operator").get("/notifications")).json()["items"]) == 1


async def test_the_log_comes_by_pages(api: Api) -> None:
    channel = (await add(api)).json()["id"]
    client = api.client("admin")
    made = [
        (await client.post(f"/notification-channels/{channel}/test")).json()["id"] for _ in "abc"
    ]
    first = (await client.get("/notifications?limit=2")).json()
    second = (await client.get(f"/notifications?limit=2&cursor={first['next_cursor']}")).json()
    assert [each["id"] for each in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None


async def test_a_channel_can_be_deleted_and_goes_with_its_person(api: Api) -> None:
    channel = (await add(api)).json()["id"]
    client = api.client("admin")
    assert (await client.delete(f"/notification-channels/{channel}")).status_code == 204
    assert (await client.delete(f"/notification-channels/{channel}")).status_code == 404
    await add(api)
    assert (await client.delete(f"/users/{TECHNICIAN}")).status_code == 204
    async with api.units.read() as uow:
        assert await uow.notifications.channels() == []


async def test_a_person_sets_the_own_preferences_and_an_admin_all(api: Api) -> None:
    path = f"/users/{TECHNICIAN}/notification-preferences"
    own = api.client("technician")
    before = await own.get(path)
    assert before.json()["severity_min"] == "high"
    wanted = {
        "zone": "America/Phoenix",
        "quiet_start": "22:00",
        "quiet_end": "06:30",
        "severity_min": "critical",
        "muted": ["digest"],
        "digest_at": None,
    }
    tag = {"If-Match": before.headers["etag"]}
    assert (await own.put(path, json=wanted, headers=tag)).json() == wanted
    assert (await own.put(path, json=wanted, headers=tag)).status_code == 412
    assert (await api.client("admin").get(path)).json() == wanted
    other = "/users/operator-person/notification-preferences"
    assert (await own.put(other, json=wanted)).status_code == 404
    assert (await own.get(other)).status_code == 404
    assert (await api.client("admin").put(other, json=wanted)).status_code == 200


WRONG_PREFERENCES: dict[str, Any] = {
    "zone": "Mars/Olympus",
    "quiet_start": "24:00",
    "digest_at": "7",
    "severity_min": "worst",
    "muted": ["everything"],
    "surprise": 1,
}


async def test_a_wrong_preference_is_named(api: Api) -> None:
    path = f"/users/{TECHNICIAN}/notification-preferences"
    own = api.client("technician")
    for field, value in WRONG_PREFERENCES.items():
        body = {"quiet_start": "22:00", "quiet_end": "06:00", field: value}
        answer = await own.put(path, json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"].startswith(field)
    half = await own.put(path, json={"quiet_start": "22:00"})
    assert half.status_code == 422
    assert "both or none" in half.text
