import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.manner import PLAIN, Manner
from charger_emulator.core.spoken_meters import ENERGY, ODD_VALUES, POWER, spoken

REGISTERS = st.integers(0, 10_000_000)


def said(manner: Manner, register_wh: int, base_wh: float = 0.0) -> list[dict[str, str]]:
    samples = [
        {"value": str(register_wh), "measurand": ENERGY, "unit": "Wh", "context": "Trigger"},
        {"value": "11040", "measurand": POWER, "unit": "W"},
        {"value": "55", "measurand": "SoC", "unit": "Percent"},
    ]
    return spoken(samples, manner, base_wh, np.random.default_rng(1))


def but(**settings: object) -> Manner:
    return msgspec.structs.replace(PLAIN, **settings)


@given(REGISTERS)
def test_the_plain_manner_changes_nothing(register_wh: int) -> None:
    first, *rest = said(PLAIN, register_wh)
    assert first == {
        "value": str(register_wh),
        "measurand": ENERGY,
        "unit": "Wh",
        "context": "Trigger",
    }
    assert [each["value"] for each in rest] == ["11040", "55"]


@given(REGISTERS)
def test_phases_add_up(register_wh: int) -> None:
    parts = [s for s in said(but(energy_per_phase=True), register_wh) if s["measurand"] == ENERGY]
    assert [each["phase"] for each in parts] == ["L1", "L2", "L3"]
    assert sum(int(each["value"]) for each in parts) == register_wh


@given(REGISTERS, REGISTERS)
def test_kwh_and_session_registers_keep_the_energy(register_wh: int, base_wh: int) -> None:
    low, high = sorted((register_wh, base_wh))
    sample = said(but(energy="kWh"), high, float(low))[0]
    assert sample["unit"] == "kWh"
    assert round(float(sample["value"]) * 1000.0) == high - low


def test_a_wrong_label_keeps_the_digits() -> None:
    sample = said(but(energy="kWh_as_Wh"), 12_345)[0]
    assert (sample["value"], sample["unit"]) == ("12.345", "Wh")


def test_units_contexts_and_measurands_are_left_out() -> None:
    assert not any("unit" in each for each in said(but(units="none"), 1))
    assert ["unit" in each for each in said(but(units="not_soc"), 1)] == [True, True, False]
    assert not any("context" in each for each in said(but(contexts=False), 1))
    assert [each["measurand"] for each in said(but(measurands=(POWER,)), 1)] == [POWER]


def test_some_values_are_odd_and_most_are_not() -> None:
    rng, odd = np.random.default_rng(3), 0
    sample = {"value": "1", "measurand": ENERGY, "unit": "Wh"}
    for _ in range(400):
        odd += spoken([sample], but(odd_values=True), 0.0, rng)[0]["value"] in ODD_VALUES
    assert 60 < odd < 140
