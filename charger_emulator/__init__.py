"""A world of emulated chargers, drivers and weather behind real OCPP sockets."""
