"""Causes as data: what speaks for each, and what to do about it.

Weights are log-odds of a fully seen sign: 1 makes a cause 2.7 times as likely, 3 twenty times. An
error code that OCPP defines for exactly this (7.6) is near proof. Names that are fault modes of
`contract.observations` are labels of training, too. Shares are those of public status logs and of
the emulated world, roughly; they only break ties. How often the rules are right is measured by
`python -m bench.root_cause` (docs/causes.md).
"""

from typing import Final

from central.core.cause_signs import signs_of
from central.core.causes import Case, Cause, Ranked, rank

CAUSES: Final = (
    Cause(
        "communication",
        "The charger's link fails",
        share=1.6,
        weights={
            "out_of_contact": 3.0,
            "lost_alone": 2.5,
            "link_flaps": 2.0,
            "answers_slow": 2.5,
            "cluster_link": 2.0,
            "code_weak_signal": 3.0,
            "lost_without_warning": -1.0,
            "site_lost": -1.0,
            "found_communication": 1.0,
        },
        act="check modem, antenna, SIM and switch; look at the signal log",
    ),
    Cause(
        "fan",
        "Cooling fails: fan or filter",
        share=1.3,
        weights={
            "code_heat": 2.5,
            "code_other": 2.0,  # OCPP has no code for a fan
            "hot": 1.5,
            "rise_unexplained": 3.0,
            "rise_explained": -1.5,
            "cluster_cooling": 0.5,
            "found_fan": 1.0,
        },
        act="replace the fan and clean the filter; keep the power low until then",
    ),
    Cause(
        "thermal",
        "Overheated by load and weather",
        share=1.3,
        weights={
            "code_heat": 3.0,
            "hot": 1.5,
            "hot_air": 2.0,
            "busy": 2.0,
            "rise_explained": 2.0,
            "cluster_heat": 1.0,
        },
        act="lower the power and send drivers next door; check shade and filters",
    ),
    Cause(
        "contactor",
        "Contactor or connector wears",
        share=1.2,
        weights={
            "code_power_switch": 5.0,
            "voltage_sags": 1.5,
            "sessions_break_off": 1.5,
            "repeats": 0.5,
            "cluster_contactor": 2.0,
            "found_contactor": 1.0,
        },
        act="take the connector out of service and replace the contactor",
        is_dangerous=True,
    ),
    Cause(
        "ground",
        "Ground fault",
        share=0.8,
        weights={"code_ground": 6.0},
        act="out of service at once; measure the insulation of cable and car inlet",
        is_dangerous=True,
    ),
    Cause(
        "over_current",
        "Over-current",
        share=0.7,
        weights={"code_over_current": 6.0},
        act="out of service at once; look for a short circuit in cable and power stage",
        is_dangerous=True,
    ),
    Cause(
        "meter",
        "Energy meter fails",
        share=0.6,
        weights={"code_meter": 6.0, "voltage_sags": 0.8},
        act="replace the meter; sessions since the first sign need a review",
    ),
    Cause(
        "reader",
        "Card reader fails",
        share=0.7,
        weights={"code_reader": 6.0},
        act="replace the reader; let drivers start by app until then",
    ),
    Cause(
        "supply",
        "The site has no supply",
        share=0.5,
        weights={
            "code_voltage": 5.0,
            "out_of_contact": 3.0,
            "site_lost": 3.5,
            "lost_without_warning": 2.0,
            "lost_alone": -3.0,
            "edge_lost": 1.0,  # the edge box hangs on the same supply
            "found_supply": 1.0,
        },
        act="ask the grid operator; check the main breaker",
    ),
    Cause(
        "edge",
        "The edge agent or the site's uplink is gone",
        share=0.3,
        weights={
            "edge_lost": 7.0,
            "out_of_contact": 3.0,
            "site_lost": 2.0,
            "lost_without_warning": 1.0,
        },
        act="check the edge box and the site's router; the chargers may be at work",
    ),
    Cause(
        "backhaul",
        "The network's backhaul, or our own door",
        share=0.1,
        weights={
            "network_lost": 8.0,
            "out_of_contact": 3.0,
            "site_lost": 2.0,
            "lost_without_warning": 1.0,
        },
        act="check central's gateway, certificates and the mobile operator before any charger",
    ),
    Cause(
        "lock",
        "The connector's lock jams",
        share=0.3,
        weights={"code_lock": 6.0},
        act="unlock from afar; else clean or replace the lock",
    ),
    Cause(
        "vehicle",
        "A car and the charger do not understand each other",
        share=0.3,
        weights={"code_vehicle": 6.0},
        act="look at the model of the cars; update the charger's firmware",
    ),
    Cause(
        "software",
        "The charger's software fails",
        share=0.5,
        weights={"code_internal": 4.5, "code_other": 1.5, "repeats": 0.3},
        act="restart it from afar; read its diagnostics; update its firmware",
    ),
    Cause(
        "commanded",
        "It follows what we told it",
        share=0.3,
        weights={"commanded": 5.0, "out_of_contact": 3.0, "lost_without_warning": 1.0},
        act="wait until it is back; take the command back if it is not",
    ),
)


def causes_of(case: Case) -> tuple[Ranked, ...]:
    """Why this charger is in trouble, the likeliest first."""
    return rank(signs_of(case), CAUSES)
