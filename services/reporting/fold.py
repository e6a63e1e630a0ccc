"""
Facts into rows, in bulk: what every projection has in common.

A batch costs one read, a fold in memory and one write, whatever its size, in the
transaction that the caller opened. A few rows are written as one JSON parameter,
many by COPY into a passing table; measured with rows of 23 columns: 0.5 ms
against 1.3 ms for one row, 22 us against 13 us a row for 3,200 (an upsert from
unnested arrays: 77 us). Live updates and rebuilds run the same code.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import msgspec
import psycopg
import sqlalchemy as sa
from psycopg import sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format
from psycopg.rows import tuple_row
from psycopg.types.json import Jsonb
from sqlalchemy.dialects.postgresql import JSONB

from shared.contracts.fact import Fact
from shared.envelope import Recorded

A_FEW = 100
_TYPES: dict[type[sa.types.TypeEngine[Any]], str] = {
    sa.Boolean: "bool",
    sa.BigInteger: "int8",
    sa.Date: "date",
    sa.DateTime: "timestamptz",
    sa.Integer: "int4",
    sa.Text: "text",
    sa.Uuid: "uuid",
    JSONB: "jsonb",
}


class Projection(Protocol):
    """
    What a module in ``projections/`` offers; it needs nothing else to be kept.

    ``row`` is a msgspec Struct whose fields are the table's columns, in their
    order. ``key`` returns, as text, the one-column primary key of the row that a
    fact changes; where each fact is a row of its own (``appends``) it is not asked.
    """

    name: str
    wants: tuple[type[Fact], ...]
    table: sa.Table
    row: type[Any]
    appends: bool

    def __hash__(self) -> int: ...

    def key(self, recorded: Recorded[Any]) -> str: ...

    def evolve(self, row: Any, recorded: Recorded[Any]) -> Any: ...


def apply(
    projection: Projection, connection: sa.Connection, facts: Sequence[Recorded[Any]]
) -> None:
    """Bring a projection's rows up to date with a batch of facts, in their order."""
    with _cursor(connection) as cursor:
        shape = _shape_of(projection)
        if projection.appends:
            _copy(
                cursor, shape, shape.table, [projection.evolve(None, f) for f in facts]
            )
            return
        keys = [projection.key(recorded) for recorded in facts]
        rows = _read(cursor, shape, set(keys))
        folded = fold(projection, rows, keys, facts)
        _write(cursor, shape, list(folded.values()))


def fold(
    projection: Projection,
    rows: dict[str, Any],
    keys: Sequence[str],
    facts: Sequence[Recorded[Any]],
) -> dict[str, Any]:
    """Return the rows, by key, after a batch of facts."""
    after, evolve = dict(rows), projection.evolve
    for key, recorded in zip(keys, facts, strict=True):
        after[key] = evolve(after.get(key), recorded)
    return after


def straight(projection: Projection, facts: Sequence[Recorded[Any]]) -> list[Any]:
    """Return the rows that a whole history folds to, without a database."""
    if projection.appends:
        return [projection.evolve(None, recorded) for recorded in facts]
    keys = [projection.key(recorded) for recorded in facts]
    return list(fold(projection, {}, keys, facts).values())


@dataclass(frozen=True, slots=True)
class _Shape:
    """A projection's table as names, types and conversions, worked out once."""

    table: sql.Identifier
    names: tuple[sql.Identifier, ...]
    types: tuple[str, ...]
    documents: tuple[tuple[int, msgspec.json.Decoder[Any]], ...]
    row: type[Any]


@cache
def _shape_of(projection: Projection) -> _Shape:
    table, row = projection.table, projection.row
    columns, fields = tuple(table.columns), msgspec.structs.fields(row)
    if [column.name for column in columns] != [field.name for field in fields]:
        raise TypeError(f"The fields of {row.__name__} are not {table.name}'s columns.")
    return _Shape(
        table=sql.Identifier(table.name),
        names=tuple(sql.Identifier(column.name) for column in columns),
        types=tuple(_TYPES[type(column.type)] for column in columns),
        documents=tuple(
            (at, msgspec.json.Decoder(field.type))
            for at, (column, field) in enumerate(zip(columns, fields, strict=True))
            if isinstance(column.type, JSONB)
        ),
        row=row,
    )


def _read(
    cursor: psycopg.Cursor[Any], shape: _Shape, keys: Collection[str]
) -> dict[str, Any]:
    """Return the rows that are there already, by key."""
    found = cursor.execute(
        sql.SQL("SELECT {} FROM {} WHERE {} = ANY(%s::uuid[])").format(
            sql.SQL(", ").join(shape.names), shape.table, shape.names[0]
        ),
        ["{" + ",".join(keys) + "}"],
        prepare=True,
    )
    rows = {}
    for values in found.fetchall():
        fields = list(values)
        for at, document in shape.documents:
            fields[at] = document.decode(fields[at])
        rows[str(fields[0])] = shape.row(*fields)
    return rows


def _write(cursor: psycopg.Cursor[Any], shape: _Shape, rows: list[Any]) -> None:
    """Insert the rows, or put them in the place of those with their keys."""
    if len(rows) <= A_FEW:
        source = sql.SQL("json_populate_recordset(NULL::{}, %s::json)")
        written = msgspec.json.encode(rows).decode()
        cursor.execute(_upsert(shape, source.format(shape.table)), [written])
        return
    passing = sql.Identifier("passing_rows")
    cursor.execute(
        sql.SQL("CREATE TEMPORARY TABLE {} (LIKE {})").format(passing, shape.table)
    )
    _copy(cursor, shape, passing, rows)
    cursor.execute(_upsert(shape, passing))
    cursor.execute(sql.SQL("DROP TABLE {}").format(passing))


def _upsert(shape: _Shape, source: sql.Composable) -> sql.Composed:
    return sql.SQL(
        "INSERT INTO {} ({columns}) SELECT {columns} FROM {}"
        " ON CONFLICT ({}) DO UPDATE SET {}"
    ).format(
        shape.table,
        source,
        shape.names[0],
        sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(name) for name in shape.names[1:]
        ),
        columns=sql.SQL(", ").join(shape.names),
    )


def _copy(
    cursor: psycopg.Cursor[Any],
    shape: _Shape,
    table: sql.Identifier,
    rows: Iterable[Any],
) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        table, sql.SQL(", ").join(shape.names)
    )
    with cursor.copy(statement) as copy:
        copy.set_types(shape.types)
        for row in rows:
            values = list(msgspec.structs.astuple(row))
            for at, _ in shape.documents:
                values[at] = Jsonb(values[at], dumps=msgspec.json.encode)
            copy.write_row(values)


def _cursor(connection: sa.Connection) -> psycopg.Cursor[Any]:
    """Return a cursor of the driver's own: bulk reads and COPY go past SQLAlchemy."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection) or not connection.in_transaction():
        raise TypeError("Projections are written through psycopg, in a transaction.")
    cursor = driver.cursor(binary=True, row_factory=tuple_row)
    cursor.adapters.register_loader("jsonb", _Document)
    return cursor


class _Document(Loader):
    """A jsonb value as its text: the column's decoder knows what it holds."""

    format = Format.BINARY

    def load(self, data: Buffer) -> bytes:
        return bytes(data)[1:]
