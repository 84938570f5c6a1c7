"""From settings to what the operator wants of all chargers."""

from collections.abc import Collection, Iterator, Mapping

from edge_agent.adapters.clock import machine_run
from edge_agent.config import Settings, read_call_timeouts
from edge_agent.core.errors import LocalError
from edge_agent.core.guard import GuardRules
from edge_agent.core.policy import Policy
from edge_agent.core.site import Conduct, Offline, Place, Protection
from edge_agent.core.storage import Kept


def conduct_of(
    settings: Settings,
    places: Collection[Place],
    kept: Mapping[str, Kept],
    local_ids: Iterator[int],
) -> Conduct:
    """What the settings say.

    Args:
        settings: of this edge.
        places: of all chargers of the fleet file.
        kept: what an earlier run left, by charger.
        local_ids: transaction ids of the edge's own block, each once.

    Raises:
        LocalError: if there is a site limit and nothing to divide it among.
    """
    return Conduct(
        offline=Offline(
            policy=_policy(settings),
            exceptions=frozenset(settings.on_uplink_loss_exceptions.split(",")),
            call_timeouts_s=read_call_timeouts(settings.call_timeouts),
            kept=kept,
            local_ids=local_ids,
        ),
        protection=protection(settings, places),
    )


def _policy(settings: Settings) -> Policy:
    return Policy(
        accepts_unknown_tags=settings.unknown_tag_offline == "accept",
        accepts_unknown_chargers=settings.unknown_charger_offline == "accept",
        closes_on_loss=settings.on_uplink_loss == "close",
        replay_per_s=settings.replay_per_s,
        queued_transfers=frozenset(
            filter(None, (each.strip().lower() for each in settings.queued_transfers.split(",")))
        ),
        price_holds_s=settings.price_holds_s,
        boot=machine_run(),
        uplink_profile=_uplink_profile(settings),
    )


def _uplink_profile(settings: Settings) -> int:
    if not settings.central_url.startswith("wss://"):
        return 1
    return 2 if settings.central_cert_file is None else 3


def protection(settings: Settings, places: Collection[Place]) -> Protection:
    """The operator's bounds for guard and site limit.

    Raises:
        LocalError: if there is a site limit and nothing to divide it among.
    """
    share_ratio = None
    if settings.site_limit_w is not None:
        rated_w = sum(each.rated_power_w or 0.0 for each in places)
        if rated_w <= 0.0:
            raise LocalError("site_limit_w needs a fleet_file that names the chargers and ratings")
        share_ratio = min(settings.site_limit_w / rated_w, 1.0)
    ratio = settings.guard_power_ratio
    return Protection(
        guard=GuardRules(
            is_on=ratio is not None,
            temperature_c=settings.guard_temperature_c,
            power_ratio=ratio or 1.0,
            patience_s=settings.guard_patience_s,
            step_s=settings.guard_step_s,
        ),
        share_ratio=share_ratio,
        voltage_v=settings.nominal_voltage_v,
        phases=settings.nominal_phases,
        safe_w=settings.safe_limit_w,
    )
