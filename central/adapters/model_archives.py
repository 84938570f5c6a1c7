"""Archives of model bundles in one folder, and whose signatures on them count."""

import asyncio
import os
from pathlib import Path

import msgspec
import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central.services.model_records import Model
from contract.bundles import (
    CARD,
    MANIFEST,
    BundleRefusedError,
    TrustedKey,
    parse_keys,
    read_summary,
    unpack,
)

log = structlog.get_logger(__name__)


class FolderModels:
    """Implements `central.services.model_store.ModelArchives`; ids were checked and are safe.

    Args:
        folder: where archives lie.
        shipped: directory of the bundle that comes with the program.
    """

    def __init__(self, folder: Path, shipped: Path | None = None) -> None:
        self._folder = folder
        self._shipped = shipped

    def path(self, model_id: str) -> Path:
        """Where an archive lies once it is kept."""
        return self._folder / f"{model_id}.zip"

    async def keep(self, model_id: str, archive: bytes) -> None:
        """Write one, whole or not at all."""
        await asyncio.to_thread(self._keep, self.path(model_id), archive)

    async def file(self, model_id: str, name: str) -> bytes | None:
        """One file of a kept archive; None where it has no such file."""
        return await asyncio.to_thread(self._file, model_id, name)

    def _keep(self, path: Path, archive: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".part")
        with fresh.open("wb") as file:
            file.write(archive)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    def _file(self, model_id: str, name: str) -> bytes | None:
        path = self.path(model_id)
        if path.is_file():
            return unpack(path.read_bytes()).get(name)
        if self._shipped is None or model_id != self._shipped.name:
            return None
        found = {each.name: each for each in self._shipped.iterdir()}.get(name)
        return None if found is None else found.read_bytes()


def shipped_directory(artifacts: Path) -> Path | None:
    """Directory of the bundle that comes with the edges' program; None where it is not here."""
    try:
        directory = artifacts / (artifacts / "default").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return directory if directory.parent == artifacts and directory.is_dir() else None


def read_shipped(directory: Path | None) -> Model | None:
    """What that bundle says of itself; None where it cannot be read."""
    if directory is None:
        return None
    try:
        manifest = (directory / MANIFEST).read_bytes()
        summary = read_summary(manifest)
        card = (directory / CARD).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, BundleRefusedError) as err:
        log.warning("shipped_model_unreadable", directory=str(directory), reason=str(err))
        return None
    return Model(
        id=summary.id,
        feature_set=summary.feature_set,
        digest="",
        size_bytes=sum(each.stat().st_size for each in directory.iterdir()),
        signer="comes with the program",
        secret="",
        manifest=msgspec.json.decode(manifest),
        card=card,
        uploaded_at=None,
        uploaded_by="",
    )


def read_model_keys(path: Path | None) -> dict[str, TrustedKey]:
    """Public keys whose signatures count; none without a file.

    Raises:
        ValueError: naming the file and what is wrong with it.
    """
    if path is None:
        return {}
    try:
        return parse_keys(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        raise ValueError(f"model keys {path} cannot be used: {err}") from err


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature over a message is of this public key (RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
