"""Errors of the edge agent, split by who can act."""


class EdgeError(Exception):
    """Root of them all."""


class LocalError(EdgeError):
    """A setting or a file of ours is wrong: a person has to mend it."""


class RefusedError(EdgeError):
    """Central does not let this charger in.

    Args:
        status: HTTP status of its answer, 401 or 404.
    """

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"central refused the connection: HTTP {status}")


class UnavailableError(EdgeError):
    """A peer cannot be reached now; try again later."""


def first_of(error: BaseException) -> BaseException:
    """The first error inside of groups of errors, as task groups raise them."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
