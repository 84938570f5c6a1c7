"""The registry over HTTP: signed bundles come in, go out to edges, are rolled out and back."""

import asyncio
import base64
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import numpy as np
import pytest

from central.adapters.model_archives import FolderModels, read_shipped, shipped_directory
from central.app.parts import ARTIFACTS
from central.cli.models import parse_models, run_models
from central.services.model_drift import DriftWatch
from central.services.models import offer_to
from contract.bundles import pack, unpack
from contract.features import FEATURE_COUNT, FEATURE_NAMES, FEATURE_SET_ID
from contract.ids import ChargePointId, EdgeId
from contract.messages import EdgeState, ModelDelivery, Telemetry
from contract.observations import FAULT_MODES
from models.signing import read_private_key, sign
from models.training.reference import reference_of
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.api.test_cli import run
from tests.unit.models.bundles import new_keys, variant

pytestmark = pytest.mark.integration


@pytest.fixture
def archive(api: Api, tmp_path: Path) -> bytes:
    """A bundle signed with the key that the API trusts."""
    return variant(tmp_path, "forest-2")


async def edge_says(api: Api, edge: str, model: str, step: str | None = None) -> None:
    state = EdgeState(edge=EdgeId(edge), online=True, birth=1, at=NOW, model=model)
    if step is not None:
        delivery = ModelDelivery(model="forest-2", step=step, detail="because")
        state = EdgeState(
            edge=EdgeId(edge), online=True, birth=1, at=NOW, model=model, delivery=delivery
        )
    async with api.units.write() as uow:
        await uow.telemetry.save_edge(state)
        await uow.commit()


async def upload(client: httpx.AsyncClient, archive: bytes) -> httpx.Response:
    return await client.post("/models", content=archive)


async def test_a_signed_bundle_comes_in_and_tells_of_itself(api: Api, archive: bytes) -> None:
    client = api.client("admin")
    answer = await upload(client, archive)
    assert answer.status_code == 201, answer.text
    assert answer.json() == {
        "id": "forest-2",
        "feature_set": FEATURE_SET_ID,
        "sha256": hashlib.sha256(archive).hexdigest(),
        "size_bytes": len(archive),
        "signer": "release",
        "uploaded_at": "2026-07-01T12:00:00.000Z",
        "uploaded_by": "admin-person",
        "state": "registered",
        "edges": 0,
    }
    again = await upload(client, archive)
    assert again.json() == answer.json()
    viewer = api.client("viewer")
    shown = (await viewer.get("/models/forest-2")).json()
    assert shown["manifest"]["id"] == "forest-2"
    assert shown["card"] == unpack(archive)["card.md"].decode()
    assert shown["figures"] == json.loads(unpack(archive)["card.json"])
    assert "secret" not in json.dumps(shown)
    assert [each["id"] for each in (await viewer.get("/models")).json()["items"]] == ["forest-2"]
    card = await viewer.get("/models/forest-2/files/card.md")
    assert card.text == shown["card"]
    assert "sandbox" in card.headers["Content-Security-Policy"]
    assert (await viewer.get("/models/forest-2/files/other.svg")).status_code == 404
    [entry] = (await viewer.get("/audit", params={"object_id": "forest-2"})).json()["items"]
    assert (entry["act"], entry["actor"]) == ("model.upload", "admin-person")


async def test_models_come_by_pages_newest_first_and_the_programs_own_last(
    api: Api, tmp_path: Path
) -> None:
    client = api.client("admin")
    directory = shipped_directory(ARTIFACTS)
    assert directory is not None
    shown = replace(api.parts.models, shipped=read_shipped(directory))
    object.__setattr__(api.parts, "models", shown)  # as `central.app.api` makes it
    for name in ("forest-b", "forest-a", "forest-c"):  # all at the same instant
        assert (await upload(client, variant(tmp_path, name))).is_success
    whole = [each["id"] for each in (await client.get("/models")).json()["items"]]
    assert whole == ["forest-a", "forest-b", "forest-c", directory.name]
    for limit in (1, 2, 3, 4):
        asked: dict[str, Any] = {"limit": limit}
        found = []
        while True:
            page = (await client.get("/models", params=asked)).json()
            assert 1 <= len(page["items"]) <= limit
            found += [each["id"] for each in page["items"]]
            if page["next_cursor"] is None:
                break
            asked["cursor"] = page["next_cursor"]
        assert found == whole
    for wrong in ({"limit": 0}, {"limit": 501}, {"cursor": "none"}):
        assert (await client.get("/models", params=wrong)).status_code == 422


