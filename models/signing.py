"""Sign bundles, and see who signed one (Ed25519, RFC 8032). What is signed: `contract.bundles`.

Whoever holds the private key decides what edges run: it stays off the machines that serve.
"""

import base64
import os
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from contract.bundles import (
    MAX_BYTES,
    MAX_FILES,
    SIGNATURE,
    BundleRefusedError,
    Keys,
    Signature,
    TrustedKey,
    check_name,
    check_signature,
    hashes_of,
    key_id,
    key_line,
    parse_keys,
    signed_bytes,
)
from models.scoring import BundleError

_OWNER_ONLY: Final = 0o600
_OTHERS: Final = 0o077


class KeyFileError(Exception):
    """A key cannot be made, read or used; names the file and what is allowed."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"key file {path} {reason}")


def make_key(path: Path, name: str) -> str:
    """Make a private key (PEM, mode 0600) at `path`; what is there is never overwritten.

    Returns:
        The line that a file of trusted keys needs.

    Raises:
        KeyFileError: if the file is there or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
    except OSError as err:
        raise KeyFileError(path, f"cannot be made: {err.strerror}") from err
    return key_line(key.public_key().public_bytes_raw(), name)


def read_private_key(path: Path) -> Ed25519PrivateKey:
    """Read what `make_key` wrote.

    Raises:
        KeyFileError: if it cannot be read, is no Ed25519 key, or others may read it.
    """
    try:
        mode = path.stat().st_mode & 0o777
        content = path.read_bytes()
    except OSError as err:
        raise KeyFileError(path, f"cannot be read: {err.strerror}") from err
    if mode & _OTHERS:
        raise KeyFileError(path, f"has mode {mode:04o}; 0600 is allowed, or less (chmod 600)")
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as err:
        raise KeyFileError(path, f"is no private key without a password: {err}") from err
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(path, "holds another kind of key: Ed25519 is allowed")
    return key


def read_keys(path: Path) -> dict[str, TrustedKey]:
    """Read a file of trusted public keys.

    Raises:
        KeyFileError: if it cannot be read, or holds none.
    """
    try:
        keys = parse_keys(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise KeyFileError(path, f"cannot be read: {err.strerror}") from err
    except ValueError as err:
        raise KeyFileError(path, f"is no file of public keys: {err}") from err
    if not keys:
        raise KeyFileError(path, "holds no key")
    return keys


def sign(directory: Path, key: Ed25519PrivateKey) -> dict[str, bytes]:
    """Write the signature of a bundle; gives all its files.

    Raises:
        BundleError: if the directory holds what no bundle has, or cannot be read or written.
    """
    contents = read_files(directory)
    files = hashes_of(contents)
    signature = base64.b64encode(key.sign(signed_bytes(files))).decode()
    public = key.public_key().public_bytes_raw()
    contents[SIGNATURE] = msgspec.json.encode(Signature(key_id(public), files, signature)) + b"\n"
    try:
        (directory / SIGNATURE).write_bytes(contents[SIGNATURE])
    except OSError as err:
        raise BundleError(directory, f"cannot be signed: {err.strerror}") from err
    return contents


def signer_of(contents: dict[str, bytes], keys: Keys) -> TrustedKey:
    """Who signed these files.

    Raises:
        BundleRefusedError: nobody who is trusted, or not these files.
    """
    return check_signature(contents, keys, is_signed)


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature over a message is of this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def read_files(directory: Path) -> dict[str, bytes]:
    """All files of a bundle's directory.

    Raises:
        BundleError: if it holds what no bundle has, is too large, or cannot be read.
    """
    contents: dict[str, bytes] = {}
    left_bytes = MAX_BYTES
    try:
        for path in sorted(directory.iterdir()):
            check_name(path.name)
            with path.open("rb") as file:
                contents[path.name] = file.read(left_bytes + 1)
            left_bytes -= len(contents[path.name])
            if left_bytes < 0 or len(contents) > MAX_FILES:
                raise BundleError(directory, f"more than {MAX_BYTES} bytes or {MAX_FILES} files")
    except OSError as err:
        raise BundleError(directory, f"cannot be read: {err.strerror}") from err
    except BundleRefusedError as err:
        raise BundleError(directory, err.reason) from err
    return contents
