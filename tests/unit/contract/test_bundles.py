"""Archives from anywhere are read within bounds; a signature covers every file and no other."""

import base64
import io
import struct
import warnings
import zipfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import bundles
from contract.bundles import (
    MAX_BYTES,
    MAX_FILES,
    SIGNATURE,
    BundleRefusedError,
    Signature,
    TrustedKey,
    check_signature,
    hashes_of,
    key_id,
    key_line,
    pack,
    parse_keys,
    read_summary,
    signed_bytes,
    unpack,
)

names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,30}", fullmatch=True)
files = st.dictionaries(names, st.binary(max_size=300), max_size=8)


def archive_of(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


@given(contents=files)
def test_what_is_packed_comes_out_again(contents: dict[str, bytes]) -> None:
    assert unpack(pack(contents)) == contents
    assert pack(dict(reversed(contents.items()))) == pack(contents)


@given(content=st.binary(max_size=400))
def test_bytes_that_are_no_archive_are_refused(content: bytes) -> None:
    with pytest.raises(BundleRefusedError):
        unpack(content)


@given(contents=files, data=st.data())
def test_a_changed_archive_is_refused_or_gives_other_files_to_check(
    contents: dict[str, bytes], data: st.DataObject
) -> None:
    archive = bytearray(pack(contents))
    at = data.draw(st.integers(0, len(archive) - 1))
    archive[at] ^= data.draw(st.integers(1, 255))
    try:
        found = unpack(bytes(archive))
    except BundleRefusedError:
        return
    assert set(map(type, found.values())) <= {bytes}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("../manifest.json", id="above the directory"),
        pytest.param("/etc/passwd", id="an absolute path"),
        pytest.param("a/b", id="a directory below"),
        pytest.param("a\\b", id="a path of another system"),
        pytest.param(".hidden", id="a hidden file"),
        pytest.param("..", id="the directory above itself"),
        pytest.param("folder/", id="a directory"),
        pytest.param("line\nbreak", id="a name of two lines"),
        pytest.param("n" * 81, id="a name that is too long"),
    ],
)
def test_no_file_comes_out_beside_the_bundle(name: str) -> None:
    with pytest.raises(BundleRefusedError, match="file name"):
        unpack(archive_of((name, b"x")))


def test_a_name_cut_by_a_zero_byte_is_refused() -> None:
    archive = archive_of(("riskXonnx", b"x")).replace(b"riskXonnx", b"risk\0onnx")
    with pytest.raises(BundleRefusedError):
        unpack(archive)


def test_a_bomb_is_refused_without_being_blown_up() -> None:
    bomb = archive_of(("bomb", bytes(MAX_BYTES + 1)))
    assert len(bomb) < 100_000
    with pytest.raises(BundleRefusedError, match="unpacked it is larger"):
        unpack(bomb)


def test_a_file_that_lies_about_its_length_is_refused() -> None:
    archive = bytearray(archive_of(("a", bytes(1000))))
    entry = archive.index(b"PK\x01\x02")
    struct.pack_into("<I", archive, entry + 24, 10)  # uncompressed size
    with pytest.raises(BundleRefusedError):
        unpack(bytes(archive))


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        pytest.param(b"PK" + bytes(MAX_BYTES), "at most", id="too large"),
        pytest.param(
            archive_of(*((f"f{each}", b"") for each in range(MAX_FILES + 1))),
            "65 files, at most 64",
            id="too many files",
        ),
        pytest.param(
            archive_of(*((f"{each:050}", b"") for each in range(300))),
            "lists too much",
            id="a directory that would fill the memory",
        ),
        pytest.param(
            archive_of(("a", b"1"), ("a", b"2")), "twice", id="a name that is there twice"
        ),
        pytest.param(
            archive_of(("a", b"1"), method=zipfile.ZIP_LZMA),
            "stored and deflated",
            id="another compression",
        ),
        pytest.param(pack({"a": b"1" * 99})[:-1], "not the whole", id="cut off at its end"),
        pytest.param(pack({"a": b"1"}) + b"more", "not the whole", id="something behind it"),
        pytest.param(b"", "no zip archive", id="nothing"),
    ],
)
def test_an_archive_that_no_bundle_needs_is_refused(archive: bytes, reason: str) -> None:
    with pytest.raises(BundleRefusedError, match=reason):
        unpack(archive)


