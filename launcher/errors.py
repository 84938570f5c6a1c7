"""Errors of the launcher: each is one clear message for the person at the terminal."""


class LauncherError(Exception):
    """Root of what the launcher says instead of working; `exit_code` is the command's."""

    exit_code = 1


class UsageError(LauncherError):
    """An argument, a port or a data directory that the person must change."""

    exit_code = 2


class StartError(LauncherError):
    """A program that did not come up, with the end of its log."""


class StopRequested(LauncherError):  # noqa: N818 (not a failure: the person pressed Ctrl-C)
    """The person, or the system, asked the launcher to stop."""

    exit_code = 0
