"""
Who is asking, and for which clinic.

Until accounts exist there is one bearer token for the deployment, and the caller says
in whose name they act. This module is the one place that signed tokens will replace.
"""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

ACTOR = re.compile(
    r"(client|proxy|clinician|supervisor|admin|system):[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
)
NOBODY_IN_PARTICULAR = "system:api"


class TokenIsWrong(Exception):
    """The access token is missing or is not the one of this deployment."""


class CallerIsUnclear(Exception):
    """The headers do not say who is acting in a form that can be recorded."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who may ask: whose token, in whose name, for which clinic."""

    principal: str
    actor: str
    clinic_id: UUID | None


def read_caller(header: Callable[[str], str | None], token: bytes) -> Caller:
    """
    Return who sent a request.

    :param header: returns the value of a header by its name.

    :raises TokenIsWrong: if the bearer token is missing or another one.
    :raises CallerIsUnclear: if the actor or the clinic is not well formed.
    """
    scheme, _, given = (header("Authorization") or "").partition(" ")
    if scheme.lower() != "bearer" or not _same(given.strip(), token):
        raise TokenIsWrong
    actor = header("Guidepost-Actor") or NOBODY_IN_PARTICULAR
    if not ACTOR.fullmatch(actor):
        raise CallerIsUnclear("Send Guidepost-Actor as role:id, like clinician:<uuid>.")
    return Caller("deployment", actor, _clinic(header("Guidepost-Clinic")))


def clinic_of(caller: Caller) -> UUID:
    """
    Return the clinic that something is made for.

    :raises CallerIsUnclear: if the caller did not say.
    """
    if caller.clinic_id is None:
        raise CallerIsUnclear("Send Guidepost-Clinic as a UUID.")
    return caller.clinic_id


def _same(given: str, token: bytes) -> bool:
    return hmac.compare_digest(given.encode("latin-1", "replace"), token)


def _clinic(value: str | None) -> UUID | None:
    if value is None:
        return None
    try:
        return UUID(value)
    except ValueError:
        raise CallerIsUnclear("Send Guidepost-Clinic as a UUID.") from None
