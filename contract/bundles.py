"""A model bundle on its way: which files it has, how they are packed, what its signature covers.

A bundle is a flat set of files: `manifest.json`, what that names, the card and its pictures, and
`signature`. The signature (Ed25519, RFC 8032) covers the SHA-256 of every other file; so nothing
can be changed, left out or added behind it. Whose signature counts is said by a file of trusted
public keys. Between machines a bundle is a plain zip archive of these files, read with limits:
an archive from anywhere may be handed to `unpack`.
"""

import base64
import binascii
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import msgspec

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature"
CARD: Final = "card.md"
FIGURES: Final = "card.json"
"""The card's figures for programs; a bundle may lack it."""
MAX_BYTES: Final = 64 * 1024 * 1024
"""Of an archive, and of all that is in it."""
MAX_FILES: Final = 64
PUBLIC_KEY_BYTES: Final = 32
_HEADER: Final = b"sntry bundle 1\n"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,79}")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,59}")
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MAX_DIRECTORY_BYTES: Final = MAX_FILES * 256
_END_BYTES: Final = 22
_LOCATOR_BYTES: Final = 20
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

Verify = Callable[[bytes, bytes, bytes], bool]
"""Whether (public key, signature, message) belong together: the check of a crypto library."""


class BundleRefusedError(Exception):
    """Bytes that claim to be a bundle are none that may be used; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"model bundle refused: {reason}")


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `signature`."""

    key: str
    """`key_id` of the public key."""
    files: dict[str, str]
    """SHA-256 of every other file, hexadecimal."""
    signature: str
    """Base64 of the 64 bytes over `signed_bytes(files)`."""


class TrustedKey(NamedTuple):
    """A public key whose signatures count."""

    public: bytes
    name: str


Keys = Mapping[str, TrustedKey]
"""Trusted keys by `key_id`."""


class Summary(msgspec.Struct, frozen=True):
    """What any manifest tells to those who do not score with it; further fields are ignored."""

    id: str
    feature_set: str
    files: dict[str, str]
    data: dict[str, Any] = {}
    metrics: dict[str, Any] = {}


def read_summary(manifest: bytes) -> Summary:
    """Read a manifest.

    Raises:
        BundleRefusedError: if it is none, or its id cannot name a file.
    """
    try:
        summary = msgspec.json.decode(manifest, type=Summary)
    except (msgspec.DecodeError, RecursionError) as err:
        raise BundleRefusedError(f"{MANIFEST} is no manifest: {err}") from err
    if not _ID.fullmatch(summary.id):
        raise BundleRefusedError(f"id {summary.id[:80]!r} is not allowed: {_ID.pattern}")
    return summary


def key_id(public: bytes) -> str:
    """Short name of a public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def key_line(public: bytes, name: str) -> str:
    """A public key as a line of the file of trusted keys."""
    return f"{base64.b64encode(public).decode()} {name}\n"


def parse_keys(text: str) -> dict[str, TrustedKey]:
    """Read trusted keys: a line each, base64 of 32 bytes and a name; `#` begins a remark.

    Raises:
        ValueError: naming the line.
    """
    keys: dict[str, TrustedKey] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        encoded, _, name = line.partition("#")[0].strip().partition(" ")
        if not encoded:
            continue
        try:
            public = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as err:
            raise ValueError(f"line {number}: {encoded[:60]!r} is no base64") from err
        if len(public) != PUBLIC_KEY_BYTES:
            raise ValueError(f"line {number}: {len(public)} bytes, a key has {PUBLIC_KEY_BYTES}")
        keys[key_id(public)] = TrustedKey(public, name.strip() or key_id(public))
    return keys


def hashes_of(contents: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every file but the signature, by name."""
    return {
        name: hashlib.sha256(content).hexdigest()
        for name, content in sorted(contents.items())
        if name != SIGNATURE
    }


def signed_bytes(files: Mapping[str, str]) -> bytes:
    """What is signed: a line per file, by name, as `sha256sum` would print it."""
    return _HEADER + "".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode()