@pytest.mark.parametrize("content", [None, b"no json", b"[1]"], ids=["none", "no JSON", "a list"])
async def test_a_bundle_whose_figures_cannot_be_read_has_none(
    api: Api, archive: bytes, tmp_path: Path, content: bytes | None
) -> None:
    client = api.client("admin")
    made = tmp_path / "other"
    made.mkdir()
    for name, each in unpack(archive).items():
        (made / name).write_bytes(each)
    if content is None:
        (made / "card.json").unlink()
    else:
        (made / "card.json").write_bytes(content)
    (made / "signature").unlink()
    signed = pack(sign(made, read_private_key(tmp_path / "release")))
    assert (await upload(client, signed)).is_success
    assert (await client.get("/models/forest-2")).json()["figures"] is None


async def test_what_is_no_bundle_of_ours_is_refused_with_the_reason(
    api: Api, archive: bytes, tmp_path: Path
) -> None:
    files = unpack(archive)
    unsigned = {name: content for name, content in files.items() if name != "signature"}
    refused = {
        "not the whole of one": archive[:-40],
        "it is no zip archive": b"",
        "risk.onnx: SHA-256": pack({**files, "risk.onnx": b"evil"}),
        "not signed": pack(unsigned),
        "signed by key": variant(stranger(tmp_path), "forest-2"),
        "feature set": variant(tmp_path, "old", feature_set="0" * 16),
        "id '../x' is not allowed": variant(tmp_path, "../x", directory="path"),
        "has not the hash": variant(tmp_path, "x", files={"risk.onnx": "0" * 64}),
    }
    client = api.client("admin")
    for reason, content in refused.items():
        answer = await upload(client, content)
        assert answer.status_code == 422, reason
        assert reason in answer.json()["detail"]
    assert (await client.get("/models")).json()["items"] == []


def stranger(folder: Path) -> Path:
    other = folder / "stranger"
    other.mkdir()
    new_keys(other)
    return other


async def test_another_bundle_cannot_take_an_id_that_is_given(
    api: Api, archive: bytes, tmp_path: Path
) -> None:
    client = api.client("admin")
    await upload(client, archive)
    other = tmp_path / "again"
    other.mkdir()
    (other / "release").write_bytes((tmp_path / "release").read_bytes())
    (other / "release").chmod(0o600)
    answer = await upload(client, variant(other, "forest-2", seed=99))
    assert answer.status_code == 409
    assert "another bundle has the id" in answer.json()["detail"]


async def test_an_edge_fetches_with_its_own_password_also_a_rest(api: Api, archive: bytes) -> None:
    await upload(api.client("admin"), archive)
    async with api.units.read() as uow:
        model = await uow.models.get("forest-2")
    assert model is not None
    offer = offer_to(model, "site-1", api.url)
    path = offer.url.removeprefix(f"{api.url}/api/v1")
    edge = api.client()
    got = await edge.get(path, auth=("site-1", offer.token))
    assert hashlib.sha256(got.content).hexdigest() == offer.sha256
    rest = await edge.get(path, auth=("site-1", offer.token), headers={"Range": "bytes=1000-"})
    assert rest.status_code == 206
    assert rest.content == archive[1000:]
    for auth in (("site-2", offer.token), ("site-1", "guess"), ("site-1", "gu\u00e9ss"), None):
        assert (await edge.get(path, auth=auth)).status_code == 401
    no_text = base64.b64encode(bytes([255])).decode()
    for header in ("Basic", "Basic !!", "Bearer x", f"Basic {no_text}"):
        answer = await edge.get(path, headers={"Authorization": header})
        assert answer.status_code == 401
    assert (await edge.get("/models/none/archive", auth=("a", "b"))).status_code == 401


