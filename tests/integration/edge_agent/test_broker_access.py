"""TLS to the broker with an authority of one's own, client certificates, passwords in files."""

import asyncio
import gc
import ipaddress
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from edge_agent.adapters.broker import broker_access
from edge_agent.config import load_settings
from edge_agent.core.errors import LocalError
from launcher.broker import BrokerInfo
from tests.integration.edge_agent.conftest import running

pytestmark = pytest.mark.integration
Until = Callable[..., Awaitable[None]]
SettingsOf = Callable[..., dict[str, str]]


@dataclass(frozen=True)
class Authority:
    """Signs certificates for this machine into a folder."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    name: x509.Name

    @property
    def file(self) -> Path:
        return self.folder / f"{self.folder.name}-ca.pem"

    def sign(self, common_name: str) -> tuple[Path, Path]:
        key = ec.generate_private_key(ec.SECP256R1())
        here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        certificate = (
            builder(common_name, self.name, key)
            .add_extension(x509.SubjectAlternativeName([here]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        paths = self.folder / f"{common_name}.pem", self.folder / f"{common_name}.key"
        paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        paths[1].write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        paths[1].chmod(0o600)
        return paths


def builder(
    common_name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


def authority(folder: Path) -> Authority:
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, folder.name)])
    found = Authority(folder, key, name)
    certificate = (
        builder(folder.name, name, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    found.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return found


@asynccontextmanager
async def guarded(broker: BrokerInfo, known: Authority) -> AsyncIterator[int]:
    """The broker behind TLS 1.2 or newer that wants a certificate of this authority."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=known.file)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(*known.sign("broker"))

    async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65_536):
                target.write(data)
                await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection(broker.host, broker.port)
        await asyncio.gather(pump(reader, onward), pump(there, writer))

    server = await asyncio.start_server(visit, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


def secret(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


async def test_edge_with_its_certificate_and_password_file_reaches_the_broker(
    settings_of: SettingsOf, broker: BrokerInfo, until: Until, tmp_path: Path
) -> None:
    known = authority(tmp_path / "known")
    certificate, key = known.sign("edge-1")
    async with guarded(broker, known) as port:
        settings = load_settings(
            settings_of(
                mqtt_url=f"mqtts://127.0.0.1:{port}",
                mqtt_user=broker.username,
                mqtt_password_file=secret(tmp_path / "password", f"{broker.password}\n"),
                mqtt_ca_file=known.file,
                mqtt_cert_file=certificate,
                mqtt_key_file=key,
            )
        )
        async with running(settings) as edge:
            await until(lambda: edge.app._mqtt.is_connected, "the broker behind TLS")


@pytest.mark.parametrize(
    ("trusts", "shows"),
    [
        pytest.param("other", "known", id="a broker that another authority signed"),
        pytest.param("known", "other", id="an edge that another authority signed"),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # paho's socket
async def test_stranger_is_not_believed(
    settings_of: SettingsOf,
    broker: BrokerInfo,
    until: Until,
    tmp_path: Path,
    trusts: str,
    shows: str,
) -> None:
    names = {name: authority(tmp_path / name) for name in ("known", "other")}
    certificate, key = names[shows].sign("edge-1")
    async with guarded(broker, names["known"]) as port:
        settings = load_settings(
            settings_of(
                mqtt_url=f"mqtts://{broker.username}:{broker.password}@127.0.0.1:{port}",
                mqtt_ca_file=names[trusts].file,
                mqtt_cert_file=certificate,
                mqtt_key_file=key,
            )
        )
        async with running(settings) as edge:
            failed = edge.app._tally.counts
            await until(lambda: failed["broker_attempt_failed"], "a refusal")
            assert not edge.app._mqtt.is_connected
    gc.collect()  # paho leaves the socket of a failed handshake to it


def files(folder: Path) -> dict[str, Path]:
    known = authority(folder / "known")
    certificate, key = known.sign("edge-1")
    return {
        "ca": known.file,
        "cert": certificate,
        "key": key,
        "open_key": secret(folder / "open.key", key.read_text(), 0o640),
        "open_password": secret(folder / "open", "x", 0o604),
        "empty": secret(folder / "empty", "\n"),
        "text": secret(folder / "text", "no certificate"),
        "missing": folder / "missing",
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"password_file": "open_password"}, "has mode 0604; 0600", id="open password"),
        pytest.param({"password_file": "empty"}, "holds no password", id="no password"),
        pytest.param({"password_file": "missing"}, "No such file", id="no file"),
        pytest.param({"ca_file": "text"}, "mqtt_ca_file", id="no authority"),
        pytest.param({"cert_file": "cert"}, "only together", id="a certificate without a key"),
        pytest.param(
            {"cert_file": "cert", "key_file": "open_key"}, "has mode 0640; 0600", id="an open key"
        ),
        pytest.param({"cert_file": "text", "key_file": "key"}, "mqtt_cert_file", id="no cert"),
        pytest.param(
            {"ca_file": "ca", "url": "mqtt://h"}, "with mqtts:// only", id="an unused authority"
        ),
    ],
)
def test_credentials_that_cannot_be_used_are_named(
    tmp_path: Path, given: dict[str, str], words: str
) -> None:
    there = files(tmp_path)
    settings = {"SNTRY_EDGE_MQTT_URL": "mqtts://h"}
    for name, value in given.items():
        settings[f"SNTRY_EDGE_MQTT_{name.upper()}"] = str(there.get(value, value))
    with pytest.raises(LocalError, match="mqtt_") as caught:
        broker_access(load_settings(settings))
    assert words in str(caught.value)


def test_password_is_in_no_representation(tmp_path: Path) -> None:
    path = secret(tmp_path / "password", "hunter2\n")
    access = broker_access(load_settings({"SNTRY_EDGE_MQTT_PASSWORD_FILE": str(path)}))
    assert access.password == "hunter2"
    assert "hunter2" not in repr(access)
