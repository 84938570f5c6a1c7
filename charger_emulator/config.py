"""Settings of the emulator: SNTRY_EMULATOR_* in the environment, CLOCK for the shared clock."""
