"""Use cases of model bundles: take them in, roll them out to edges and back, hand them out.

A bundle is taken when a trusted key signed it and it is for our features; it goes to an edge when a
person promotes it. The edge checks it once more and tries it out before it uses it (ADR 24, 25).
"""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from central.core import rollout as plans
from central.core.rollout import Rollout
from central.services.errors import LocalError
from central.services.model_records import Model
from central.services.model_store import ModelArchives
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.people import Actor
from central.services.unit_of_work import UnitOfWork
from contract.bundles import (
    CARD,
    FIGURES,
    MANIFEST,
    MAX_BYTES,
    BundleRefusedError,
    Keys,
    Summary,
    Verify,
    check_signature,
    hashes_of,
    read_summary,
    unpack,
)
from contract.features import FEATURE_SET_ID
from contract.messages import ModelOffer

KEY: Final = "models.rollout"


class ModelRefusedError(LocalError):
    """An upload is no bundle that may be used; says why."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Ports of these use cases; one a process."""

    orders: Orders
    archives: ModelArchives
    keys: Keys
    verify: Verify
    public_url: str
    """Where edges reach the API; no slash at its end."""
    shipped: Model | None = None
    """The bundle that comes with the edges' program; it is never offered."""


async def upload(registry: Registry, actor: Actor, chunks: AsyncIterator[bytes]) -> Model:
    """Take a bundle into the registry; the same one again is no error.

    Raises:
        NotNowError: no keys are trusted, or another bundle has this id.
        ModelRefusedError: it is refused; says why.
    """
    if not registry.keys:
        raise NotNowError("no trusted keys are set: SNTRY_CENTRAL_MODEL_KEYS_FILE names them")
    archive = await _read(chunks)
    try:
        model = await asyncio.to_thread(_checked, registry, actor, archive)
    except BundleRefusedError as err:
        raise ModelRefusedError(str(err)) from err
    async with registry.orders.units.read() as uow:
        there = await uow.models.get(model.id)
    if there is not None:
        if there.digest != model.digest:
            raise NotNowError(f"another bundle has the id {model.id} already")
        return there
    await registry.archives.keep(model.id, archive)
    async with registry.orders.units.write() as uow:
        await uow.models.add(model)
        after = {"id": model.id, "digest": model.digest, "signer": model.signer}
        await registry.orders.note_on(uow, actor, "model.upload", ("model", model.id), after)
        await uow.commit()
    return model


async def promote(
    registry: Registry, actor: Actor, model_id: str, share_pct: int, reason: str
) -> Rollout:
    """Give a model to a share of the edges, or to all of them.

    Raises:
        NotFoundError: no such model.
        NotNowError: it makes no sense now.
    """
    async with registry.orders.units.write() as uow:
        if await uow.models.get(model_id) is None:
            if registry.shipped is not None and registry.shipped.id == model_id:
                raise NotNowError(f"{model_id} comes with the edges' program: roll back to it")
            raise NotFoundError("model", model_id)
        before = await read_rollout(uow) or Rollout()
        try:
            after = plans.promoted(before, model_id, share_pct)
        except plans.RolloutError as err:
            raise NotNowError(str(err)) from err
        await _change(registry, uow, actor, ("model.promote", model_id), after, reason)
        await uow.commit()
    return after


async def roll_back(registry: Registry, actor: Actor, reason: str) -> Rollout:
    """Take the last roll-out back; the edges it reached go back at once.

    Raises:
        NotNowError: nothing was rolled out.
    """
    async with registry.orders.units.write() as uow:
        before = await read_rollout(uow) or Rollout()
        try:
            after = plans.rolled_back(before)
        except plans.RolloutError as err:
            raise NotNowError(str(err)) from err
        taken = before.candidate or before.stable or ""
        await _change(registry, uow, actor, ("model.rollback", taken), after, reason)
        await uow.commit()
    return after


