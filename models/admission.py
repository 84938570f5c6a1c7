"""Let a bundle in: whoever may have made the archive, what comes out is whole, signed and works.

The edge runs this in a process of its own (`sntry models admit`), so that a graph that breaks the
runtime, or memory that a check needs, is not the edge's.
"""

import os
import shutil
from pathlib import Path

from contract.bundles import BundleRefusedError, Keys, unpack
from models.scoring import BundleError, Manifest, load_bundle
from models.signing import read_files, signer_of


def admit(archive: Path, into: Path, keys: Keys) -> Manifest:
    """Unpack a signed bundle into a directory, on disk for good, and check all of it.

    What was at `into` is replaced. A bundle that is refused leaves nothing there.

    Raises:
        BundleError: naming the archive or file at fault, and why.
    """
    shutil.rmtree(into, ignore_errors=True)
    try:
        contents = unpack(archive.read_bytes())
        signer_of(contents, keys)
    except OSError as err:
        raise BundleError(archive, f"cannot be read: {err.strerror}") from err
    except BundleRefusedError as err:
        raise BundleError(archive, err.reason) from err
    try:
        _write(contents, into)
        return load_bundle(into).manifest
    except OSError as err:
        shutil.rmtree(into, ignore_errors=True)
        raise BundleError(into, f"cannot be written: {err.strerror}") from err
    except BundleError:
        shutil.rmtree(into, ignore_errors=True)
        raise


def check(path: Path, keys: Keys | None) -> Manifest:
    """Check a bundle's directory; with keys also who signed it.

    Raises:
        BundleError: naming the file at fault, and why.
    """
    if keys is not None:
        try:
            signer_of(read_files(path), keys)
        except BundleRefusedError as err:
            raise BundleError(path, err.reason) from err
    return load_bundle(path).manifest


def _write(contents: dict[str, bytes], into: Path) -> None:
    into.mkdir(parents=True)
    for name, content in contents.items():
        with (into / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    folder = os.open(into, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
