"""What nobody may read again: passwords of chargers, credentials in addresses.

A charger is told secrets as configuration keys (`AuthorizationKey` of the OCPP 1.6 security white
paper; makers have keys of their own), and as `user:password@` or signed parameters in the addresses
of firmware, diagnostics and logs. Names are compared without case, as OCPP compares configuration
keys (CiString50Type: OCPP 1.6, 6.7). Rather too much is hidden than too little.
"""

import json
import re
from functools import lru_cache
from typing import Any, Final

HIDDEN: Final = "(hidden)"
SHOWN_LENGTH: Final = 80

_WORDS: Final = (
    "authorizationkey",
    "password",
    "passwd",
    "passphrase",
    "secret",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
)
_WHOLE_NAMES: Final = frozenset({"authorization", "token", "accesstoken", "pwd", "psk"})
_USER_OF_ADDRESS: Final = re.compile(r"://\S*@")
_SIGNED_PARAMETER: Final = re.compile(
    r"([?&][^=&\s]*(?:sig|key|token|pwd|password|secret|credential)[^=&\s]*=)[^&\s]+", re.IGNORECASE
)
_SUSPICIOUS: Final = re.compile("|".join((*_WORDS, "token", "://")), re.IGNORECASE)


@lru_cache(4096)
def is_secret_name(name: str) -> bool:
    """Whether a field or configuration key of this name holds a secret."""
    folded = "".join(letter for letter in name.lower() if letter.isalnum())
    return folded in _WHOLE_NAMES or any(word in folded for word in _WORDS)


def without_secrets(value: Any) -> Any:
    """A JSON value as anybody may read it: an OCPP payload, an answer, a detail of the audit.

    Hidden are the `value` beside a secret `key`, fields of a secret name, and credentials in
    addresses; all of it also in a text that is JSON itself (DataTransfer `data`).
    """
    if isinstance(value, dict):
        names_secret = is_secret_name(str(value.get("key", "")))
        return {
            name: HIDDEN
            if _is_set(each) and (is_secret_name(str(name)) or (names_secret and name == "value"))
            else without_secrets(each)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [without_secrets(each) for each in value]
    return _text_without_secrets(value) if isinstance(value, str) else value


def shortened(text: str, length: int = SHOWN_LENGTH) -> str:
    """The beginning of what a peer sent, for a log line; it ends where a secret may begin."""
    found = _SUSPICIOUS.search(text)
    shown = text if found is None else text[: found.start()] + HIDDEN
    return shown if len(shown) <= length else f"{shown[:length]}..."


def _is_set(value: object) -> bool:
    return value is not None and not isinstance(value, dict | list | bool)


def _text_without_secrets(text: str) -> str:
    if text.lstrip().startswith(("{", "[")):
        try:
            data = json.loads(text)
            clean = without_secrets(data)
        except (ValueError, RecursionError):
            pass
        else:
            return text if clean == data else json.dumps(clean, separators=(",", ":"))
    text = _USER_OF_ADDRESS.sub(f"://{HIDDEN}@", text)
    return _SIGNED_PARAMETER.sub(rf"\1{HIDDEN}", text)


def masked_tag(id_tag: str) -> str:
    """The end of an id tag, enough for its owner to know it; a short one not at all."""
    return f"***{id_tag[-4:]}" if len(id_tag) > 4 else "***"
