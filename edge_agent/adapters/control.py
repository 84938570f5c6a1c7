"""The way for a person on this machine to act on the running edge: a Unix socket in its directory.

Who may read the directory may act: it has mode 0600, and there is no other door. One JSON line
each way: `{"wish": "retry" | "drop", "charger": ..., "number": ... | null}`, and `{"done": n}` or
`{"problem": ...}` back.
"""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

from edge_agent.adapters.asides import read_asides
from edge_agent.adapters.log import Log
from edge_agent.adapters.spool import Spool
from edge_agent.core.errors import EdgeError, LocalError, UnavailableError
from edge_agent.core.storage import Aside, DropAside
from edge_agent.core.traffic import Retry

FILE: Final = "control.sock"
_LOG = Log("edge.control")
_ANSWER_S: Final = 10.0
_MAX_LINE: Final = 4096


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person wants; `number` None = all of the charger's."""

    wish: Literal["retry", "drop"]
    charger: str
    number: int | None = None


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many records it was done to; or the `problem`."""

    done: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """Carries wishes out.

    `is_there` says whether a charger has a session now, `deliver` hands an event to its machine.
    """

    data_dir: Path
    spool: Spool
    is_there: Callable[[str], bool]
    deliver: Callable[[str, Retry], None]

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listen for the length of the block."""
        path = self.data_dir / FILE
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        before = os.umask(0o177)
        try:
            server = await asyncio.start_unix_server(self._visit, path, limit=_MAX_LINE)
        except OSError as err:  # a path of over 107 characters is one
            _LOG.warning("no_control_socket", path=str(path), reason=str(err))
            yield
            return
        finally:
            os.umask(before)
        async with server:
            yield
        with contextlib.suppress(FileNotFoundError):
            path.unlink()

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_ANSWER_S):
                outcome = await self._outcome(await reader.readline())
                writer.write(msgspec.json.encode(outcome) + b"\n")
                await writer.drain()
        except (OSError, ValueError, asyncio.IncompleteReadError) as err:
            _LOG.warning("control_broke", reason=str(err))
        finally:
            writer.close()

    async def _outcome(self, line: bytes) -> Outcome:
        try:
            wish = msgspec.json.decode(line, type=Wish)
            chosen = await asyncio.to_thread(self._chosen, wish)
        except (msgspec.DecodeError, EdgeError) as err:
            return Outcome(problem=str(err))
        if wish.wish == "drop":
            drops = tuple(DropAside(each.number) for each in chosen)
            if not await self.spool.write(wish.charger, drops, survives_power_cut=True):
                return Outcome(problem="the disk does not take it now")
        elif not self.is_there(wish.charger):
            return Outcome(problem=f"{wish.charger} is not connected; try again when it is")
        else:
            self.deliver(wish.charger, Retry(tuple(chosen)))
        _LOG.info(f"set_aside_{wish.wish}", charge_point=wish.charger, records=len(chosen))
        return Outcome(done=len(chosen))

    def _chosen(self, wish: Wish) -> list[Aside]:
        found = [each for _, each in read_asides(self.data_dir, wish.charger)]
        chosen = [each for each in found if wish.number in (None, each.number)]
        if not chosen:
            what = "nothing" if wish.number is None else f"no record {wish.number}"
            raise LocalError(f"{what} of {wish.charger!r} is set aside; see: set-aside list")
        begun = {each.transaction for each in chosen if each.action == "StartTransaction"}
        return [each for each in found if each in chosen or each.transaction in begun]


def ask(data_dir: Path, wish: Wish) -> int:
    """Have a wish carried out by the edge that runs with this data directory; blocks.

    Returns:
        How many records it was done to.

    Raises:
        UnavailableError: if no edge runs there, or it cannot do it; says why.
    """
    path = data_dir / FILE
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(_ANSWER_S)
            line.connect(str(path))
            line.sendall(msgspec.json.encode(wish) + b"\n")
            answer = b""
            while not answer.endswith(b"\n") and (part := line.recv(_MAX_LINE)):
                answer += part
        outcome = msgspec.json.decode(answer, type=Outcome)
    except (OSError, msgspec.DecodeError) as err:
        raise UnavailableError(f"no edge answers at {path}: {err}") from err
    if outcome.problem:
        raise UnavailableError(outcome.problem)
    return outcome.done
