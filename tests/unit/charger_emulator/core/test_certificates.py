import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from charger_emulator.adapters.keys import make_request
from charger_emulator.core.certificates import (
    MAX_PER_STORE,
    CertificateFault,
    CertificateStore,
    HashData,
    Use,
    check_chain,
    check_own,
    check_root,
    read_chain,
)
from charger_emulator.core.firmware_image import is_signed
from tests.octt.authority import Authority, subject

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 1, tzinfo=UTC)
ROOT = Authority.make("Root")


def test_an_own_certificate_needs_the_key_the_names_and_a_known_root() -> None:
    csr, public, _ = make_request("SN-1", "Operator")
    pem, roots, names = ROOT.sign_request(csr), [ROOT.certificate], ("SN-1", "Operator")
    assert check_own(pem, public, names, roots, NOW) == read_chain(pem)
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    for key, who, trusted, why in (
        (None, names, roots, "signing request"),
        (other, names, roots, "signing request"),
        (public, ("SN-2", "Operator"), roots, "SN-2"),
        (public, ("SN-1", "Else"), roots, "Else"),
        (public, names, [Authority.make("Other").certificate], "no installed root"),
    ):
        with pytest.raises(CertificateFault, match=why):
            check_own(pem, key, who, trusted, NOW)


def test_a_request_needs_names_that_a_certificate_can_hold() -> None:
    for serial, operator in (("", "Operator"), ("SN-1", ""), ("SN-1", "x" * 65)):
        with pytest.raises(ValueError, match="is not allowed: 1 to 64"):
            make_request(serial, operator)


def test_a_leaf_cannot_vouch_for_another() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    middle = ROOT.issue(subject("Middle", "Test"), key.public_key())
    leaf = Authority(middle, key).issue(subject("Leaf", "Test"), key.public_key())
    with pytest.raises(CertificateFault, match="is not issued by"):
        check_chain([leaf, middle], [ROOT.certificate], NOW)


@pytest.mark.parametrize("pem", ["", "no certificate", ROOT.pem[:200]])
def test_what_is_no_pem_is_said_to_be_none(pem: str) -> None:
    with pytest.raises(CertificateFault, match="no PEM certificate"):
        check_root(pem, NOW)


def test_a_store_takes_so_many_and_each_once() -> None:
    store = CertificateStore()
    roots = [Authority.make(f"Root {n}").certificate for n in range(MAX_PER_STORE + 1)]
    for root in roots[:-1]:
        assert store.install(Use.CENTRAL, root)
        assert store.install(Use.CENTRAL, root)
    assert not store.install(Use.CENTRAL, roots[-1])
    assert store.install(Use.MANUFACTURER, roots[-1])
    assert len(store.listed(Use.CENTRAL)) == MAX_PER_STORE


def test_a_certificate_is_found_by_each_hash_and_kept_while_in_use() -> None:
    store = CertificateStore()
    store.install(Use.CENTRAL, ROOT.certificate)
    for algorithm in ("SHA256", "SHA384", "SHA512"):
        name = store.listed(Use.CENTRAL, algorithm)[0]
        assert store.delete(name, ROOT.certificate) == "Failed"
    shouted = HashData("SHA256", *(each.upper() for each in _parts(store)))
    assert store.delete(shouted, None) == "Accepted"
    assert store.delete(shouted, None) == "NotFound"


def _parts(store: CertificateStore) -> tuple[str, str, str]:
    name = store.listed(Use.CENTRAL)[0]
    return name.issuer_name, name.issuer_key, f"000{name.serial}"


def test_of_two_own_certificates_the_younger_is_used() -> None:
    csr, _, private = make_request("SN-1", "Operator")
    old, new = (read_chain(ROOT.sign_request(csr, since=at)) for at in (LATER, NOW))
    store = CertificateStore()
    assert store.adopt(new, private)
    assert not store.adopt(old, private)
    assert store.own == new


def as_pem(der: bytes) -> str:
    text = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE-----\n{text}-----END CERTIFICATE-----\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x07", id="version 8"),
        pytest.param(b"\x55\x04\x03", b"\x55\x04\x06", id="a country of four letters"),
    ],
)
def test_what_the_library_will_not_take_is_refused(old: bytes, new: bytes) -> None:
    der = ROOT.certificate.public_bytes(serialization.Encoding.DER)
    assert old in der
    with pytest.raises(CertificateFault):
        check_root(as_pem(der.replace(old, new, 1)), NOW)


@settings(max_examples=200)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_damaged_certificate_is_refused_or_still_one(at: int, byte: int) -> None:
    der = bytearray(ROOT.certificate.public_bytes(serialization.Encoding.DER))
    der[at % len(der)] = byte
    pem = as_pem(bytes(der))
    try:
        root = check_root(pem, NOW)
        check_chain(read_chain(pem), [ROOT.certificate], NOW)
    except CertificateFault:
        return
    assert root == ROOT.certificate or root.subject == ROOT.certificate.subject


@given(st.text())
def test_any_text_may_stand_where_a_signature_belongs(signature: str) -> None:
    assert not is_signed(b"image", signature, ROOT.certificate)
