"""One GET of a health address on loopback."""

import http.client
import json
import urllib.error
import urllib.request
from typing import Final

from launcher.health import Answer

TIMEOUT_S: Final = 2.0

# Loopback is never asked through a proxy, whatever the environment says.
_OPENER: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str) -> Answer:
    """What a program says of itself; anything but a JSON object counts as no answer.

    An error status with a JSON body is an answer too: that is how a program says it is starting.
    """
    try:
        with _OPENER.open(url, timeout=TIMEOUT_S) as response:
            payload = response.read()
    except urllib.error.HTTPError as err:
        payload = err.read()
    except (OSError, http.client.HTTPException):
        return Answer(None)
    try:
        body = json.loads(payload)
    except ValueError:
        return Answer(None)
    return Answer(body if isinstance(body, dict) else None)
