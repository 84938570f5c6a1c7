"""Conversions, used at borders only: inside, temperature is Celsius, power W, energy Wh."""


def celsius_from_fahrenheit(temperature_f: float) -> float:
    """Convert degrees Fahrenheit to degrees Celsius."""
    return (temperature_f - 32.0) / 1.8


def fahrenheit_from_celsius(temperature_c: float) -> float:
    """Convert degrees Celsius to degrees Fahrenheit."""
    return temperature_c * 1.8 + 32.0


def w_from_kw(power_kw: float) -> float:
    """Convert kilowatts to watts."""
    return power_kw * 1000.0


def celsius_from_kelvin(temperature_k: float) -> float:
    """Convert kelvins to degrees Celsius."""
    return temperature_k - 273.15
