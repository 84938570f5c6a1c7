"""The worked cases of OCPP 1.6, 3.13, and of its errata."""

from datetime import datetime
from typing import Any

from charger_emulator.core.profiles import Unit, parse_profile
from charger_emulator.core.smart_charging import Hardware, ProfileStore, Rules, Transaction
from tests.unit.charger_emulator.core.charging_profiles import AC_3, profile

HOUR = 3600
AC_11 = Hardware(rated_w=22e3, connector_w=11_500.0, connectors=2, phases=3)


def at(text: str) -> float:
    return datetime.fromisoformat(f"{text}+00:00").timestamp()


def hours(made: ProfileStore, connector: int, begin: str, length_h: float) -> dict[float, float]:
    """Composite schedule as watts by hours after the beginning."""
    pieces = made.composite(connector, at(begin), length_h * HOUR)
    return {start / HOUR: limit.w for start, limit in pieces}


def both_units(hardware: Hardware) -> ProfileStore:
    return ProfileStore(hardware, Rules((Unit.A, Unit.W)))


def test_the_example_of_a_default_profile_for_every_day() -> None:
    """3.13.8: 11 kW, but 6 kW between 08:00 and 20:00."""
    example = {
        "chargingProfileId": 100,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Recurring",
        "recurrencyKind": "Daily",
        "chargingSchedule": {
            "duration": 86_400,
            "startSchedule": "2013-01-01T00:00:00Z",
            "chargingRateUnit": "W",
            "chargingSchedulePeriod": [
                {"startPeriod": 0, "limit": 11_000, "numberPhases": 3},
                {"startPeriod": 28_800, "limit": 6_000, "numberPhases": 3},
                {"startPeriod": 72_000, "limit": 11_000, "numberPhases": 3},
            ],
        },
    }
    made = both_units(AC_11)
    assert made.install(0, parse_profile(example))
    assert hours(made, 1, "2026-03-28T06:00", 48) == {
        0.0: 11_000.0,
        2.0: 6_000.0,
        14.0: 11_000.0,
        26.0: 6_000.0,
        38.0: 11_000.0,
    }


def stacked(*layers: dict[str, Any]) -> ProfileStore:
    made = ProfileStore(AC_3)
    for number, layer in enumerate(layers):
        data = profile("TxDefaultProfile", unit="A", chargingProfileId=number, **layer)
        assert made.install(0, parse_profile(data))
    return made


def test_an_exception_lies_over_the_weekly_and_the_daily_rule() -> None:
    """3.13.2: each level counts while it says something; then the one below shows again."""
    made = stacked(
        {
            "stackLevel": 0, "limits": ((0, 20.0), (8 * HOUR, 10.0), (20 * HOUR, 20.0)),
            "chargingProfileKind": "Recurring", "recurrencyKind": "Daily",
        },
        {  # Saturdays and Sundays: no restriction by day
            "stackLevel": 1, "limits": ((0, 25.0),), "duration": 48 * HOUR,
            "chargingProfileKind": "Recurring", "recurrencyKind": "Weekly",
            "start": "2026-01-03T00:00:00Z",
        },
        {  # one evening with a feast
            "stackLevel": 2, "limits": ((0, 8.0),), "duration": 4 * HOUR,
            "start": "2026-01-10T18:00:00Z",
        },
    )  # fmt: skip
    volts = 240.0 * 3
    assert hours(made, 1, "2026-01-09T12:00", 72) == {
        0.0: 10.0 * volts,  # Friday
        8.0: 20.0 * volts,
        12.0: 25.0 * volts,  # Saturday
        30.0: 8.0 * volts,  # feast
        34.0: 25.0 * volts,
        60.0: 20.0 * volts,  # Monday
        68.0: 10.0 * volts,
    }


def test_a_high_level_without_duration_hides_the_lower_ones() -> None:
    """Errata 3.7."""
    made = stacked(
        {"stackLevel": 0, "limits": ((0, 10.0), (600, 12.0))},
        {"stackLevel": 1, "limits": ((0, 16.0),)},
    )
    assert hours(made, 1, "2026-01-01T00:00", 1) == {0.0: 16.0 * 720.0}


