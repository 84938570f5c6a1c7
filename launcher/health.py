"""When the demo counts as ready, judged from what its programs answer; no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A program's answer: its JSON body, or None where there was none."""

    body: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the demo is not ready yet, and whose log to read."""

    program: str
    text: str


def judge(answers: Mapping[str, Answer], charge_points: int) -> tuple[Reason, ...]:
    """Why the demo is not ready; nothing when it is.

    Ready means that all three say "ok", and that central sees every charge point of the fleet
    connected and scored.

    Args:
        answers: by program: central, edge, emulator.
        charge_points: how many the fleet has.
    """
    reasons = [
        Reason(name, text)
        for name in ("central", "edge", "emulator")
        if (text := _complaint(name, answers.get(name)))
    ]
    central = answers.get("central")
    if central is not None and central.body is not None:
        connected = _count(central.body, "chargers_connected")
        scored = _count(central.body, "chargers_scored")
        if connected != charge_points:
            text = f"{connected} of {charge_points} chargers connected"
            reasons.append(Reason("emulator", text))
        if scored != charge_points:
            reasons.append(Reason("edge", f"{scored} of {charge_points} chargers scored"))
    return tuple(reasons)


def in_words(reasons: tuple[Reason, ...]) -> str:
    """All reasons on one line."""
    return "; ".join(reason.text for reason in reasons)


def _complaint(name: str, answer: Answer | None) -> str:
    if answer is None or answer.body is None:
        return f"{name} does not answer"
    status = answer.body.get("status")
    return "" if status == "ok" else f"{name} says {status!r}"


def _count(body: Mapping[str, object], field: str) -> int:
    value = body.get(field)
    return value if isinstance(value, int) else 0
