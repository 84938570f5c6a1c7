"""Small private files of the demo: written whole or not at all, readable by their owner only."""

import contextlib
import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Put `text` into a file of mode 0600; a reader sees the old content or the new, not a part."""
    part = path.with_name(path.name + ".part")
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def read_if_there(path: Path) -> str | None:
    """Content of a file, or None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def tail(path: Path, lines: int) -> str:
    """The last lines of a log; an empty text where there is no log."""
    try:
        content = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(content.splitlines()[-lines:])
