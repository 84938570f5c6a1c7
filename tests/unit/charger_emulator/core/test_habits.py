import numpy as np
import pytest

from charger_emulator.core import habits
from charger_emulator.core.use_by_hour import USE, arrivals_per_hour, type_of


@pytest.mark.parametrize(
    ("habit", "quantiles_h"),
    [
        pytest.param(habits.AC_PUBLIC_US, (31 / 60, 91 / 60, 204 / 60), id="Boulder"),
        pytest.param(habits.CAMPUS, (0.9, 4.8, 9.6), id="Caltech"),
        pytest.param(habits.LABORATORY, (2.2, 7.7, 10.4), id="JPL"),
    ],
)
def test_stays_meet_the_quantiles_they_come_from(
    habit: habits.Habit, quantiles_h: tuple[float, float, float]
) -> None:
    seen = np.quantile(habit.stays() - habits.OVERHEAD_S, (0.1, 0.5, 0.9)) / 3600.0
    assert seen == pytest.approx(quantiles_h, rel=0.02)


def test_energy_follows_the_stay_as_far_as_it_is_told_to() -> None:
    rng = np.random.default_rng(1)
    draws = rng.standard_normal((4000, 2)).tolist()
    wanted = np.log([habits.AC_PUBLIC_US.wanted_wh(*pair) for pair in draws])
    stays = np.array(draws)[:, 0]
    assert np.corrcoef(stays, wanted)[0, 1] == pytest.approx(0.75, abs=0.03)
    assert np.quantile(np.exp(wanted), (0.1, 0.5, 0.9)) == pytest.approx(
        (1900, 6700, 16400), rel=0.06
    )


def test_without_a_wish_energy_is_what_power_and_stay_give() -> None:
    assert habits.DC.wanted_wh(0.3, -0.2) == float("inf")


@pytest.mark.parametrize("kind", list(USE))
def test_arrivals_from_a_log_give_its_use_back(kind: str) -> None:
    habit = habits.DC if kind in ("CHAdeMO", "ComboCCS") else habits.AC_PUBLIC_EUROPE
    arrivals = arrivals_per_hour(USE[kind], habit)
    assert (arrivals >= 0.0).all()
    week = np.concatenate([np.tile(arrivals[0], 5), np.tile(arrivals[1], 2)])
    rng, use = np.random.default_rng(2), np.zeros(168)
    stays_h = habit.stays() / 3600.0
    for hour, rate in enumerate(week):
        begins = hour + rng.random(600)
        ends = begins + rng.choice(stays_h, 600)
        for later in range(24):
            inside = np.minimum(ends, hour + later + 1) - np.maximum(begins, hour + later)
            use[(hour + later) % 168] += rate * np.clip(inside, 0.0, None).mean()
    wanted = np.concatenate([np.tile(USE[kind][0], 5), np.tile(USE[kind][1], 2)])
    assert use.mean() == pytest.approx(wanted.mean(), rel=0.03)
    assert np.abs(use - wanted).mean() < 0.12 * wanted.mean()


@pytest.mark.parametrize(
    ("connector", "power_w", "kind"),
    [
        pytest.param("J1772", 7_200.0, "StandardType2", id="level 2"),
        pytest.param("J1772", 19_200.0, "FastAC43", id="fast AC"),
        pytest.param("CCS1", 50e3, "ComboCCS", id="CCS"),
        pytest.param("NACS", 250e3, "CHAdeMO", id="the other DC plug"),
    ],
)
def test_connectors_stand_for_types_of_the_log(connector: str, power_w: float, kind: str) -> None:
    assert type_of(connector, power_w) == kind
