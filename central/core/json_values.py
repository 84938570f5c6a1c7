"""Which JSON values can go on: over a wire as UTF-8, into a database, to other readers of JSON."""

from typing import Any, Final

from central.core.ranges import WHOLE

BROKEN_TEXT: Final = "half of a surrogate pair or NUL is not allowed: text that can be stored"
DEEPEST: Final = 32
"""No message of OCPP 1.6 is nested deeper than 6."""


def unsendable_part(value: Any, path: str = "payload", depth: int = 0) -> tuple[str, str] | None:
    """Path of the first part that cannot go on, and what is wrong with it; None = all can.

    Half of a surrogate pair is no character (RFC 8259, 8.2), and a number beyond 2**53 is another
    one for the next reader (RFC 8259, 6).
    """
    if isinstance(value, dict | list):
        if depth >= DEEPEST:
            return path[:100], f"nested deeper than {DEEPEST} levels"
        names = list(value) if isinstance(value, dict) else range(len(value))
        inner = f"{path}." if depth else ""
        found = (unsendable_part(value[name], f"{inner}{name}", depth + 1) for name in names)
        wrong_name = any(isinstance(name, str) and not is_text(name) for name in names)
        return (path, BROKEN_TEXT) if wrong_name else next((each for each in found if each), None)
    if isinstance(value, str):
        return None if is_text(value) else (path, BROKEN_TEXT)
    if isinstance(value, int | float) and not WHOLE.holds(value):
        return path, f"a number is allowed within {WHOLE}"
    return None


def is_text(text: str) -> bool:
    """Whether a text can be written as UTF-8, and stored: PostgreSQL takes no NUL."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
