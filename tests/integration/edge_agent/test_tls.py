"""Security profiles 2 and 3 on both legs, and a root that central installs."""

import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from edge_agent.adapters.tls import ROOTS, CentralTls, server_tls
from edge_agent.config import Settings, load_settings
from edge_agent.core.errors import LocalError
from tests.integration.edge_agent.conftest import running
from tests.integration.edge_agent.peers import ScriptedCentral, plug_in
from tests.integration.edge_agent.test_broker_access import Authority, authority, secret

pytestmark = pytest.mark.integration
SettingsOf = Callable[..., dict[str, str]]
Until = Callable[..., Awaitable[None]]


@pytest.fixture
def known(tmp_path: Path) -> Authority:
    return authority(tmp_path / "known")


@pytest.fixture
async def secure(known: Authority) -> AsyncIterator[ScriptedCentral]:
    """A central of security profile 3: it wants a certificate of this authority."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=known.file)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(*known.sign("central"))
    central = ScriptedCentral(context)
    await central.start()
    yield central
    await central.stop()


def url(central: ScriptedCentral) -> str:
    return central.url.replace("ws://", "wss://")


async def test_both_legs_prove_who_they_are(
    settings_of: SettingsOf, secure: ScriptedCentral, known: Authority, until: Until
) -> None:
    up, down, charger = (known.sign(each) for each in ("edge-up", "edge-down", "CP-1"))
    settings = settings_of(
        central_url=url(secure),
        central_ca_file=known.file,
        central_cert_file=up[0],
        central_key_file=up[1],
        ocpp_cert_file=down[0],
        ocpp_key_file=down[1],
        ocpp_client_ca_file=known.file,
    )
    context = ssl.create_default_context(cafile=known.file)
    async with running(load_settings(settings)) as edge:
        with pytest.raises((OSError, EOFError, ConnectionClosed, InvalidHandshake)):
            await boot(edge.port, context)
        context.load_cert_chain(*charger)
        socket = await plug_in(edge.port, "CP-1", ssl=context)
        assert (await socket.ask("BootNotification"))[2]["status"] == "Accepted"
        await secure.say("CP-1", CHANGE.replace("VALUE", "3"))
        await until(lambda: '[3,"p",{"status":"Accepted"}]' in secure.heard, "it is so already")
        await socket.socket.close()


CHANGE = '[2,"p","ChangeConfiguration",{"key":"SecurityProfile","value":"VALUE"}]'


async def test_central_of_another_authority_is_not_believed_until_its_root_is_installed(
    settings_of: SettingsOf, secure: ScriptedCentral, known: Authority, tmp_path: Path, until: Until
) -> None:
    other = authority(tmp_path / "other")
    pair = known.sign("edge-1")
    settings = load_settings(
        settings_of(
            central_url=url(secure),
            central_ca_file=other.file,
            central_cert_file=pair[0],
            central_key_file=pair[1],
            unknown_charger_offline="accept",
        )
    )
    async with running(settings) as edge:
        charger = await plug_in(edge.port, "CP-1")
        assert (await charger.ask("BootNotification"))[2]["status"] == "Accepted"
        assert secure.heard == []
        assert await edge.counted("uplink_attempt_failed") >= 1
        await charger.socket.close()
    tls = CentralTls(settings)
    assert [tls.believe(known.file.read_text()) for _ in range(2)] == ["Accepted"] * 2
    async with running(settings) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("StatusNotification")
        await until(secure.actions, "central is believed")
        await charger.socket.close()


async def test_root_that_central_sends_is_taken_by_the_edge_and_not_by_the_charger(
    settings_of: SettingsOf, secure: ScriptedCentral, known: Authority, tmp_path: Path, until: Until
) -> None:
    pair = known.sign("edge-1")
    settings = load_settings(
        settings_of(
            central_url=url(secure),
            central_ca_file=known.file,
            central_cert_file=pair[0],
            central_key_file=pair[1],
        )
    )
    fresh = authority(tmp_path / "fresh").file.read_text()
    async with running(settings) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification")
        for message_id, root, status in (
            ("r1", fresh, "Accepted"),
            ("r2", "no certificate", "Rejected"),
            ("r3", fresh.replace("M", "N", 9), "Rejected"),
        ):
            kind = "CentralSystemRootCertificate"
            fields = json.dumps({"certificateType": kind, "certificate": root})
            await secure.say("CP-1", f'[2,"{message_id}","InstallCertificate",{fields}]')
            answer = f'[3,"{message_id}",{{"status":"{status}"}}]'
            await until(lambda answer=answer: answer in secure.heard, answer)
        assert (await charger.ask("Heartbeat"))[0] == 3, "nothing else came to the charger"
        await charger.socket.close()
    assert (settings.data_dir / "central-roots.pem").read_text().strip() == fresh.strip()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"ocpp_cert_file": "cert"}, "only together", id="no key"),
        pytest.param({"ocpp_client_ca_file": "ca"}, "ocpp_cert_file only", id="no certificate"),
        pytest.param({"central_ca_file": "ca"}, "with wss:// only", id="an unused authority"),
        pytest.param(
            {"ocpp_cert_file": "cert", "ocpp_key_file": "open"}, "mode 0640", id="an open key"
        ),
        pytest.param(
            {"ocpp_cert_file": "text", "ocpp_key_file": "key"}, "ocpp_cert_file", id="no text"
        ),
    ],
)
def test_certificates_that_cannot_be_used_are_named(
    given: dict[str, str], words: str, known: Authority, tmp_path: Path
) -> None:
    certificate, key = known.sign("edge-1")
    files = {
        "cert": certificate,
        "key": key,
        "ca": known.file,
        "open": secret(tmp_path / "open", key.read_text(), mode=0o640),
        "text": secret(tmp_path / "text", "no certificate"),
    }
    environment = {f"SNTRY_EDGE_{name.upper()}": str(files[each]) for name, each in given.items()}
    settings = load_settings(environment)
    with pytest.raises(LocalError, match=words):
        both(settings)


def both(settings: Settings) -> None:
    server_tls(settings)
    CentralTls(settings)


async def boot(port: int, context: ssl.SSLContext) -> None:
    await (await plug_in(port, "CP-1", ssl=context)).ask("BootNotification")


def test_roots_that_cannot_be_read_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / ROOTS).write_bytes(b"\xff no certificate")
    environment = {
        "SNTRY_EDGE_CENTRAL_URL": "wss://central/ocpp",
        "SNTRY_EDGE_DATA_DIR": str(tmp_path),
    }
    settings = load_settings(environment)
    CentralTls(settings)
    assert [each.name for each in tmp_path.iterdir()] == ["central-roots.bad"]