async def test_a_model_is_rolled_out_to_a_share_then_to_all_and_back(
    api: Api, archive: bytes
) -> None:
    client = api.client("admin")
    await upload(client, archive)
    for number in range(40):
        await edge_says(api, f"edge-{number}", "forest-1")
    await edge_says(api, "edge-0", "forest-2", "probation")
    some = (await client.post("/models/forest-2/promote", json={"share_pct": 25})).json()
    assert (some["stable"], some["candidate"], some["share_pct"]) == (None, "forest-2", 25)
    wanting = {each["id"] for each in some["edges"] if each["wanted"] == "forest-2"}
    assert 3 <= len(wanting) <= 20
    first = next(each for each in some["edges"] if each["id"] == "edge-0")
    assert (first["model"], first["step"], first["detail"]) == ("forest-2", "probation", "because")
    everywhere = (await client.post("/models/forest-2/promote", json={"reason": "good"})).json()
    assert {each["wanted"] for each in everywhere["edges"]} == {"forest-2"}
    [model] = (await client.get("/models")).json()["items"]
    assert (model["state"], model["edges"]) == ("stable", 1)
    again = await client.post("/models/forest-2/promote", json={})
    assert again.status_code == 409
    back = (await client.post("/model-rollout/rollback", json={"reason": "alarms"})).json()
    assert {each["wanted"] for each in back["edges"]} == {None}
    over = await client.post("/model-rollout/rollback", json={})
    assert over.status_code == 409
    acts = (await client.get("/audit", params={"object_id": "forest-2"})).json()["items"]
    assert [(each["act"], each["reason"]) for each in acts] == [
        ("model.rollback", "alarms"),
        ("model.promote", "good"),
        ("model.promote", ""),
        ("model.upload", ""),
    ]
    assert (await client.post("/models/none/promote", json={})).status_code == 404


async def test_confirmed_causes_become_labels(api: Api) -> None:
    technician, viewer = api.client("technician"), api.client("viewer")
    found = {"charger": "A-1", "onset": "2026-07-01T09:30:00Z", "cause": "fan", "note": "dust"}
    answer = await technician.post("/feedback", json=found)
    assert answer.status_code == 201, answer.text
    assert answer.json()["actor"] == "technician-person"
    later = {"charger": "B-1", "onset": "2026-07-01T12:30:00+02:00", "cause": "none"}
    await technician.post("/feedback", json=later)
    assert (await viewer.post("/feedback", json=found)).status_code == 403
    [page] = (await viewer.get("/feedback", params={"charger": "A-1"})).json()["items"]
    assert (page["cause"], page["note"]) == ("fan", "dust")
    labels = await viewer.get("/feedback/labels")
    assert labels.headers["content-type"].startswith("text/csv")
    assert labels.text == (
        "charge_point,onset_at,cause\nA-1,2026-07-01T09:30:00.000Z,fan\nB-1,2026-07-01T10:30:00.000Z,none\n"
    )
    for mode in FAULT_MODES:
        assert (await technician.post("/feedback", json={**found, "cause": mode})).is_success
    [entry] = (await viewer.get("/audit", params={"object_id": "B-1"})).json()["items"]
    assert entry["act"] == "fault.confirm"


async def test_feedback_that_makes_no_sense_is_refused(api: Api) -> None:
    changed: tuple[tuple[dict[str, Any], int], ...] = (
        ({"charger": "nobody"}, 404),
        ({"cause": "gremlins"}, 422),
        ({"onset": "2026-07-01T09:30:00"}, 422),
        ({"note": "n" * 501}, 422),
        ({"more": 1}, 422),
    )
    client = api.client("operator")
    for changes, status in changed:
        found = {"charger": "A-1", "onset": "2026-07-01T09:30:00Z", "cause": "fan", **changes}
        assert (await client.post("/feedback", json=found)).status_code == status, changes
    assert (await client.get("/feedback")).json()["items"] == []


