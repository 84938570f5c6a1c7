"""The chargers as OCPP 1.6J clients."""
