"""
Facts to JSON and back: CloudEvents 1.0, by an explicit type and version.

Reading never guesses: a type that this code does not know is named, not dropped.
An old version is read as what it was and then lifted to today's fact by its
upcaster, after its bytes were hashed.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, get_args
from uuid import UUID

import msgspec

from shared.contracts.clients import ClientEvent
from shared.contracts.fact import Fact
from shared.contracts.goals import GoalEvent
from shared.envelope import AnyRecorded, Envelope, Recorded

Upcaster = Callable[[Any], Fact]


class UnknownFact(Exception):
    """A type of fact that only newer code can read."""

    def __init__(self, type_name: str) -> None:
        super().__init__(type_name)
        self.type_name = type_name


class UnreadableFact(Exception):
    """An event's bytes are not what its type promises."""


class Codec:
    """Writes and reads a set of facts."""

    def __init__(
        self,
        facts: Iterable[type[Fact]],
        upcasters: Mapping[type[Fact], Upcaster] | None = None,
    ) -> None:
        self.facts = {fact.type: fact for fact in facts}
        old = upcasters or {}
        self._decoders = {
            type_name: msgspec.json.Decoder(fact)
            for type_name, fact in self.facts.items()
        } | {fact.type: msgspec.json.Decoder(fact) for fact in old}
        self._upcasters = {fact.type: upcast for fact, upcast in old.items()}
        self._envelopes = msgspec.json.Decoder(Envelope)
        self._encode = msgspec.json.Encoder().encode

    def knows(self, type_name: str) -> bool:
        return type_name in self._decoders

    def encode(  # noqa: PLR0913 - an envelope is its attributes
        self,
        fact: Fact,
        *,
        event_id: UUID,
        clinic_id: UUID,
        client_id: UUID | None,
        subject: str,
        version: int,
        recorded_at: datetime,
        actor: str,
        causation_id: str | None = None,
        correlation_id: str | None = None,
        traceparent: str | None = None,
    ) -> bytes:
        """Return the exact bytes to store for a fact."""
        return self._encode(
            Envelope(
                specversion="1.0",
                id=event_id,
                source=f"/clinics/{clinic_id}",
                type=fact.type,
                subject=subject,
                time=recorded_at,
                datacontenttype="application/json",
                dataschema=schema_uri(fact.type),
                clinicid=clinic_id,
                clientid=client_id,
                streamversion=version,
                occurredon=getattr(fact, "occurred_on", None),
                actor=actor,
                causationid=causation_id,
                correlationid=correlation_id,
                traceparent=traceparent,
                data=msgspec.Raw(self._encode(fact)),
            )
        )

    def decode(self, body: bytes, position: int = 0, chain: bytes = b"") -> AnyRecorded:
        """
        Return the fact that stored bytes hold.

        :raises UnknownFact: if its type is not one of this codec's.
        :raises UnreadableFact: if the bytes are no such event.
        """
        try:
            envelope = self._envelopes.decode(body)
        except msgspec.MsgspecError as error:
            raise UnreadableFact(str(error)) from error
        return self.open(envelope, position, chain)

    def open(
        self, envelope: Envelope, position: int = 0, chain: bytes = b""
    ) -> AnyRecorded:
        """
        Return the fact that an envelope holds.

        :raises UnknownFact: if its type is not one of this codec's.
        :raises UnreadableFact: if its data is not what the type promises.
        """
        decoder = self._decoders.get(envelope.type)
        if decoder is None:
            raise UnknownFact(envelope.type)
        try:
            fact = decoder.decode(envelope.data)
        except msgspec.MsgspecError as error:
            raise UnreadableFact(str(error)) from error
        upcast = self._upcasters.get(envelope.type)
        return Recorded(position, chain, envelope, upcast(fact) if upcast else fact)


def family(type_name: str) -> str:
    """Return a type's name without its version: what a subscriber wants."""
    name, _, _ = type_name.rpartition(".v")
    return name


def schema_uri(type_name: str) -> str:
    """Return the ``dataschema`` of a type: stable, and naming its version."""
    name, _, version = type_name.removeprefix("guidepost.").rpartition(".")
    return f"urn:guidepost:schema:{name}:{version}"


FACTS: tuple[type[Fact], ...] = get_args(GoalEvent) + get_args(ClientEvent)
CODEC = Codec(FACTS)
