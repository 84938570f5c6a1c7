"""Security profiles 1 to 3 over real TLS: upgrades, refusals, and the way back."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.ocpp.service import raise_event
from charger_emulator.core.events import SecurityEvent
from tests.octt.authority import UNTIL, Authority, tls_handshakes
from tests.octt.central import Central
from tests.octt.rig import START_AT, Rig, SteppedClock, one_charger
from tests.octt.test_security import (
    CENTRAL_ROOT,
    HEX_KEY,
    PASSWORD,
    events,
    hash_data,
    install,
    reconnected,
    shown_password,
)

pytestmark = pytest.mark.integration


class Site:
    """A charger of profile 1, its central system, and the secure port of that."""

    def __init__(self, rig: Rig, plain: Central, root: Authority, folder: Path) -> None:
        self.rig, self.plain, self.root, self._folder = rig, plain, root, folder

    @asynccontextmanager
    async def open(self, issuer: Authority | None = None, **tls: Any) -> AsyncIterator[Central]:
        """Listen with TLS; by default below the root that the charger has installed."""
        context = (issuer or self.root).server_context(self._folder, **tls)
        async with Central(now=self.plain.now, ssl=context) as secure:
            self.rig.chargers.secure_url = secure.url
            await self.rig.boot()
            assert await install(self.plain, self.root) == "Accepted"
            yield secure

    async def ask(self, central: Central, profile: int) -> str:
        """Answer to a change of SecurityProfile."""
        return await central.status(
            "ChangeConfiguration", key="SecurityProfile", value=str(profile)
        )


@pytest.fixture
async def site(central: Central, clock: SteppedClock, tmp_path: Path) -> AsyncIterator[Site]:
    rig = Rig(central, clock, one_charger(), PASSWORD, tmp_path)
    yield Site(rig, central, Authority.make("Central root"), tmp_path)
    await rig.stop()


async def certified(site: Site, until: datetime = UNTIL) -> str:
    """Give the charger a certificate of its own; its chain."""
    asked = {"requestedMessage": "SignChargePointCertificate"}
    await site.plain.status("ExtendedTriggerMessage", **asked)
    request = await site.plain.expect("SignCertificate")
    await site.rig.settle()
    chain = site.root.sign_request(request["csr"], until=until)
    assert await site.plain.status("CertificateSigned", certificateChain=chain) == "Accepted"
    return chain


def shown_certificate(central: Central) -> str:
    """What the charger of the open connection shows in TLS."""
    assert central.socket is not None
    tls = central.socket.transport.get_extra_info("ssl_object")
    return ssl.DER_cert_to_PEM_cert(tls.getpeercert(binary_form=True))


async def profile_of(central: Central) -> str:
    read = await central.call("GetConfiguration", key=["SecurityProfile"])
    value: str = read["configurationKey"][0]["value"]
    return value


async def test_profile_2_is_tls_with_a_password(site: Site) -> None:
    async with site.open() as secure:
        assert await site.ask(site.plain, 2) == "Accepted"
        await reconnected(site.rig, secure, 1)
        assert shown_password(secure) == PASSWORD.encode()
        assert await profile_of(secure) == "2"
        assert site.plain.socket is None
        await secure.configure(AuthorizationKey=HEX_KEY)
        await reconnected(site.rig, secure, 2)
        assert shown_password(secure) == bytes.fromhex(HEX_KEY)
        gone = {"certificateHashData": hash_data(site.root)}
        assert await secure.status("DeleteCertificate", **gone) == "Failed"


async def test_profile_3_is_tls_with_certificates_of_both(site: Site) -> None:
    async with site.open(asks_client=True) as secure:
        assert await site.ask(site.plain, 3) == "Rejected"
        await certified(site)
        assert await site.ask(site.plain, 3) == "Accepted"
        await reconnected(site.rig, secure, 1)
        assert secure.socket is not None
        peer = secure.socket.transport.get_extra_info("peercert")["subject"]
        assert (("commonName", "SN-CP-1"),) in peer
        assert (("organizationName", "Sntry"),) in peer
        assert "Authorization" not in secure.requests[-1].headers
        for lower in (0, 1, 2):
            assert await site.ask(secure, lower) == "Rejected"


async def test_tc_074_cs_update_charge_point_certificate_by_request_of_central_system(
    site: Site,
) -> None:
    async with site.open(asks_client=True) as secure:
        first = await certified(site)
        assert await site.ask(site.plain, 3) == "Accepted"
        await reconnected(site.rig, secure, 1)
        assert shown_certificate(secure) == first
        asked = {"requestedMessage": "SignChargePointCertificate"}
        await secure.status("ExtendedTriggerMessage", **asked)
        request = await secure.expect("SignCertificate")
        await site.rig.settle()
        chain = site.root.sign_request(request["csr"])
        assert await secure.status("CertificateSigned", certificateChain=chain) == "Accepted"
        await reconnected(site.rig, secure, 2)
        assert shown_certificate(secure) == chain != first
        assert "InvalidChargePointCertificate" not in [*events(site.plain), *events(secure)]


async def test_a_certificate_is_renewed_a_month_before_its_end(site: Site) -> None:
    async with site.open(asks_client=True) as secure:
        await certified(site, until=START_AT + timedelta(days=32))
        await site.rig.pass_s(86_000.0, step_s=43_000.0)
        assert len(site.plain.calls("SignCertificate")) == 1
        await site.rig.pass_s(400.0, step_s=400.0)
        request = await site.plain.expect("SignCertificate")
        chain = site.root.sign_request(request["csr"], since=START_AT)
        assert await site.plain.status("CertificateSigned", certificateChain=chain) == "Accepted"
        await site.rig.pass_s(200_000.0, step_s=100_000.0)
        assert len(site.plain.calls("SignCertificate")) == 2
        assert secure.connections == 0


async def test_a_renewed_certificate_that_is_refused_gives_way_to_the_old_one(site: Site) -> None:
    async with site.open(asks_client=True) as secure:
        first = await certified(site)
        assert await site.ask(site.plain, 3) == "Accepted"
        await reconnected(site.rig, secure, 1)
        secure.admit = lambda socket, _: (
            None if len(secure.requests) != 2 else socket.respond(403, "no\n")
        )
        asked = {"requestedMessage": "SignChargePointCertificate"}
        await secure.status("ExtendedTriggerMessage", **asked)
        request = await secure.expect("SignCertificate")
        await site.rig.settle()
        second = site.root.sign_request(request["csr"])
        assert await secure.status("CertificateSigned", certificateChain=second) == "Accepted"
        await reconnected(site.rig, secure, 2)
        assert shown_certificate(secure) == first


async def test_a_server_of_another_authority_is_not_believed(site: Site) -> None:
    async with site.open(Authority.make("Stranger")) as secure:
        assert await site.ask(site.plain, 2) == "Accepted"
        await reconnected(site.rig, site.plain, 2)
        kind = "InvalidCentralSystemCertificate"
        await site.plain.expect("SecurityEventNotification", type=kind)
        assert (secure.connections, await profile_of(site.plain)) == (0, "1")


async def test_without_a_common_cipher_the_old_profile_stays(site: Site, tmp_path: Path) -> None:
    context = site.root.server_context(tmp_path, ciphers="ECDHE-ECDSA-CHACHA20-POLY1305")
    with tls_handshakes(context) as port:
        site.rig.chargers.secure_url = f"wss://127.0.0.1:{port}/ocpp"
        await site.rig.boot()
        await install(site.plain, site.root)
        assert await site.ask(site.plain, 2) == "Accepted"
        await site.plain.expect("SecurityEventNotification", type="InvalidTLSCipherSuite")
    assert await profile_of(site.plain) == "1"


async def test_a_secure_port_that_nobody_listens_on_ends_the_trial(site: Site) -> None:
    async with site.open() as secure:
        await secure.stop()
        assert await site.ask(site.plain, 2) == "Accepted"
        await reconnected(site.rig, site.plain, 2)
        assert await profile_of(site.plain) == "1"


@pytest.mark.parametrize("value", ["0", "2", "3", "4", "-1", "high", ""])
async def test_a_profile_that_is_lower_or_lacks_its_means_is_rejected(
    site: Site, value: str
) -> None:
    await site.rig.boot()
    answer = await site.plain.status("ChangeConfiguration", key="SecurityProfile", value=value)
    assert (answer, site.plain.connections) == ("Rejected", 1)
    assert "ReconfigurationOfSecurityParameters" not in events(site.plain)


async def test_what_was_installed_and_changed_outlives_the_process(
    site: Site, clock: SteppedClock
) -> None:
    async with site.open() as secure:
        assert await site.ask(site.plain, 2) == "Accepted"
        await reconnected(site.rig, secure, 1)
        await secure.configure(AuthorizationKey=HEX_KEY)
        await reconnected(site.rig, secure, 2)
        expiry = wire_instant(clock.now_s() + 600.0)
        reservation = {"reservationId": 3, "idTag": "TAG-1", "expiryDate": expiry}
        assert await secure.status("ReserveNow", connectorId=2, **reservation) == "Accepted"
        await site.rig.pass_s(1.0)
        site.rig.charger.maintenance.firmware = "7.7"
        await site.rig.restart()
        site.rig.chargers.secure_url = secure.url
        boot = await secure.expect("BootNotification")
        assert (boot["firmwareVersion"], shown_password(secure)) == ("7.7", bytes.fromhex(HEX_KEY))
        await site.rig.online()
        assert (await profile_of(secure), site.rig.status(2)) == ("2", "Reserved")
        listed = await secure.call("GetInstalledCertificateIds", certificateType=CENTRAL_ROOT)
        assert listed["certificateHashData"] == [hash_data(site.root)]


async def test_an_event_that_was_not_told_is_told_after_the_restart(site: Site) -> None:
    await site.rig.boot()
    await site.rig.cut_link()
    raise_event(site.rig.charger, SecurityEvent.RECONFIGURED, "by hand")
    await site.rig.restart()
    event = await site.plain.expect("SecurityEventNotification", techInfo="by hand")
    assert event["type"] == "ReconfigurationOfSecurityParameters"
