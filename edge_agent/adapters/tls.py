"""Certificates: whom the edge believes, and how it proves who it is.

A file that holds a key must be its owner's alone. TLS 1.2 is the least (OCPP 1.6 white paper, 2.3).
"""

import contextlib
import ssl
from pathlib import Path
from typing import Final, Literal

from edge_agent.adapters.files import write_whole
from edge_agent.adapters.log import Log
from edge_agent.config import OTHERS, PRIVATE, Settings
from edge_agent.core.errors import LocalError

_LOG = Log("edge.tls")
ROOTS: Final = "central-roots.pem"
MAX_ROOTS: Final = 16
"""Authorities that central may have installed."""
SUITES: Final = "ECDHE+AESGCM:AES128-GCM-SHA256:AES256-GCM-SHA384"
"""The four of the white paper (2.3, table 1): Python leaves the last two out by itself."""
_BEGIN: Final = "-----BEGIN CERTIFICATE-----"
Peer = Literal["mqtt", "central"]


def client_tls(settings: Settings, peer: Peer) -> ssl.SSLContext:
    """How to call a peer, by the settings `<peer>_ca_file`, `_cert_file` and `_key_file`.

    Raises:
        LocalError: naming the setting or file that cannot be used.
    """
    context = trusting(getattr(settings, f"{peer}_ca_file"), f"{peer}_ca_file")
    certificate = getattr(settings, f"{peer}_cert_file")
    _load_pair(context, peer, certificate, getattr(settings, f"{peer}_key_file"))
    return context


def trusting(authority: Path | None, setting: str) -> ssl.SSLContext:
    """How to call whom this authority vouches for, or the system's authorities.

    Raises:
        LocalError: naming the setting, if its file cannot be used.
    """
    try:
        context = ssl.create_default_context(cafile=authority)
    except OSError as err:  # ssl.SSLError is one
        raise LocalError(f"{setting} {authority} cannot be used: {err}") from err
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def server_tls(settings: Settings) -> ssl.SSLContext | None:
    """How chargers are received, by `ocpp_cert_file`, `ocpp_key_file`, `ocpp_client_ca_file`.

    With an authority for chargers, each must have a certificate (security profile 3). None = in the
    clear.

    Raises:
        LocalError: naming the setting or file that cannot be used.
    """
    authority = settings.ocpp_client_ca_file
    if settings.ocpp_cert_file is None and settings.ocpp_key_file is None:
        if authority is not None:
            raise LocalError("ocpp_client_ca_file is allowed with ocpp_cert_file only")
        return None
    try:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=authority)
    except OSError as err:
        raise LocalError(f"ocpp_client_ca_file {authority} cannot be used: {err}") from err
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(SUITES)
    if authority is not None:
        context.verify_mode = ssl.CERT_REQUIRED
    _load_pair(context, "ocpp", settings.ocpp_cert_file, settings.ocpp_key_file)
    return context


def private(path: Path, setting: str) -> bytes:
    """Content of a secret's file, which only its owner may read.

    Raises:
        LocalError: naming the setting and the file.
    """
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as err:
        raise LocalError(f"{setting} {path} cannot be read: {err.strerror}") from err
    if mode & OTHERS:
        raise LocalError(f"{setting} {path} has mode {mode & 0o777:04o}; {PRIVATE}")
    return content


def refuse_certificates(settings: Settings, peer: Peer, scheme: str) -> None:
    """A certificate that would never be used is a misunderstanding.

    Raises:
        LocalError: naming the setting.
    """
    for name in (f"{peer}_ca_file", f"{peer}_cert_file", f"{peer}_key_file"):
        if getattr(settings, name) is not None:
            raise LocalError(f"{name} is allowed with {scheme}:// only")


class CentralTls:
    """Whom to believe that he is central: the configured authorities, and those it installed.

    Args:
        settings: of this edge.

    Raises:
        LocalError: naming the setting or file that cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._path = settings.data_dir / ROOTS
        self.context: ssl.SSLContext | None = None
        if not settings.central_url.startswith("wss://"):
            refuse_certificates(settings, "central", "wss")
            return
        self.context = client_tls(settings, "central")
        self._roots: list[str] = []
        if self._path.is_file():
            self._read_roots(self.context)

    def _read_roots(self, context: ssl.SSLContext) -> None:
        """What central installed earlier; a broken file is set aside."""
        try:
            text = self._path.read_text(encoding="ascii")
            context.load_verify_locations(cadata=text)
        except (ValueError, OSError) as err:
            aside = self._path.with_suffix(".bad")
            with contextlib.suppress(OSError):
                self._path.replace(aside)
            _LOG.warning("central_roots_set_aside", reason=str(err), file=aside.name)
        else:
            self._roots = [f"{each.strip()}\n" for each in text.split("\n\n") if each.strip()]

    def believe(self, certificate: str) -> str:
        """Take in an authority that central installs; blocks.

        Args:
            certificate: PEM.

        Returns:
            Status of the answer (white paper, M05): Accepted; Rejected = no certificate, no TLS
            here or too many; Failed = the disk does not take it.
        """
        found = "\n".join(line.strip() for line in certificate.splitlines() if line.strip()) + "\n"
        if self.context is None or len(self._roots) >= MAX_ROOTS or found.count(_BEGIN) != 1:
            return "Rejected"
        try:
            self.context.load_verify_locations(cadata=found)
        except (ValueError, OSError):
            return "Rejected"
        if found in self._roots:
            return "Accepted"
        try:
            write_whole(self._path, "\n".join([*self._roots, found]).encode())
        except OSError:
            return "Failed"
        self._roots.append(found)
        return "Accepted"


def _load_pair(
    context: ssl.SSLContext, peer: str, certificate: Path | None, key: Path | None
) -> None:
    if (certificate is None) != (key is None):
        raise LocalError(f"{peer}_cert_file and {peer}_key_file are allowed only together")
    if certificate is None or key is None:
        return
    private(key, f"{peer}_key_file")
    try:
        context.load_cert_chain(certificate, key)
    except OSError as err:
        raise LocalError(
            f"{peer}_cert_file {certificate} with {peer}_key_file {key} cannot be used: {err}"
        ) from err
