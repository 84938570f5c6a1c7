"""What connects the world to the outside: OCPP, MQTT, HTTP, files and the clock."""
