"""Firmware updates: which steps, in which order, and what is reported (OCPP 1.6, 4.5 and 6.19).

Plain updates report FirmwareStatusNotification, signed ones (OCA security paper, L01)
SignedFirmwareStatusNotification, which has more words; a status that the plain form lacks is left
out there. Nothing is installed while a session runs, nor when the signature does not fit.
"""

from dataclasses import dataclass
from typing import Final

from cryptography import x509

from charger_emulator.core.errands import (
    LEAST_PAUSE_S,
    BringBack,
    Errand,
    Fetch,
    Raise,
    Restart,
    Say,
    Step,
    TakeOut,
    WaitFor,
    WaitUntil,
)
from charger_emulator.core.events import SecurityEvent
from charger_emulator.core.firmware_image import ImageFault, is_signed, read_version

INSTALL_S: Final = 30.0
"""Simulated seconds that writing an image takes."""
IDLE: Final = "Idle"
_PLAIN: Final = frozenset(
    {
        "Downloading",
        "Downloaded",
        "DownloadFailed",
        "Installing",
        "Installed",
        "InstallationFailed",
    }
)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signed update adds; the certificate is known to be good."""

    request_id: int
    certificate: x509.Certificate
    signature: str
    install_s: float
    """Not before this instant."""


@dataclass(frozen=True, slots=True)
class Order:
    """An update that was asked for. Instants are simulated Unix seconds."""

    location: str
    retrieve_s: float
    retries: int
    retry_interval_s: float
    signed: Signed | None = None


class Update:
    """One update on its way: drive `steps`, read `status` for triggers."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.status = IDLE
        self.is_under_way = True
        self.is_installing = False
        """From the first write on it cannot be called off."""

    def steps(self, now_s: float) -> Errand:
        """All that has to be done, from the answer on."""
        yield from self._steps(now_s)
        self.status, self.is_under_way = IDLE, False

    def _steps(self, now_s: float) -> Errand:
        order, signed = self.order, self.order.signed
        if order.retrieve_s > now_s:
            yield from self._tell("DownloadScheduled")
            yield WaitUntil(order.retrieve_s)
        yield from self._tell("Downloading")
        image: bytes | None = yield Fetch(order.location)
        for _ in range(order.retries if image is None else 0):
            yield WaitFor(max(LEAST_PAUSE_S, order.retry_interval_s))
            image = yield Fetch(order.location)
            if image is not None:
                break
        if image is None:
            yield from self._tell("DownloadFailed")
            return
        yield from self._tell("Downloaded")
        is_good = signed is None or is_signed(image, signed.signature, signed.certificate)
        version = _version_of(image)
        del image  # a whole fleet may wait for its sessions to end
        if signed is not None:
            if not is_good:
                yield from self._tell("InvalidSignature")
                yield Raise(SecurityEvent.INVALID_FIRMWARE_SIGNATURE, order.location)
                return
            yield from self._tell("SignatureVerified")
            if signed.install_s > now_s:
                yield from self._tell("InstallScheduled")
                yield WaitUntil(signed.install_s)
        yield from self._install(version)

    def report(self) -> Say:
        """The present status, as a triggered message tells it."""
        signed = self.order.signed
        if signed is None:
            status = self.status if self.status in _PLAIN else IDLE
            return Say("FirmwareStatusNotification", {"status": status})
        payload: dict[str, object] = {"status": self.status}
        if self.status != IDLE:
            payload["requestId"] = signed.request_id
        return Say("SignedFirmwareStatusNotification", payload)

    def _install(self, version: str | None) -> Errand:
        yield TakeOut()
        self.is_installing = True
        yield from self._tell("Installing")
        yield WaitFor(INSTALL_S)
        if version is None:
            yield from self._tell("InstallationFailed")
        else:
            yield from self._tell("InstallRebooting")
            yield Restart(version)
            yield from self._tell("Installed")
            yield Raise(SecurityEvent.FIRMWARE_UPDATED, version)
        self.is_installing = False
        yield BringBack()

    def _tell(self, status: str) -> Errand:
        self.status = status
        if self.order.signed is not None or status in _PLAIN:
            yield self.report()


def _version_of(image: bytes) -> str | None:
    """What would be installed; None = nothing can be."""
    try:
        return read_version(image)
    except ImageFault:
        return None


def idle_report(*, is_signed_form: bool) -> Step:
    """What a trigger gets when there is nothing to tell."""
    form = "SignedFirmwareStatusNotification" if is_signed_form else "FirmwareStatusNotification"
    return Say(form, {"status": IDLE})
