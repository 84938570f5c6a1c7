"""Bundles to break, signed with a key of the test."""

import shutil
from pathlib import Path

from contract.bundles import pack
from models.scoring import default_bundle
from models.signing import make_key, read_private_key, sign


def new_keys(folder: Path, name: str = "release") -> Path:
    """Make a private key in `folder`; gives the file of its public key."""
    public = folder / f"{name}.pub"
    public.write_text(make_key(folder / name, name))
    return public


def signed_copy(folder: Path, key: str = "release") -> dict[str, bytes]:
    """The committed bundle, signed with a key of `new_keys`."""
    copy = folder / "copy"
    shutil.copytree(default_bundle(), copy, dirs_exist_ok=True)
    return sign(copy, read_private_key(folder / key))


def signed_archive(folder: Path, key: str = "release") -> bytes:
    """The same as an archive."""
    return pack(signed_copy(folder, key))
