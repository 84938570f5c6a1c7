"""Bundles offered over a real broker, fetched over HTTP, tried by a real edge, taken or not."""

import asyncio
import base64
import hashlib
import http.server
import json
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiomqtt
import pytest
from typing_extensions import override

from contract.bundles import pack, unpack
from contract.ids import EdgeId
from contract.messages import EdgeState, ModelOffer, decode, encode
from contract.topics import edge_model_topic, edge_state_topic
from edge_agent.adapters.shelf import FOLDER
from edge_agent.adapters.status_page import ask_status
from edge_agent.config import load_settings
from edge_agent.core.errors import LocalError
from edge_agent.core.status import delivery_words
from launcher.broker import BrokerInfo
from models.scoring import default_bundle
from tests.integration.edge_agent.conftest import RunningEdge, running
from tests.integration.edge_agent.peers import plug_in
from tests.integration.edge_agent.test_mqtt import client_of
from tests.unit.models.bundles import new_keys, variant

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]
Until = Callable[..., Awaitable[None]]
SettingsOf = Callable[..., dict[str, str]]
OURS = default_bundle().name
FAST = '{"factor": 10, "epoch": "2026-07-01T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"}'


class Shop(http.server.ThreadingHTTPServer):
    """Gives out one archive, in ranges; can break off in the middle."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.archive = b""
        self.breaks_at: int | None = None
        self.asked: list[tuple[str | None, str | None]] = []

    def offer(self, model: str, **changes: Any) -> ModelOffer:
        digest = hashlib.sha256(self.archive).hexdigest()
        given = {
            "model": model,
            "sha256": digest,
            "size_bytes": len(self.archive),
            "url": f"http://127.0.0.1:{self.server_address[1]}/archive",
            "token": "s3cret",
        }
        return ModelOffer(**{**given, **changes})


class _Counter(http.server.BaseHTTPRequestHandler):
    server: Shop

    def do_GET(self) -> None:
        if "Authorization" not in self.headers:  # a stranger who looks for another port of his
            self.send_error(401)
            return
        asked_range = self.headers.get("Range")
        self.server.asked.append((asked_range, self.headers.get("Authorization")))
        whole = self.server.archive
        first = int(asked_range.removeprefix("bytes=").removesuffix("-")) if asked_range else 0
        self.send_response(206 if asked_range else 200)
        if asked_range:
            self.send_header("Content-Range", f"bytes {first}-{len(whole) - 1}/{len(whole)}")
        self.send_header("Content-Length", str(len(whole) - first))
        self.end_headers()
        broken_at, self.server.breaks_at = self.server.breaks_at, None
        self.wfile.write(whole[first:broken_at])
        self.close_connection = True

    @override
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def shop() -> Iterator[Shop]:
    server = Shop()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def good(keys: Path) -> bytes:
    return variant(keys.parent, "forest-good")


@asynccontextmanager
async def site(environment: dict[str, str]) -> AsyncIterator[RunningEdge]:
    """An edge with a charger, so that there is something to score."""
    async with running(load_settings(environment)) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification", '{"chargePointVendor":"V","chargePointModel":"M"}')
        yield edge
        await charger.socket.close()


async def tell(broker: BrokerInfo, edge_id: str, message: bytes) -> None:
    async with client_of(broker.url) as client:
        await client.publish(edge_model_topic(EdgeId(edge_id)), message, qos=1, retain=True)


def step_of(edge: RunningEdge) -> str:
    state = edge.app._delivery.state
    return "" if state is None else f"{state.model} {state.step}: {state.detail}"


def model_of(edge: RunningEdge) -> str:
    return edge.app._scoring._scorer.manifest.id


async def presence_of(broker: BrokerInfo, edge_id: str) -> EdgeState:
    """What central would read of the edge now."""
    async with client_of(broker.url) as client:
        await client.subscribe(edge_state_topic(EdgeId(edge_id)), qos=1)
        message: aiomqtt.Message = await anext(aiter(client.messages))
        assert isinstance(message.payload, bytes)
        return decode(message.payload, EdgeState)


async def test_a_signed_bundle_is_tried_beside_the_old_one_and_taken(
    settings_of: SettingsOf, broker: BrokerInfo, shop: Shop, keys: Path, good: bytes, until: Until
) -> None:
    settings = settings_of(model_keys_file=keys, model_probation_s=22, clock=FAST)
    async with site(settings) as edge:
        shop.archive, shop.breaks_at = good, 300_000
        await tell(broker, edge.edge_id, encode(shop.offer("forest-good")))
        await until(lambda: "probation" in step_of(edge), "it is on trial", 40.0)
        assert model_of(edge) == OURS
        trial = await presence_of(broker, edge.edge_id)
        assert trial.delivery
        assert (trial.model, trial.delivery.step) == (OURS, "probation")
        await until(lambda: model_of(edge) == "forest-good", "it is in force", 40.0)
        who = f"Basic {base64.b64encode(f'{edge.edge_id}:s3cret'.encode()).decode()}"
        assert shop.asked == [(None, who), ("bytes=300000-", who)]
        assert step_of(edge).startswith("forest-good taken: ")
        assert "mean difference 0.000" in step_of(edge)
        status = await asyncio.to_thread(ask_status, Path(settings["SNTRY_EDGE_DATA_DIR"]))
        assert status.model == "forest-good"
        assert status.delivery == delivery_words(edge.app._delivery.state)
        told = await presence_of(broker, edge.edge_id)
        assert told.model == "forest-good"
    async with running(load_settings(settings)) as again:
        assert model_of(again) == "forest-good"
        await tell(broker, again.edge_id, encode(ModelOffer(model=None)))
        await until(lambda: again.app._shelf.scorer.manifest.id == OURS, "it is home again")


async def test_a_bundle_that_is_not_right_is_refused_with_the_reason_and_the_old_one_goes_on(
    settings_of: SettingsOf,
    broker: BrokerInfo,
    shop: Shop,
    keys: Path,
    good: bytes,
    until: Until,
    tmp_path: Path,
) -> None:
    new_keys(tmp_path)
    bundles = {
        "not the whole": good[: len(good) // 2],
        "no zip archive": b"<html>Log in first</html>",
        "risk.onnx: SHA-256": pack({**unpack(good), "risk.onnx": b"evil"}),
        "signed by key": variant(tmp_path, "strange"),
        "feature set": variant(keys.parent, "other-features", feature_set="0" * 16),
        "is not any, as was offered": variant(keys.parent, "another-id"),
    }
    async with site(settings_of(model_keys_file=keys)) as edge:
        for reason, archive in bundles.items():
            shop.archive = archive
            await tell(broker, edge.edge_id, encode(shop.offer("any")))
            await until(lambda words=reason: words in step_of(edge), f"refused: {reason}", 40.0)
            assert step_of(edge).startswith("any refused: ")
            assert model_of(edge) == OURS
        await until(lambda: edge.app._scoring.scored == 1, "the charger is scored")
        told = await presence_of(broker, edge.edge_id)
        assert told.delivery
        assert (told.model, told.delivery.step) == (OURS, "refused")


async def test_a_bundle_that_cries_wolf_fails_its_trial(
    settings_of: SettingsOf, broker: BrokerInfo, shop: Shop, keys: Path, until: Until
) -> None:
    shop.archive = variant(keys.parent, "wolf", risk=0.9)
    settings = settings_of(model_keys_file=keys, model_probation_s=5, clock=FAST)
    async with site(settings) as edge:
        await tell(broker, edge.edge_id, encode(shop.offer("wolf")))
        await until(lambda: "wolf refused" in step_of(edge), "it fails", 60.0)
        assert "alarms" in step_of(edge)
        assert model_of(edge) == OURS
    async with running(load_settings(settings)) as again:  # the offer is retained
        await until(lambda: "wolf refused" in step_of(again), "it is still refused")
        assert len(shop.asked) == 1


async def test_a_bundle_that_breaks_in_force_gives_way_to_the_old_one(
    settings_of: SettingsOf, broker: BrokerInfo, shop: Shop, keys: Path, until: Until
) -> None:
    shop.archive = variant(keys.parent, "brittle", risk=0.01)
    settings = settings_of(model_keys_file=keys, model_probation_s=1, clock=FAST)
    async with running(load_settings(settings)) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await tell(broker, edge.edge_id, encode(shop.offer("brittle")))
        await until(lambda: model_of(edge) == "brittle", "it passed its trial", 60.0)
        value = {"value": "85", "measurand": "Temperature", "unit": "Celsius"}
        at = edge.app._clock.now().at.isoformat().replace("+00:00", "Z")
        reading = {"connectorId": 1, "meterValue": [{"timestamp": at, "sampledValue": [value]}]}
        await charger.ask("MeterValues", json.dumps(reading))
        await until(lambda: "brittle rolled_back" in step_of(edge), "it gave way")
        assert "no number" in step_of(edge)
        await until(lambda: model_of(edge) == OURS, "the old one scores")
        await charger.socket.close()
    async with running(load_settings(settings)) as again:
        assert model_of(again) == OURS
        await until(lambda: "brittle refused" in step_of(again), "it is not tried again")
        assert len(shop.asked) == 1


async def test_an_offer_that_makes_no_sense_is_refused(
    settings_of: SettingsOf, broker: BrokerInfo, shop: Shop, keys: Path, until: Until
) -> None:
    offers: dict[str, dict[str, Any]] = {
        "http:// or https://": {"url": "file:///etc/passwd"},
        "no address": {"url": "http://h:99999/"},
        "X: y' is not allowed": {"url": "http://h/\r\nX: y"},
        "bytes are not allowed": {"size_bytes": 2**30},
        "64 hexadecimal digits": {"sha256": "../../x"},
    }
    async with running(load_settings(settings_of(model_keys_file=keys))) as edge:
        shop.archive = b"x"
        for reason, changes in offers.items():
            await tell(broker, edge.edge_id, encode(shop.offer("any", **changes)))
            await until(lambda words=reason: words in step_of(edge), f"refused: {reason}")
        assert shop.asked == []
        await tell(broker, edge.edge_id, b'{"model":5}')
        await until(lambda: edge.app._tally.counts["bad_model_offer"], "it is counted")
        await tell(broker, edge.edge_id, b"")


async def test_without_trusted_keys_nothing_is_taken(
    settings_of: SettingsOf, broker: BrokerInfo, shop: Shop, until: Until
) -> None:
    async with running(load_settings(settings_of())) as edge:
        shop.archive = b"x"
        await tell(broker, edge.edge_id, encode(shop.offer("any")))
        await until(lambda: "no trusted keys" in step_of(edge), "it is refused")
        assert shop.asked == []


async def test_a_file_of_keys_that_cannot_be_used_is_named(
    settings_of: SettingsOf, tmp_path: Path
) -> None:
    (tmp_path / "keys").write_text("no key")
    with pytest.raises(LocalError, match="model_keys_file"):
        async with running(load_settings(settings_of(model_keys_file=tmp_path / "keys"))):
            pass


async def test_a_shop_that_is_closed_is_asked_again(
    settings_of: SettingsOf, broker: BrokerInfo, shop: Shop, keys: Path, good: bytes, until: Until
) -> None:
    shop.archive = good
    offer = shop.offer("forest-good")
    shop.archive = good[:-1] + b"?"  # what comes is not what was offered
    async with running(load_settings(settings_of(model_keys_file=keys))) as edge:
        await tell(broker, edge.edge_id, encode(offer))
        await until(lambda: "fetching: not yet" in step_of(edge), "the hash is wrong")
        shop.archive = good
        await until(lambda: "probation" in step_of(edge), "it came", 60.0)


async def test_a_killed_edge_goes_on_with_the_delivery(
    settings_of: SettingsOf,
    broker: BrokerInfo,
    shop: Shop,
    keys: Path,
    good: bytes,
    until: Until,
    tmp_path: Path,
) -> None:
    settings = settings_of(model_keys_file=keys, status_port=0)
    edge_id = settings["SNTRY_EDGE_EDGE_ID"]
    shop.archive, shop.breaks_at = good, 500_000
    await tell(broker, edge_id, encode(shop.offer("forest-good")))
    slots = tmp_path / "edge" / FOLDER / "slots.json"

    def on_trial() -> bool:
        return slots.is_file() and json.loads(slots.read_bytes())["trial"] is not None

    for condition, what in (
        (lambda: shop.asked, "it was asked for"),
        (on_trial, "it is on trial"),
    ):
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "edge_agent", env={**os.environ, **settings},
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            await until(condition, what, 40.0)
        finally:
            child.send_signal(signal.SIGKILL)
            await child.wait()
    async with running(load_settings(settings)) as edge:
        assert model_of(edge) == OURS
        await until(lambda: "probation" in step_of(edge), "the trial goes on")
        assert edge.app._shelf.slots.trial is not None
        assert edge.app._shelf.slots.trial.starts == 1
