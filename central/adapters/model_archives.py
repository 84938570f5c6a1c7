"""Archives of model bundles in one folder, and whose signatures on them count."""

import asyncio
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from contract.bundles import TrustedKey, parse_keys, unpack


class FolderModels:
    """Implements `central.services.model_store.ModelArchives`; ids were checked and are safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, model_id: str) -> Path:
        """Where an archive lies once it is kept."""
        return self._folder / f"{model_id}.zip"

    async def keep(self, model_id: str, archive: bytes) -> None:
        """Write one, whole or not at all."""
        await asyncio.to_thread(self._keep, self.path(model_id), archive)

    async def file(self, model_id: str, name: str) -> bytes | None:
        """One file of a kept archive; None where it has no such file."""
        return await asyncio.to_thread(self._file, self.path(model_id), name)

    def _keep(self, path: Path, archive: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".part")
        with fresh.open("wb") as file:
            file.write(archive)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    def _file(self, path: Path, name: str) -> bytes | None:
        if not path.is_file():
            return None
        return unpack(path.read_bytes()).get(name)


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