async def existing(registry: Registry, model_id: str) -> Model:
    """One model, also the one that comes with the program.

    Raises:
        NotFoundError: no such model.
    """
    async with registry.orders.units.read() as uow:
        model = await uow.models.get(model_id)
    if model is not None:
        return model
    if registry.shipped is not None and registry.shipped.id == model_id:
        return registry.shipped
    raise NotFoundError("model", model_id)


async def models_page(registry: Registry, limit: int, after: str | None) -> list[Model]:
    """At most `limit` models, newest first, from behind the one with the id `after`.

    At last the one that comes with the program.
    """
    shipped = registry.shipped
    async with registry.orders.units.read() as uow:
        found = list(await uow.models.page(limit, after))
        if shipped is None or len(found) == limit or await uow.models.get(shipped.id) is not None:
            return found
    return [*found, shipped]


async def figures_of(registry: Registry, model: Model) -> dict[str, Any] | None:
    """Figures of a model's card; None where the bundle has none that can be read."""
    content = await registry.archives.file(model.id, FIGURES)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return None


async def read_rollout(uow: UnitOfWork) -> Rollout | None:
    """What is rolled out; None = nothing ever was."""
    kept = await uow.settings.get(KEY)
    return None if kept is None else plans.from_json(kept)


def password_of(model: Model, edge: str) -> str:
    """What an edge shows for the archive: good for this edge and this model alone."""
    return hmac.new(model.secret.encode(), edge.encode(), hashlib.sha256).hexdigest()


def offer_to(model: Model | None, edge: str, public_url: str) -> ModelOffer:
    """What an edge is told; no model = the bundle of its program."""
    if model is None:
        return ModelOffer(model=None)
    return ModelOffer(
        model=model.id,
        sha256=model.digest,
        size_bytes=model.size_bytes,
        url=f"{public_url}/api/v1/models/{model.id}/archive",
        token=password_of(model, edge),
    )


async def _change(
    registry: Registry,
    uow: UnitOfWork,
    actor: Actor,
    act: tuple[str, str],
    after: Rollout,
    reason: str,
) -> None:
    name, model_id = act
    kept = plans.as_json(after)
    await uow.settings.put(KEY, kept)
    await registry.orders.note_on(uow, actor, name, ("model", model_id), kept, reason=reason)


async def _read(chunks: AsyncIterator[bytes]) -> bytes:
    archive = bytearray()
    async for chunk in chunks:
        archive += chunk
        if len(archive) > MAX_BYTES:
            raise ModelRefusedError(f"more than {MAX_BYTES} bytes are not allowed")
    return bytes(archive)


def _checked(registry: Registry, actor: Actor, archive: bytes) -> Model:
    contents = unpack(archive)
    signer = check_signature(contents, registry.keys, registry.verify)
    if MANIFEST not in contents:
        raise BundleRefusedError(f"{MANIFEST} is missing")
    summary = read_summary(contents[MANIFEST])
    _check_files(summary, contents)
    if summary.feature_set != FEATURE_SET_ID:
        raise BundleRefusedError(
            f"feature set {summary.feature_set[:40]!r} is not ours, {FEATURE_SET_ID!r}"
        )
    manifest: dict[str, Any] = msgspec.json.decode(contents[MANIFEST])
    return Model(
        id=summary.id,
        feature_set=summary.feature_set,
        digest=hashlib.sha256(archive).hexdigest(),
        size_bytes=len(archive),
        signer=signer.name[:80],
        secret=registry.orders.ids.new() + registry.orders.ids.new()[:28],
        manifest=manifest,
        card=contents.get(CARD, b"").decode("utf-8", "replace"),
        uploaded_at=registry.orders.clock.now(),
        uploaded_by=actor.name,
    )


def _check_files(summary: Summary, contents: dict[str, bytes]) -> None:
    found = hashes_of(contents)
    for name, digest in summary.files.items():
        if found.get(name) != digest:
            raise BundleRefusedError(f"{name} has not the hash that {MANIFEST} names")
