"""Model bundles: the registry, the roll-out, and the door for edges that fetch one."""

import base64
import binascii
import hmac
from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import FileResponse, Response

from central.api.deps import Admin, ApiParts, Parts, Reader
from central.api.model_bodies import (
    DriftOut,
    ModelDetailOut,
    ModelOut,
    ModelPage,
    PromoteIn,
    RollbackIn,
    RolloutOut,
    model_item,
    rollout_item,
)
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.core.rollout import Rollout
from central.services import model_drift, models
from central.services.model_records import EdgeModel, Model
from central.services.models import read_rollout

router = APIRouter(tags=["models"])

ModelId = Annotated[str, Path(min_length=1, max_length=60)]
_TYPES: Final = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
}
_INERT: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture of a card may hold a script: it does not run here."""


@router.get("/models", response_model=ModelPage)
async def list_models(
    parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Bundles in the registry, newest first; at last the one that edges come with."""
    after = read_cursor("models", cursor)
    found = await models.models_page(parts.models, limit + 1, after)
    rollout, edges = await _standing(parts)
    more = len(found) > limit
    return {
        "items": [model_item(each, rollout, edges) for each in found[:limit]],
        "next_cursor": next_cursor("models", found[limit - 1].id) if more else None,
    }


@router.post("/models", status_code=201, response_model=ModelOut)
async def upload_model(parts: Parts, person: Admin, request: Request) -> dict[str, Any]:
    """Take a signed bundle: the body is its zip archive. Edges hear of it when it is promoted."""
    model = await models.upload(parts.models, person.actor, request.stream())
    return model_item(model, *await _standing(parts))


@router.get("/models/{model_id}", response_model=ModelDetailOut)
async def get_model(model_id: ModelId, parts: Parts, _: Reader) -> dict[str, Any]:
    """One bundle, with its manifest, its card and the figures of the card."""
    model = await models.existing(parts.models, model_id)
    item = model_item(model, *await _standing(parts))
    figures = await models.figures_of(parts.models, model)
    return {**item, "manifest": model.manifest, "card": model.card, "figures": figures}


@router.get("/models/{model_id}/files/{name}", response_class=Response)
async def get_model_file(
    model_id: ModelId, name: Annotated[str, Path(max_length=80)], parts: Parts, _: Reader
) -> Response:
    """One file of a bundle, for example a picture of its card."""
    model = await models.existing(parts.models, model_id)
    content = await parts.models.archives.file(model.id, name)
    if content is None:
        raise HTTPException(404, f"model {model_id} has no file {name!r}")
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    headers = {"Content-Security-Policy": _INERT, "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=kind, headers=headers)


@router.get("/models/{model_id}/archive", response_class=FileResponse)
async def get_model_archive(model_id: ModelId, parts: Parts, request: Request) -> FileResponse:
    """For edges: the archive, also a range of it. Name and password come with the offer."""
    async with parts.uows.read() as uow:
        model = await uow.models.get(model_id)
    if model is None or not _may_fetch(model, request.headers.get("authorization", "")):
        challenge = {"WWW-Authenticate": 'Basic realm="models"'}
        raise HTTPException(401, "name and password of the edge's offer are needed", challenge)
    return FileResponse(parts.models.archives.path(model.id), media_type="application/zip")


@router.get("/models/{model_id}/drift", response_model=DriftOut)
async def get_model_drift(model_id: ModelId, parts: Parts, _: Reader) -> dict[str, Any]:
    """How far live features have moved from what this bundle was made from (PSI)."""
    model = await models.existing(parts.models, model_id)
    found, count = await model_drift.drift_against(parts.uows, model)
    return {
        "model": model.id,
        "vectors": count,
        "has_reference": bool(model_drift.reference_in(model.manifest)),
        "features": [asdict(each) for each in found],
    }


@router.post("/models/{model_id}/promote", response_model=RolloutOut)
async def promote_model(
    model_id: ModelId, body: PromoteIn, parts: Parts, person: Admin
) -> dict[str, Any]:
    """Offer a bundle to all edges, or to a share of them first."""
    registry = parts.models
    await models.promote(registry, person.actor, model_id, body.share_pct, body.reason)
    return rollout_item(*await _standing(parts))


@router.get("/model-rollout", response_model=RolloutOut)
async def get_model_rollout(parts: Parts, _: Reader) -> dict[str, Any]:
    """What is rolled out, and how far each edge is."""
    return rollout_item(*await _standing(parts))


@router.post("/model-rollout/rollback", response_model=RolloutOut)
async def roll_back_models(body: RollbackIn, parts: Parts, person: Admin) -> dict[str, Any]:
    """Take the last roll-out back; edges return to what they ran before, at once."""
    await models.roll_back(parts.models, person.actor, body.reason)
    return rollout_item(*await _standing(parts))


async def _standing(parts: ApiParts) -> tuple[Rollout, list[EdgeModel]]:
    async with parts.uows.read() as uow:
        return await read_rollout(uow) or Rollout(), list(await uow.models.edges())


def _may_fetch(model: Model, authorization: str) -> bool:
    scheme, _, encoded = authorization.partition(" ")
    try:
        edge, _, shown = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return False
    expected = models.password_of(model, edge)
    return scheme.lower() == "basic" and hmac.compare_digest(shown.encode(), expected.encode())
