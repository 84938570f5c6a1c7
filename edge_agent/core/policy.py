"""What the operator chose for the time without central."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Choices that hold for one charger."""

    clock_factor: float = 1.0
    """Simulated seconds per real second."""
    accepts_unknown_tags: bool = False
    """What to say to an id tag that neither list nor cache knows."""
    accepts_unknown_chargers: bool = False
    """Whether a charger that central never accepted is Accepted, not Pending."""
    closes_on_loss: bool = False
    """Close the charger's socket while central is away: it has an offline mode of its own."""
    call_timeout_s: float | None = None
    """Real seconds after which the charger gives a call up; None = not known, learn it."""
    queued_transfers: frozenset[str] = frozenset()
    """DataTransfer messages worth keeping while central is away: `vendor` or `vendor/message`."""
    boot: str = ""
    """Names this run of the machine, for which its monotonic clock counts."""
    base_price: str = ""
    """Value of DefaultPrice with the charger's base price; empty = not known."""
    price_holds_s: float = 1800.0
    """Simulated seconds that another price may stand while central is away."""
    uplink_profile: int = 1
    """Security profile of the connection to central (white paper): 1 plain, 2 TLS, 3 both ways."""
    replay_per_s: float = 20.0
    """Stored messages that go up in a real second after an outage."""
