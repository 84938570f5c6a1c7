"""Commands about bundles that exist: make keys, sign, check, admit, score.

The crypto library is loaded by those that need it: checking hashes works without.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from contract.bundles import Keys, pack
from models.score_file import RowError, read_vectors, score_row
from models.scoring import Manifest, default_bundle, load_bundle
from models.state_head import STATE_FILE, load_states


def add_commands(commands: Any) -> None:
    """Tell the parser of `sntry models` about them."""
    keygen = commands.add_parser("keygen", help="make a key that signs bundles")
    keygen.add_argument("file", type=Path, help="private key; the public one is FILE.pub")
    keygen.add_argument("--name", required=True, help="whose key it is, for people")
    keygen.set_defaults(run=_keygen)
    sign = commands.add_parser("sign", help="sign a bundle, and pack it")
    sign.add_argument("directory", type=Path)
    sign.add_argument("--key", type=Path, required=True, help="private key of keygen")
    sign.add_argument("--archive", type=Path, help="write the signed bundle as a zip file too")
    sign.set_defaults(run=_sign)
    check = commands.add_parser(
        "check", help="hashes, feature set, golden answers and signature of a bundle"
    )
    check.add_argument(
        "bundle", type=Path, nargs="?", help="directory or zip file (default: the committed one)"
    )
    check.add_argument("--keys", type=Path, help="trusted public keys; one must have signed")
    check.set_defaults(run=_check)
    admit = commands.add_parser("admit", help="unpack a signed bundle where all of it is right")
    admit.add_argument("archive", type=Path)
    admit.add_argument("--into", type=Path, required=True, help="directory, which is replaced")
    admit.add_argument("--keys", type=Path, required=True, help="trusted public keys")
    admit.set_defaults(run=_admit)
    score = commands.add_parser(
        "score", help="risks, cause and probable states of feature vectors, as JSON lines"
    )
    score.add_argument("bundle", type=Path, nargs="?", help="default: the committed one")
    score.add_argument(
        "--rows", type=Path, required=True, help="a vector a line: JSON, by order or by name"
    )
    score.set_defaults(run=_score)


def _keygen(options: argparse.Namespace) -> int:
    from models.signing import KeyFileError, make_key

    public = options.file.with_name(f"{options.file.name}.pub")
    name = " ".join(options.name.replace("#", " ").split())
    try:
        line = make_key(options.file, name)
        public.write_text(line, encoding="utf-8")
    except (KeyFileError, OSError) as err:
        return _fail(str(err))
    _say(f"private key {options.file}: keep it off the machines that serve")
    _say(f"public key {public}: {line.strip()}")
    return 0


def _sign(options: argparse.Namespace) -> int:
    from models.signing import KeyFileError, read_private_key, sign

    try:
        contents = sign(options.directory, read_private_key(options.key))
        if options.archive is not None:
            options.archive.write_bytes(pack(contents))
    except (KeyFileError, OSError) as err:
        return _fail(str(err))
    _say(f"{options.directory}: {len(contents) - 1} files signed")
    return 0


def _check(options: argparse.Namespace) -> int:
    bundle: Path = options.bundle or default_bundle()
    if options.keys is None:
        if bundle.is_file():
            return _fail(f"{bundle}: an archive is checked with --keys only")
        manifest = load_bundle(bundle).manifest
        if STATE_FILE in manifest.files:
            load_states(bundle, manifest)
        _describe(manifest)
        return 0
    from models.admission import admit, check

    if not bundle.is_file():
        return _with_keys(options.keys, partial(check, bundle))
    with tempfile.TemporaryDirectory() as folder:
        return _with_keys(options.keys, partial(admit, bundle, Path(folder) / "bundle"))


def _admit(options: argparse.Namespace) -> int:
    from models.admission import admit

    return _with_keys(options.keys, partial(admit, options.archive, options.into))


def _score(options: argparse.Namespace) -> int:
    directory: Path = options.bundle or default_bundle()
    scorer = load_bundle(directory)
    has_states = STATE_FILE in scorer.manifest.files
    states = load_states(directory, scorer.manifest) if has_states else None
    try:
        with options.rows.open("rb") as lines:
            for vector in read_vectors(lines):
                _say(msgspec.json.encode(score_row(scorer, states, vector)).decode())
    except OSError as err:
        return _fail(f"{options.rows} cannot be read: {err.strerror}")
    except RowError as err:
        return _fail(f"{options.rows}: {err}")
    return 0


def _with_keys(path: Path, run: Callable[[Keys], Manifest]) -> int:
    from models.signing import KeyFileError, read_keys

    try:
        keys = read_keys(path)
    except KeyFileError as err:
        return _fail(str(err))
    _describe(run(keys))
    return 0


def _describe(manifest: Manifest) -> None:
    causes = ", ".join(dict.fromkeys(cause.name for cause in manifest.causes))
    _say(f"{manifest.id}: whole, feature set {manifest.feature_set}, golden answers match")
    _say(f"causes: {causes}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _fail(reason: str) -> int:
    sys.stderr.write(f"sntry models: {reason}\n")
    return 1
