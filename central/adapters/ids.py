"""Central's only source of fresh ids and of chance."""

import random
import uuid


class RandomIds:
    """Implements `central.services.ports.Ids` with random UUIDs (36 characters)."""

    def new(self) -> str:
        """A text that was never given before."""
        return str(uuid.uuid4())


def chance() -> float:
    """From 0 to 1, any as likely as any other."""
    return random.random()  # noqa: S311 (no secret)


def jittered(duration_s: float) -> float:
    """Between half and the whole of a duration, so that a crowd does not come back at once."""
    return duration_s * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)
