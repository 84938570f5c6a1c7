"""Frames that are a little, or altogether, wrong: mutations of what real chargers send.

`Mutator(seed)` gives the same frames for the same seed. Some know the structure (a field goes,
comes, changes its type or its size; the frame has another form), some only bytes.
"""

import json
import random
from collections.abc import Callable
from typing import Any

AT = "2026-06-01T12:00:00Z"
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("Authorize", {"idTag": "TAG"}),
    (
        "BootNotification",
        {"chargePointVendor": "V", "chargePointModel": "M", "firmwareVersion": "1.0"},
    ),
    (
        "DataTransfer",
        {"vendorId": "org.openchargealliance.costmsg", "messageId": "x", "data": "{}"},
    ),
    ("DiagnosticsStatusNotification", {"status": "Uploaded"}),
    ("FirmwareStatusNotification", {"status": "Installed"}),
    ("Heartbeat", {}),
    ("LogStatusNotification", {"status": "Uploaded", "requestId": 1}),
    (
        "MeterValues",
        {
            "connectorId": 1,
            "transactionId": 1,
            "meterValue": [
                {
                    "timestamp": AT,
                    "sampledValue": [
                        {"value": "1000", "unit": "Wh", "context": "Sample.Periodic"},
                        {"value": "7.4", "measurand": "Power.Active.Import", "unit": "kW"},
                        {"value": "40", "measurand": "Temperature", "unit": "Celsius"},
                    ],
                }
            ],
        },
    ),
    ("SecurityEventNotification", {"type": "MemoryExhaustion", "timestamp": AT}),
    ("SignCertificate", {"csr": "-----BEGIN CERTIFICATE REQUEST-----"}),
    ("SignedFirmwareStatusNotification", {"status": "Installed", "requestId": 1}),
    ("StartTransaction", {"connectorId": 1, "idTag": "TAG", "meterStart": 0, "timestamp": AT}),
    (
        "StatusNotification",
        {"connectorId": 1, "status": "Charging", "errorCode": "NoError", "timestamp": AT},
    ),
    (
        "StopTransaction",
        {"transactionId": 1, "meterStop": 9000, "timestamp": AT, "idTag": "TAG", "reason": "Local"},
    ),
]
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 1.5, -0.0, 2**31, 2**63, -(2**63), 10**400, 1e308, [], {}, [[]],
    [{}], {"a": {}}, "", " ", "x" * 30, "x" * 5000, "\x00", "\ud800", "😀" * 20, "NaN", "-1", "1,5",
    "1e999", "0x10", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z",
    "2026-06-01T12:00:00", "2026-06-01T12:00:00+14:00", "Faulted", "faulted", "'; DROP TABLE x;--",
]  # fmt: skip
MOST_CHARACTERS = 100_000
"""Cut here: central ends a connection whose frame is longer than 256 KiB."""
NAMES = [
    "transactionId",
    "connectorId",
    "idTag",
    "timestamp",
    "status",
    "unknown",
    "",
    "constructor",
]


class Mutator:
    """Makes one frame after the other."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 (a fuzzer)
        self._changes: list[Callable[[Any], Any]] = [
            self._lose, self._gain, self._replace, self._replace, self._repeat, self._nest,
        ]  # fmt: skip

    def frame(self, number: int) -> str | bytes:
        """The next frame."""
        action, payload = self._random.choice(CALLS)
        frame: Any = [2, f"f{number}", action, json.loads(json.dumps(payload))]
        for _ in range(self._random.randint(0, 3)):
            frame[3] = self._somewhere(frame[3])
        chance = self._random.random()
        if chance < 0.15:
            frame = self._broken_frame(frame)
        text = json.dumps(frame, ensure_ascii=self._random.random() < 0.5)[:MOST_CHARACTERS]
        if chance > 0.8:
            return self._broken_bytes(text)
        return text.encode("utf-8", "replace") if chance > 0.78 else _sendable(text)

    # --- by structure ---

    def _somewhere(self, value: Any) -> Any:
        """Change a part of it, at any depth."""
        if isinstance(value, dict | list) and value and self._random.random() < 0.6:
            key = self._random.choice(list(value) if isinstance(value, dict) else range(len(value)))
            value[key] = self._somewhere(value[key])
            return value
        return self._random.choice(self._changes)(value)

    def _lose(self, value: Any) -> Any:
        if isinstance(value, dict) and value:
            del value[self._random.choice(list(value))]
        elif isinstance(value, list) and value:
            value.pop()
        return value

    def _gain(self, value: Any) -> Any:
        if isinstance(value, dict):
            value[self._random.choice(NAMES)] = self._odd()
        elif isinstance(value, list):
            value.append(self._odd())
        return value

    def _replace(self, _value: Any) -> Any:
        return self._odd()

    def _repeat(self, value: Any) -> Any:
        return value * self._random.randint(0, 40) if isinstance(value, list | str) else [value] * 3

    def _nest(self, value: Any) -> Any:
        for _ in range(self._random.choice([1, 5, 60])):
            value = [value] if self._random.random() < 0.5 else {"a": value}
        return value

    def _odd(self) -> Any:
        if self._random.random() < 0.2:
            return self._random.randint(-(2**40), 2**40)
        return json.loads(json.dumps(self._random.choice(ODD)))

    def _broken_frame(self, frame: list[Any]) -> Any:
        forms: list[Any] = [
            frame[:-1], frame[:2], [frame[0]], [], {}, "frame", 2, [*frame, 1], [frame],
            [3, frame[1], frame[3]], [4, frame[1], "GenericError", "", {}], [3, frame[1]],
            [self._odd(), *frame[1:]], [2, self._odd(), *frame[2:]], [2, frame[1], self._odd(), {}],
        ]  # fmt: skip
        return self._random.choice(forms)

    # --- by bytes ---

    def _broken_bytes(self, text: str) -> str | bytes:
        data = bytearray(text.encode("utf-8", "replace"))
        for _ in range(self._random.randint(1, 6)):
            place = self._random.randrange(len(data) + 1)
            match self._random.randrange(4):
                case 0:
                    data[place : place + 1] = bytes([self._random.randrange(256)])
                case 1:
                    del data[place : place + self._random.randint(1, 20)]
                case 2:
                    data[place:place] = data[: self._random.randint(0, 40)]
                case _:
                    data[place:place] = bytes([self._random.choice(b'[]{}",:\\\x00')])
        return bytes(data) if self._random.random() < 0.1 else _sendable(data.decode("latin-1"))


def _sendable(text: str) -> str:
    """Text that can be UTF-8: lone surrogates stay as escapes only."""
    return text.encode("utf-8", "replace").decode()
