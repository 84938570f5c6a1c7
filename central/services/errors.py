"""Errors of central by who can act: we (`LocalError`), the peer (`RemoteError`), or time."""


class CentralError(Exception):
    """Root of central's errors."""


class LocalError(CentralError):
    """We, or an operator, asked for something that cannot be."""


class RemoteError(CentralError):
    """The peer broke a rule; carries what to answer."""


class UnavailableError(CentralError):
    """Retry later."""


class DatabaseUnavailableError(UnavailableError):
    """The database cannot be written or read now."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"database is not usable now: {reason}")
        self.reason = reason


class BrokerUnavailableError(UnavailableError):
    """The message broker is not connected now."""

    def __init__(self) -> None:
        super().__init__("the message broker is not connected")


class UnknownChargePointError(LocalError):
    """No such charge point."""

    def __init__(self, charge_point: str) -> None:
        super().__init__(f"charge point {charge_point!r} is not known")
        self.charge_point = charge_point


class InvalidCallError(LocalError):
    """An OCPP call that the schema does not allow.

    `field` is the path of the wrong field, or `action`.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class InvalidMessageError(RemoteError):
    """A charger's message that has no meaningful answer but a CALLERROR."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description