def test_purposes_are_combined_into_the_lowest_at_each_instant() -> None:
    """3.13.3: TxProfile over TxDefault while it is active, ChargePointMax over both."""
    made = ProfileStore(AC_3)
    made.begin_transaction(1, Transaction(1, at("2026-01-01T00:00")))
    whole = profile(limits=((0, 32.0), (HOUR, 10.0), (2 * HOUR, 32.0)), unit="A", duration=86_400)
    usual = profile("TxDefaultProfile", ((0, 16.0),), unit="A", chargingProfileId=2)
    own = profile(
        "TxProfile", ((0, 20.0), (1800, 6.0), (3 * HOUR, 25.0)), unit="A", chargingProfileId=3,
        transactionId=1, chargingProfileKind="Relative", duration=4 * HOUR,
    )  # fmt: skip
    for connector, data in ((0, whole), (0, usual), (1, own)):
        assert made.install(connector, parse_profile(data))
    amperes = {
        start / HOUR: limit.a
        for start, limit in made.composite(1, at("2026-01-01T00:00"), 6.0 * HOUR)
    }
    assert amperes == {0.0: 20.0, 0.5: 6.0, 3.0: 25.0, 4.0: 16.0}
    other = {s / HOUR: limit.a for s, limit in made.composite(2, at("2026-01-01T00:00"), 6 * HOUR)}
    # 10 A of the whole charge point are 7.2 kW, all of which one connector may have.
    assert other == {0.0: 16.0, 1.0: 10.0, 2.0: 16.0}


def test_a_default_for_one_connector_beats_the_common_one() -> None:
    """3.13.1."""
    made = ProfileStore(AC_3)
    common = profile("TxDefaultProfile", ((0, 16.0),), unit="A")
    own = profile("TxDefaultProfile", ((0, 25.0),), unit="A", chargingProfileId=2, duration=HOUR)
    assert made.install(0, parse_profile(common))
    assert made.install(1, parse_profile(own))
    assert hours(made, 1, "2026-01-01T00:00", 2) == {0.0: 25.0 * 720.0, 1.0: 16.0 * 720.0}
    assert hours(made, 2, "2026-01-01T00:00", 2) == {0.0: 16.0 * 720.0}


def test_a_recurring_schedule_longer_than_its_recurrence_is_cut() -> None:
    """Errata 3.78."""
    made = stacked(
        {
            "limits": ((0, 10.0), (30 * HOUR, 30.0)), "duration": 40 * HOUR,
            "chargingProfileKind": "Recurring", "recurrencyKind": "Daily",
        }
    )  # fmt: skip
    assert hours(made, 1, "2026-01-05T00:00", 72) == {0.0: 10.0 * 720.0}


def test_a_daily_schedule_moves_by_the_hour_when_summer_time_begins() -> None:
    """Errata 3.78: 24 h of plain time, also over 2026-03-29 in Europe."""
    made = stacked(
        {
            "limits": ((0, 10.0), (HOUR, 20.0)), "start": "2026-03-27T18:00:00+01:00",
            "chargingProfileKind": "Recurring", "recurrencyKind": "Daily",
        }
    )  # fmt: skip
    assert hours(made, 1, "2026-03-30T12:00", 8) == {
        0.0: 20.0 * 720,
        5.0: 10.0 * 720,
        6.0: 20.0 * 720,
    }


def test_validity_cuts_a_schedule_and_does_not_move_it() -> None:
    made = stacked(
        {"stackLevel": 0, "limits": ((0, 12.0),)},
        {
            "stackLevel": 1, "limits": ((0, 20.0), (2 * HOUR, 25.0)),
            "validFrom": "2026-01-01T01:00:00Z", "validTo": "2026-01-01T03:00:00Z",
        },
    )  # fmt: skip
    assert hours(made, 1, "2026-01-01T00:00", 5) == {
        0.0: 12.0 * 720, 1.0: 20.0 * 720, 2.0: 25.0 * 720, 3.0: 12.0 * 720,
    }  # fmt: skip
