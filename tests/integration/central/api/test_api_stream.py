"""The stream: nothing lost, nothing twice, whatever happens to the line."""

import asyncio
from typing import Any

import httpx
import pytest

from central.services import stream as stream_module
from tests.integration.central.api.conftest import Api, Reading, read_events

pytestmark = pytest.mark.integration


def patch(n: int) -> dict[str, Any]:
    return {"id": "A", "load_kw": float(n)}


async def test_a_reader_gets_what_happens_from_its_cursor_on(api: Api) -> None:
    first = await api.emit("stations", "station.patch", patch(0))
    client, reading = api.client("viewer"), Reading()
    async with client.stream("GET", f"/stream?topics=stations&cursor={first}") as response:
        assert response.headers["content-type"].startswith("text/event-stream")

        async def write() -> None:
            for n in range(1, 4):
                await api.emit("stations", "station.patch", patch(n))

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(write())
            await read_events(response, reading, lambda r: len(r.of("station.patch")) == 3)
    assert reading.events[0][1] == "hb"
    assert reading.of("station.patch") == [patch(1), patch(2), patch(3)]
    assert reading.ids() == [first + 1, first + 2, first + 3]


async def test_a_line_that_is_cut_again_and_again_loses_nothing(api: Api) -> None:
    total = 120
    start = await api.emit("stations", "station.patch", patch(0))
    reading, cursor = Reading(), start

    async def write() -> None:
        for n in range(1, total + 1):
            await api.emit("stations", "station.patch", patch(n))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(write())
        while len(reading.ids()) < total:
            want = len(reading.ids()) + 17
            headers = {"Last-Event-ID": str(cursor)}
            async with api.client("viewer").stream(
                "GET", "/stream?topics=stations&cursor=0", headers=headers
            ) as response:
                await read_events(
                    response, reading, lambda r, w=want: len(r.ids()) >= min(w, total)
                )
            cursor = reading.ids()[-1]
    assert reading.ids() == list(range(start + 1, start + total + 1))


async def test_topics_that_nobody_asked_for_are_left_out(api: Api) -> None:
    start = await api.emit("stations", "station.patch", patch(0))
    await api.emit("audit", "audit.appended", {"id": 1})
    await api.emit("prices", "price.started", {"id": 2})
    reading = Reading()
    path = f"/stream?topics=prices&cursor={start}"
    async with api.client("viewer").stream("GET", path) as response:
        await read_events(response, reading, lambda r: r.of("price.started"))
    assert reading.of("audit.appended") == []


async def test_anybody_reads_public_keys_only(api: Api) -> None:
    start = await api.emit("stations", "station.patch", {"id": "A", "risk": {"value": 0.9}})
    await api.emit("stations", "station.patch", {"id": "B", "wait_min": 4.0, "temperature_c": 70.0})
    reading = Reading()
    async with api.client().stream("GET", f"/stream?topics=public&cursor={start - 1}") as response:
        await read_events(response, reading, lambda r: r.of("station.public"))
    assert reading.of("station.public") == [{"id": "B", "wait_min": 4.0}]


async def test_other_topics_need_a_session(api: Api) -> None:
    answer = await api.client().get("/stream?topics=public,stations")
    assert answer.status_code == 401


async def test_a_cursor_older_than_the_log_is_told_to_load_anew(api: Api) -> None:
    for n in range(3):
        await api.emit("stations", "station.patch", patch(n))
    async with api.units.write() as uow:
        later = api.clock.now().replace(hour=13)
        await uow.outbox.prune(later, 100)
        _, high = await uow.outbox.bounds()
        await uow.commit()
    for cursor in (0, high + 1000):
        reading = Reading()
        path = f"/stream?topics=stations&cursor={cursor}"
        async with api.client("viewer").stream("GET", path) as response:
            await read_events(response, reading, lambda r: r.of("reset"))
        assert reading.of("reset") == [{"cursor": high}]


async def test_rest_and_stream_meet_without_a_gap(api: Api) -> None:
    client = api.client("viewer")
    await api.emit("stations", "station.patch", patch(1))
    snapshot = await client.get("/stations")
    cursor = int(snapshot.headers["X-Stream-Cursor"])
    number = await api.emit("stations", "station.patch", patch(2))
    reading = Reading()
    async with client.stream("GET", f"/stream?topics=stations&cursor={cursor}") as response:
        await read_events(response, reading, lambda r: len(r.ids()) >= 1)
    assert reading.ids() == [number]


async def test_a_quiet_stream_beats(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HEARTBEAT_S", 0.1)
    reading = Reading()
    async with api.client().stream("GET", "/stream") as response:
        await read_events(response, reading, lambda r: len(r.of("hb")) >= 3)
    assert reading.of("hb")[0] == {"now": "2026-07-01T12:00:00.000Z"}


async def test_a_stream_ends_with_its_session(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HEARTBEAT_S", 0.1)
    client, reading = api.client("viewer"), Reading()
    async with client.stream("GET", "/stream?topics=stations") as response:
        await api.client("viewer").post("/auth/logout")
        await read_events(response, reading, lambda _: False)
    assert {kind for _, kind, _ in reading.events} == {"hb"}


async def test_a_reader_that_does_not_read_is_told_to_load_anew(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_module, "QUEUE_MAX", 3)
    start = await api.emit("stations", "station.patch", patch(0))
    events = api.parts.stream.listen(["stations"], start)
    assert (await anext(events)).type == "hb"
    first = asyncio.ensure_future(anext(events))
    await api.emit("stations", "station.patch", patch(1))
    assert (await first).type == "station.patch"
    async with api.units.write() as uow:
        for n in range(10):
            at = api.clock.now()
            await uow.outbox.append(at, "stations", "station.patch", "system", patch(n))
        await uow.commit()
    await asyncio.sleep(3 * stream_module.POLL_S)
    kinds = [event.type async for event in events]
    assert kinds[-1] == "reset"
    assert len(kinds) <= 4


async def test_line_breaks_in_data_do_not_break_the_frame(api: Api) -> None:
    start = await api.emit("stations", "station.patch", patch(0))
    strange = {"id": "A", "name": "a\nevent: hb\n\ndata: {}\u2028\r<b>"}
    await api.emit("stations", "station.patch", strange)
    reading = Reading()
    path = f"/stream?topics=stations&cursor={start}"
    async with api.client("viewer").stream("GET", path) as response:
        await read_lines(response, reading)
    assert reading.of("station.patch") == [strange]


async def read_lines(response: httpx.Response, reading: Reading) -> None:
    """As `read_events`, but cutting at LF only, as browsers do (httpx also cuts at U+2028)."""
    import json

    text = ""
    async with asyncio.timeout(10):
        async for piece in response.aiter_text():
            text += piece
            *blocks, text = text.split("\n\n")
            for block in blocks:
                fields = dict(line.split(": ", 1) for line in block.split("\n"))
                if "event" in fields:
                    number = int(fields["id"]) if "id" in fields else None
                    reading.events.append((number, fields["event"], json.loads(fields["data"])))
            if reading.of("station.patch"):
                return
