"""The OCPP 1.6J gateway: sockets, frames, schemas, sessions."""
