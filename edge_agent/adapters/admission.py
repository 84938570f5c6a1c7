"""Have a fetched archive checked and unpacked by a process of its own: `python -m models admit`.

A graph that breaks the runtime, a check that needs much memory and the crypto library stay out of
the process that relays (ADR 24).
"""

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import Final

from edge_agent.core.errors import EdgeError

_LONGEST_S: Final = 300.0
"""Real seconds; a small box takes a few."""
_SHOWN: Final = 200


class NotAdmittedError(EdgeError):
    """The archive is no bundle for this edge; the message says why."""


async def admit(archive: Path, into: Path, keys: Path) -> None:
    """Check an archive and unpack it.

    Raises:
        NotAdmittedError: it was refused.
    """
    words = ("-m", "models", "admit", str(archive), "--into", str(into), "--keys", str(keys))
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_LONGEST_S):
            _, said = await child.communicate()
    except TimeoutError as err:
        raise NotAdmittedError(f"its check took longer than {_LONGEST_S:.0f} s") from err
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    if child.returncode != 0:
        lines = said.decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1].removeprefix("sntry models: ") if lines else ""
        raise NotAdmittedError(reason[-_SHOWN:] or f"its check ended with {child.returncode}")
