"""Only a bundle that a trusted key signed as it is comes in; another is refused with the reason."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.bundles import MANIFEST, hashes_of, pack
from models.admission import admit, check
from models.cli import main
from models.scoring import BundleError, default_bundle
from models.signing import KeyFileError, make_key, read_keys, read_private_key, sign
from tests.unit.models.bundles import new_keys, signed_archive, signed_copy

Change = Callable[[dict[str, bytes]], dict[str, bytes]]


def changed(name: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda contents: {**contents, name: change(contents[name])}


def without(name: str) -> Change:
    return lambda contents: {key: each for key, each in contents.items() if key != name}


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_a_signed_bundle_comes_in_whole(tmp_path: Path) -> None:
    keys = read_keys(new_keys(tmp_path))
    contents = signed_copy(tmp_path)
    (tmp_path / "b.zip").write_bytes(pack(contents))
    into = tmp_path / "slot"
    into.mkdir()
    (into / "rest of another").touch()
    assert admit(tmp_path / "b.zip", into, keys).id == default_bundle().name
    assert {path.name: path.read_bytes() for path in into.iterdir()} == contents
    assert check(into, keys).id == default_bundle().name


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(changed("risk.onnx", flipped), "risk.onnx: SHA-256", id="tampered"),
        pytest.param(
            changed("explain.npz", lambda each: each[:-9]), "explain.npz: SHA-256", id="truncated"
        ),
        pytest.param(changed("card.md", lambda each: each + b"!"), "card.md", id="a praised card"),
        pytest.param(changed(MANIFEST, flipped), "manifest.json: SHA-256", id="another manifest"),
        pytest.param(without("golden.npz"), "golden.npz was signed and is", id="a file left out"),
        pytest.param(without("signature"), "not signed", id="unsigned"),
        pytest.param(changed("signature", lambda _: b"{"), "no signature", id="no signature"),
    ],
)
def test_a_bundle_that_is_not_as_it_was_signed_is_refused(
    tmp_path: Path, change: Change, reason: str
) -> None:
    keys = read_keys(new_keys(tmp_path))
    (tmp_path / "b.zip").write_bytes(pack(change(signed_copy(tmp_path))))
    with pytest.raises(BundleError, match=reason):
        admit(tmp_path / "b.zip", tmp_path / "slot", keys)
    assert not (tmp_path / "slot").exists()


def test_a_signature_of_somebody_else_is_refused(tmp_path: Path) -> None:
    keys = read_keys(new_keys(tmp_path))
    new_keys(tmp_path, "stranger")
    (tmp_path / "b.zip").write_bytes(signed_archive(tmp_path, "stranger"))
    with pytest.raises(BundleError, match="signed by key"):
        admit(tmp_path / "b.zip", tmp_path / "slot", keys)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"feature_set": "0" * 16}, "feature set", id="another feature set"),
        pytest.param({"levels": {}}, "levels", id="no levels"),
    ],
)
def test_a_signature_does_not_make_a_wrong_bundle_right(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    keys = read_keys(new_keys(tmp_path))
    signed_copy(tmp_path)
    copy = tmp_path / "copy"
    (copy / "signature").unlink()
    manifest = {**json.loads((copy / MANIFEST).read_bytes()), **changes}
    (copy / MANIFEST).write_text(json.dumps(manifest))
    (tmp_path / "b.zip").write_bytes(pack(sign(copy, read_private_key(tmp_path / "release"))))
    with pytest.raises(BundleError, match=reason):
        admit(tmp_path / "b.zip", tmp_path / "slot", keys)
    assert not (tmp_path / "slot").exists()


def test_a_directory_with_what_no_bundle_has_is_not_signed(tmp_path: Path) -> None:
    new_keys(tmp_path)
    signed_copy(tmp_path)
    (tmp_path / "copy" / ".git").touch()
    with pytest.raises(BundleError, match="file name"):
        sign(tmp_path / "copy", read_private_key(tmp_path / "release"))


def test_a_private_key_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    new_keys(tmp_path)
    path = tmp_path / "release"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(KeyFileError, match="cannot be made: File exists"):
        make_key(path, "again")
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="mode 0640"):
        read_private_key(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "holds no key", id="empty"),
        pytest.param(b"\xff", "is no file of public keys", id="no text"),
        pytest.param(b"?? me", "line 1", id="no base64"),
    ],
)
def test_a_file_without_keys_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "keys").write_bytes(content)
    with pytest.raises(KeyFileError, match=reason):
        read_keys(tmp_path / "keys")


def test_the_commands_make_sign_check_and_admit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, public, archive = tmp_path / "k", tmp_path / "k.pub", tmp_path / "b.zip"
    assert main(["keygen", str(key), "--name", "ops # 1"]) == 0
    signed_from = tmp_path / "copy"
    signed_from.mkdir()
    for path in default_bundle().iterdir():
        (signed_from / path.name).write_bytes(path.read_bytes())
    assert main(["sign", str(signed_from), "--key", str(key), "--archive", str(archive)]) == 0
    for bundle in (archive, signed_from):
        assert main(["check", str(bundle), "--keys", str(public)]) == 0
    slot = tmp_path / "slot"
    assert main(["admit", str(archive), "--into", str(slot), "--keys", str(public)]) == 0
    assert f"{default_bundle().name}: whole" in capsys.readouterr().out
    assert hashes_of({path.name: path.read_bytes() for path in slot.iterdir()}).keys() >= {MANIFEST}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param(["check", "{tmp}/b.zip"], "with --keys only", id="an archive without keys"),
        pytest.param(["check", "--keys", "{tmp}/none"], "cannot be read", id="no file of keys"),
        pytest.param(
            ["check", "--keys", "{tmp}/release.pub"], "not signed", id="the unsigned default"
        ),
        pytest.param(
            ["admit", "{tmp}/none", "--into", "{tmp}/s", "--keys", "{tmp}/release.pub"],
            "cannot be read",
            id="no archive",
        ),
        pytest.param(["sign", "{tmp}", "--key", "{tmp}/release.pub"], "mode", id="a public key"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    new_keys(tmp_path).chmod(0o644)
    (tmp_path / "b.zip").touch()
    assert main([word.format(tmp=tmp_path) for word in words]) == 1
    assert reason in capsys.readouterr().err