def check_signature(contents: Mapping[str, bytes], keys: Keys, verify: Verify) -> TrustedKey:
    """Who signed these files, all of them and nothing else.

    Raises:
        BundleRefusedError: nobody, nobody who is trusted, or not these files.
    """
    if SIGNATURE not in contents:
        raise BundleRefusedError("it is not signed")
    try:
        found = msgspec.json.decode(contents[SIGNATURE], type=Signature)
        signature = base64.b64decode(found.signature, validate=True)
    except (msgspec.DecodeError, RecursionError, ValueError) as err:
        raise BundleRefusedError(f"{SIGNATURE} is no signature: {err}") from err
    key = keys.get(found.key)
    if key is None:
        trusted = ", ".join(sorted(keys)) or "none"
        raise BundleRefusedError(f"signed by key {found.key[:40]!r}; trusted: {trusted}")
    if not verify(key.public, signature, signed_bytes(found.files)):
        raise BundleRefusedError(f"the signature is not one of key {found.key} ({key.name})")
    hashes = hashes_of(contents)
    for name in sorted(found.files.keys() | hashes.keys()):
        if name not in hashes:
            raise BundleRefusedError(f"{name} was signed and is missing")
        if name not in found.files:
            raise BundleRefusedError(f"{name} was not signed")
        if hashes[name] != found.files[name]:
            raise BundleRefusedError(
                f"{name}: SHA-256 is {hashes[name]}, signed was {found.files[name]}"
            )
    return key


def check_name(name: str) -> None:
    """See that a file of this name may be in a bundle.

    Raises:
        BundleRefusedError: if not, for example for a path.
    """
    if not _NAME.fullmatch(name):
        raise BundleRefusedError(f"file name {name[:80]!r} is not allowed: {_NAME.pattern}")


def pack(contents: Mapping[str, bytes]) -> bytes:
    """Files as an archive; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            check_name(name)
            entry = zipfile.ZipInfo(name)  # dated 1980: nothing depends on the clock
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, contents[name])
    return buffer.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """Files of an archive, at most `MAX_BYTES` and `MAX_FILES` of them, whatever it claims.

    Raises:
        BundleRefusedError: if it is no archive, is too large, or holds what no bundle has.
    """
    _check_end(archive)
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return _files_of(opened)
    except _UNREADABLE as err:
        raise BundleRefusedError(f"the archive cannot be read: {err}") from err


def _check_end(archive: bytes) -> None:
    """Bound the directory before anything reads it (APPNOTE.TXT 4.3.16; no comment, no ZIP64)."""
    if len(archive) > MAX_BYTES:
        raise BundleRefusedError(f"{len(archive)} bytes, at most {MAX_BYTES} are allowed")
    end = archive[-_END_BYTES:]
    if len(end) < _END_BYTES or not end.startswith(b"PK\x05\x06"):
        raise BundleRefusedError("it is no zip archive, or not the whole of one")
    locator = archive[-_END_BYTES - _LOCATOR_BYTES : -_END_BYTES]
    if locator.startswith(b"PK\x06\x07"):
        raise BundleRefusedError("an archive in the ZIP64 format is not allowed")
    directory_bytes = int.from_bytes(end[12:16], "little")
    if directory_bytes > _MAX_DIRECTORY_BYTES:
        raise BundleRefusedError(f"it lists too much: at most {MAX_FILES} files are allowed")


def _files_of(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        raise BundleRefusedError(f"{len(entries)} files, at most {MAX_FILES} are allowed")
    contents: dict[str, bytes] = {}
    left_bytes = MAX_BYTES
    for entry in entries:
        name = entry.orig_filename
        check_name(name)
        if name in contents:
            raise BundleRefusedError(f"{name} is in it twice")
        if entry.compress_type not in _METHODS:
            raise BundleRefusedError(f"{name}: only stored and deflated files are allowed")
        with archive.open(entry) as file:
            contents[name] = file.read(left_bytes + 1)
        left_bytes -= len(contents[name])
        if left_bytes < 0:
            raise BundleRefusedError(f"unpacked it is larger than {MAX_BYTES} bytes")
    return contents
