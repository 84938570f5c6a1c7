"""How central logs: one line an event to standard error, `event key=value ...`."""

import logging
from typing import Any, Final, cast

import structlog

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET: Final = ("alembic", "websockets", "httpx", "httpcore", "uvicorn.access")


def configure_logs() -> None:
    """Set up both doors to the log, structlog and the standard library's."""
    logging.basicConfig(level=logging.INFO, format=FORMAT)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("websockets.server").addFilter(_is_no_stray_handshake)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            cast("Any", structlog.processors.KeyValueRenderer(key_order=["event"])),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _is_no_stray_handshake(record: logging.LogRecord) -> bool:
    """A port scan is no event: it comes with a traceback and tells nothing about us."""
    return "opening handshake failed" not in record.getMessage()
