"""The edge agent: a local OCPP proxy that scores each charger's risk and guards it offline."""