def test_zip64_which_could_list_more_than_we_bounded_is_refused() -> None:
    plain = pack({"a": b"1"})
    locator = b"PK\x06\x07" + bytes(16)
    with pytest.raises(BundleRefusedError, match="ZIP64"):
        unpack(plain[:-22] + locator + plain[-22:])


# --- signatures: the check of the crypto library is the caller's ---------------------------------

PUBLIC = bytes(range(32))
KEYS = {key_id(PUBLIC): TrustedKey(PUBLIC, "release")}
CONTENTS = {"manifest.json": b"{}", "risk.onnx": b"graph"}


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    return signature == public[:4] + message


def signed(contents: dict[str, bytes], key: str = key_id(PUBLIC)) -> dict[str, bytes]:
    files = hashes_of(contents)
    text = base64.b64encode(PUBLIC[:4] + signed_bytes(files)).decode()
    return {**contents, SIGNATURE: msgspec.json.encode(Signature(key, files, text))}


def test_a_signed_bundle_names_its_signer() -> None:
    assert check_signature(signed(CONTENTS), KEYS, verify).name == "release"


@pytest.mark.parametrize(
    ("contents", "reason"),
    [
        pytest.param(CONTENTS, "not signed", id="without a signature"),
        pytest.param({**CONTENTS, SIGNATURE: b"{}"}, "no signature", id="something else"),
        pytest.param({**CONTENTS, SIGNATURE: b"[" * 9999}, "no signature", id="deeply nested"),
        pytest.param(
            {**signed(CONTENTS), "risk.onnx": b"Graph"}, "risk.onnx: SHA-256", id="a changed file"
        ),
        pytest.param(
            {**signed(CONTENTS), "card.md": b""}, "card.md was not signed", id="an added file"
        ),
        pytest.param(
            {key: each for key, each in signed(CONTENTS).items() if key != "risk.onnx"},
            "risk.onnx was signed and is missing",
            id="a file left out",
        ),
        pytest.param(signed(CONTENTS, key="0" * 16), "trusted: ", id="a stranger's key"),
    ],
)
def test_what_was_not_signed_as_it_is_is_refused(contents: dict[str, bytes], reason: str) -> None:
    with pytest.raises(BundleRefusedError, match=reason):
        check_signature(contents, KEYS, verify)


def test_a_signature_over_another_list_is_refused() -> None:
    forged = msgspec.json.decode(signed(CONTENTS)[SIGNATURE], type=Signature)
    evil = {**CONTENTS, "risk.onnx": b"evil"}
    forged = msgspec.structs.replace(forged, files=hashes_of(evil))
    with pytest.raises(BundleRefusedError, match="not one of key"):
        check_signature({**evil, SIGNATURE: msgspec.json.encode(forged)}, KEYS, verify)


def test_keys_are_read_with_names_and_remarks() -> None:
    other = bytes(32)
    text = f"# ours\n{key_line(PUBLIC, 'release 2026')}\n  {base64.b64encode(other).decode()} # old"
    found = parse_keys(text)
    assert found[key_id(PUBLIC)] == TrustedKey(PUBLIC, "release 2026")
    assert found[key_id(other)].name == key_id(other)


@pytest.mark.parametrize("line", ["no base64!", "QUJD short"])
def test_a_line_that_is_no_key_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_keys(f"# first\n{line}\n")


@pytest.mark.parametrize("model_id", ["../x", "", "a/b", "n" * 61, ".x"])
def test_an_id_that_cannot_name_a_file_is_refused(model_id: str) -> None:
    manifest = {"id": model_id, "feature_set": "f", "files": {}}
    with pytest.raises(BundleRefusedError, match="id "):
        read_summary(msgspec.json.encode(manifest))


def test_a_manifest_may_tell_more_than_a_summary_holds() -> None:
    manifest = {"id": "m", "feature_set": "f", "files": {}, "news": 1}
    assert read_summary(msgspec.json.encode(manifest)) == bundles.Summary("m", "f", {})
