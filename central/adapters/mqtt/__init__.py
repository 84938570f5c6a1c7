"""The broker: one connection per process, what edges send, and the way to a gateway."""
