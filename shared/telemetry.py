"""
Logs: what a process says about itself, in ids and numbers only.

Log records are JSON, one a line, unless a person reads them. Values are never a
fact's words: an exception is named by its kind and where it arose, because its
message may quote a row.
"""

import logging
import os
import sys
from collections.abc import MutableMapping
from traceback import extract_tb
from typing import Any

import structlog

from shared import settings

Record = MutableMapping[str, Any]

QUIETER = ("alembic", "amqp", "celery", "httpx", "kombu", "redis", "urllib3")


def configure_logging(process: str) -> None:
    """
    Write this process's records, those of libraries too, to standard error.

    :raises SettingIsWrong: if LOG_LEVEL is not one of the known levels.
    """
    level = _level(settings.text(os.environ, "LOG_LEVEL", "info"))
    named = {"process": process}
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        lambda _logger, _method, record: record | named,
        place_of_exception,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    shown: Any = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(sort_keys=True)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                shown,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIETER:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _level(name: str) -> int:
    levels = {"debug", "info", "warning", "error"}
    if name.lower() not in levels:
        raise settings.SettingIsWrong(f"LOG_LEVEL must be one of {sorted(levels)}.")
    return logging.getLevelNamesMapping()[name.upper()]


def place_of_exception(_logger: object, _method: str, record: Record) -> Record:
    """Replace an exception by its kind and place: its message may quote a row."""
    given = record.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        frames = extract_tb(error.__traceback__)[-3:]
        record["error"] = type(error).__name__
        record["at"] = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    return record
