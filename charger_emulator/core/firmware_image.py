"""What the emulated charger takes for firmware, and how a signature over it is checked.

An image is a text header, an empty line, and content:

    SNTRY-FIRMWARE 1
    version: 2.5.0
    sha256: <hex digest of the content>

Anything else is no firmware: it can be downloaded but not installed. A signature (base64) covers
the whole file: RSA (PSS, or PKCS #1 v1.5) or ECDSA over SHA-256 (OCA security paper, L01).
"""

import base64
import hashlib
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

MAGIC: Final = b"SNTRY-FIRMWARE 1"
VERSION_LENGTH: Final = 50


class ImageFault(ValueError):  # noqa: N818 - it is a fault of the image
    """A file that cannot be installed; the text says why."""


def read_version(image: bytes) -> str:
    """Version of an image whose content is whole.

    Raises:
        ImageFault: if it is none, or damaged.
    """
    head, separator, content = image.partition(b"\n\n")
    magic, _, rest = head.partition(b"\n")
    if magic != MAGIC or not separator:
        raise ImageFault("no firmware image")
    lines = (line.partition(": ") for line in rest.decode("ascii", "replace").splitlines())
    fields = {name: value for name, _, value in lines}
    version = fields.get("version", "")
    if not 0 < len(version) <= VERSION_LENGTH:
        raise ImageFault(f"version {version!r} is not allowed: 1 to {VERSION_LENGTH} characters")
    if hashlib.sha256(content).hexdigest() != fields.get("sha256", "").lower():
        raise ImageFault("the content does not fit its sha256")
    return version


def is_signed(image: bytes, signature: str, certificate: x509.Certificate) -> bool:
    """Whether a base64 signature over the file is that of the certificate's key."""
    try:
        raw = base64.b64decode(signature, validate=True)
    except ValueError:  # no ASCII, or no base64
        return False
    key = certificate.public_key()
    sha = hashes.SHA256()
    if isinstance(key, ec.EllipticCurvePublicKey):
        try:
            key.verify(raw, image, ec.ECDSA(sha))
        except InvalidSignature:
            return False
        return True
    return isinstance(key, rsa.RSAPublicKey) and _is_signed_rsa(key, raw, image)


def _is_signed_rsa(key: rsa.RSAPublicKey, raw: bytes, image: bytes) -> bool:
    sha = hashes.SHA256()
    pss = padding.PSS(padding.MGF1(sha), padding.PSS.AUTO)
    for scheme in (pss, padding.PKCS1v15()):
        try:
            key.verify(raw, image, scheme, sha)
        except InvalidSignature:
            continue
        return True
    return False