async def test_the_command_line_does_the_same(
    api: Api, archive: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "forest-2.zip"
    file.write_bytes(archive)
    await edge_says(api, "edge-7", "forest-1", "taken")

    async def models(*words: str) -> tuple[int, str, str]:
        given = parse_models(["--url", api.url, *words])
        status = await asyncio.to_thread(run_models, given, {"SNTRY_TOKEN": "token-admin"})
        said = capsys.readouterr()
        return status, said.out, said.err

    status, out, err = await models("upload", str(file))
    assert (status, out) == (0, "forest-2: in the registry, signed by release\n"), err
    _, out, _ = await models("promote", "forest-2", "--share", "10", "--reason", "try")
    assert json.loads(out) == {"stable": None, "candidate": "forest-2", "share_pct": 10}
    _, out, _ = await models("list")
    assert out.split("\t")[:2] == ["forest-2", "candidate"]
    _, out, _ = await models("status")
    assert out.splitlines()[1] == "edge-7\tonline\tforest-1\ttaken\tbecause"
    _, out, _ = await models("rollback")
    assert json.loads(out)["candidate"] is None
    assert (await models("labels"))[1] == "charge_point,onset_at,cause\n"
    assert (await models("drift", "forest-2"))[1].endswith(" vectors\n")
    assert "# " in (await models("show", "forest-2"))[1]
    status, _, err = await models("upload", str(tmp_path / "none"))
    assert (status, "none" in err) == (2, True)
    process = ("admin", "models", "--url", api.url, "promote", "forest-3")
    status, _, err = await run(*process, SNTRY_TOKEN="token-admin")
    assert (status, "404" in err) == (1, True)


async def test_drift_is_measured_on_the_telemetry_that_is_kept(api: Api, tmp_path: Path) -> None:
    client = api.client("admin")
    rng = np.random.default_rng(1)
    made = rng.normal(size=(2000, FEATURE_COUNT)).astype(np.float32)
    reference = msgspec.to_builtins(reference_of(made))
    await upload(client, variant(tmp_path, "forest-3", reference=reference))
    early = (await client.get("/models/forest-3/drift")).json()
    assert early["has_reference"]
    assert early["features"] == []
    made[:, 0] += 2.0
    rows = [
        (
            ChargePointId("A-1"),
            Telemetry(
                at=NOW + timedelta(seconds=10 * number),
                edge=EdgeId("e"),
                birth=1,
                sequence=number,
                features=row.tolist(),
            ),
        )
        for number, row in enumerate(made[:1500], start=1)
    ]
    async with api.units.write() as uow:
        await uow.telemetry.add_telemetry(rows)
        await uow.commit()
    found = (await api.client("viewer").get("/models/forest-3/drift")).json()
    assert found["vectors"] > 1000
    assert (found["features"][0]["feature"], found["features"][0]["level"]) == (
        FEATURE_NAMES[0],
        "drifted",
    )
    assert {each["level"] for each in found["features"][1:]} == {"stable", "calendar"}
    watch = DriftWatch(api.units, api.clock)
    await watch.look()
    assert await acts_on(client, "forest-3") == ["model.upload"]
    await client.post("/models/forest-3/promote", json={})
    await watch.look()
    await watch.look()
    assert await acts_on(client, "forest-3") == ["model.drift", "model.promote", "model.upload"]


async def test_a_bundle_without_a_reference_has_no_drift(api: Api, tmp_path: Path) -> None:
    client = api.client("admin")
    await upload(client, variant(tmp_path, "forest-2", reference={}))
    found = (await client.get("/models/forest-2/drift")).json()
    assert found == {"model": "forest-2", "vectors": 3, "has_reference": False, "features": []}


async def acts_on(client: httpx.AsyncClient, model: str) -> list[str]:
    entries = (await client.get("/audit", params={"object_id": model})).json()["items"]
    return [each["act"] for each in entries]


async def test_the_bundle_of_the_program_is_shown_and_is_never_offered(api: Api) -> None:
    directory = shipped_directory(ARTIFACTS)
    assert directory is not None
    registry = api.parts.models
    archives = FolderModels(Path("none"), directory)
    shown = replace(registry, shipped=read_shipped(directory), archives=archives)
    object.__setattr__(api.parts, "models", shown)  # as `central.app.api` makes it
    client = api.client("admin")
    [item] = (await client.get("/models")).json()["items"]
    assert (item["id"], item["state"], item["uploaded_at"]) == (directory.name, "stable", None)
    found = (await client.get(f"/models/{directory.name}")).json()
    assert found["card"] == (directory / "card.md").read_text()
    file = await client.get(f"/models/{directory.name}/files/manifest.json")
    assert file.json()["id"] == directory.name
    for path in ("..%2Fdefault", "%2Fetc%2Fpasswd", "none"):
        assert (await client.get(f"/models/{directory.name}/files/{path}")).status_code == 404
    refused = await client.post(f"/models/{directory.name}/promote", json={})
    assert refused.status_code == 409
    assert "comes with the edges' program" in refused.json()["detail"]
    archive = await client.get(f"/models/{directory.name}/archive", auth=("e", "t"))
    assert archive.status_code == 401


@pytest.mark.parametrize(
    "pointer", [pytest.param(None, id="no pointer"), "../elsewhere", "missing", "\ufffe"]
)
def test_a_pointer_to_no_bundle_shows_none(tmp_path: Path, pointer: str | None) -> None:
    if pointer is not None:
        (tmp_path / "default").write_text(pointer)
    assert shipped_directory(tmp_path) is None
    (tmp_path / "empty").mkdir()
    assert read_shipped(tmp_path / "empty") is None
