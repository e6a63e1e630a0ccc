"""
Statements that PostgreSQL has prepared, run in one call of libpq.

The two statements that every command waits for go this way: values are packed as
PostgreSQL's own binary formats, and waiting happens in C without Python's lock. It
takes half the processor time of ``execute``, and with many writers at work the number
of commits a second depends on just that. Everything else uses psycopg as usual.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Any, Final

import psycopg
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format
from psycopg.pq.abc import PGresult

Connection = psycopg.Connection[Any]
Value = bytes | None

EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
NOT_PREPARED: Final = b"26000"
SQLSTATE: Final = 67  # PG_DIAG_SQLSTATE

int2 = Struct("!h").pack
int4 = Struct("!i").pack
int8 = Struct("!q").pack


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement with a name and ``$n`` parameters, each cast to its type."""

    name: bytes
    sql: bytes

    def run(self, connection: Connection, values: Sequence[Value]) -> PGresult:
        """
        Run the statement on a connection in autocommit; prepare it there if need be.

        :raises psycopg.Error: as ``execute`` would.
        """
        result = self._run(connection, values)
        if result.error_field(SQLSTATE) == NOT_PREPARED:
            _require_success(connection, connection.pgconn.prepare(self.name, self.sql))
            result = self._run(connection, values)
        _require_success(connection, result)
        return result

    def _run(self, connection: Connection, values: Sequence[Value]) -> PGresult:
        formats = [Format.BINARY] * len(values)
        return connection.pgconn.exec_prepared(
            self.name,
            values,  # type: ignore[arg-type]  # None is NULL, the stub forgot it
            formats,
            Format.BINARY,
        )


def moment(value: datetime) -> bytes:
    """Return a time as PostgreSQL packs it: microseconds since the year 2000."""
    since = value - EPOCH
    return int8((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def as_moment(packed: bytes) -> datetime:
    """Return the time that PostgreSQL packed."""
    return EPOCH + timedelta(microseconds=as_int(packed))


def as_int(packed: bytes) -> int:
    """Return a whole number of any size."""
    return int.from_bytes(packed, "big", signed=True)


def _require_success(connection: Connection, result: PGresult) -> None:
    if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        # Without the server's word libpq gives no SQLSTATE, and so no better class.
        if connection.pgconn.status != ConnStatus.OK:
            raise psycopg.OperationalError("The connection was lost.")
        raise error_from_result(result, encoding=connection.info.encoding)
