"""The control server: OCPP gateway, telemetry ingest, control loop, REST and SSE."""
