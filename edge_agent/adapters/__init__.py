"""The edge agent's doors: OCPP sockets, MQTT, files, the clock."""
