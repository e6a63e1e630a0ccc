"""
What a request belongs to, in the words of whoever sent it: ``X-Request-Id``.

A proxy or a calling system files its own records under that id. Only a UUID counts,
with hyphens or without; anything else is passed over, for it might be words about a
person, and what is kept of a request is ids.
"""

import re
from typing import Final
from uuid import UUID

from flask import request

HEADER: Final = "X-Request-Id"
FORM: Final = re.compile(
    "[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)


def correlation_id() -> UUID | None:
    """Return the id that the present request came with, if it came with one."""
    given = request.headers.get(HEADER, "")
    return UUID(given) if FORM.fullmatch(given) else None
