"""
Whose fault an error is: the moment's, the house's or the event's.

Only an event that cannot be applied may park its client. A lost connection, a
deadlock or a full disk passes; a missing table or grant is a matter between
this code and its database and would hit every client alike.
"""

import errno

import sqlalchemy as sa
from celery.exceptions import SoftTimeLimitExceeded

# Connection, transaction rollback, resources, operator intervention, I/O.
_PASSING_CLASSES = ("08", "40", "53", "57", "58")
_PASSING = {
    "25006",  # read-only: a failover is under way
    "25P03",  # idle too long in a transaction: this process was stopped
    "55P03",  # a lock was not to be had in time
    "55006",  # an object is in use
}
_SCHEMA_CLASSES = ("42", "3F", "28")
_PASSING_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EIO}


def is_transient(error: BaseException) -> bool:
    """Return whether trying the same again later may well succeed."""
    if isinstance(error, sa.exc.DBAPIError):
        state = sqlstate(error)
        if error.connection_invalidated or not state:
            return isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)
        return state.startswith(_PASSING_CLASSES) or state in _PASSING
    if isinstance(error, sa.exc.TimeoutError | SoftTimeLimitExceeded | MemoryError):
        return True
    if isinstance(error, ConnectionError | TimeoutError):
        return True
    return isinstance(error, OSError) and error.errno in _PASSING_ERRNOS


def is_about_the_schema(error: BaseException) -> bool:
    """Return whether code and database do not fit together, whatever the event."""
    return isinstance(error, sa.exc.DBAPIError) and sqlstate(error).startswith(
        _SCHEMA_CLASSES
    )


def sqlstate(error: sa.exc.DBAPIError) -> str:
    """Return PostgreSQL's code for an error; empty when it never got to say one."""
    return getattr(error.orig, "sqlstate", None) or ""
