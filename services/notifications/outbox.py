"""
The outbox: claim a due delivery, carry it out, write down the outcome.

Everything a retry needs is in the delivery's row. Three short transactions, never one
held open while a server thinks:

1. lease: whoever rings for a delivery has it to ring for during ``RINGING``;
2. claim: one sender has it to send during ``SENDING``, and the attempt is counted;
3. outcome: written only by the sender of that very attempt.

A sender that dies between sending and writing leaves its claim to run out; then the
letter goes once more, under the same Message-ID.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog

from services.notifications import messages as wording
from services.notifications.channels.letter import Channel, Later, Letter, Never
from services.notifications.messages import Tone
from services.notifications.patience import Patience
from services.notifications.tables import State, deliveries, messages, people

RINGING = timedelta(seconds=120)
SENDING = timedelta(seconds=240)  # longer than any task may take
AT_ONCE = 500
OPEN = (State.WAITING, State.SENDING)
CLOSED = (State.STOPPED, State.PARKED)


PATIENCE = Patience()

log = structlog.get_logger()


class DeliveryIsNotParked(Exception):
    """Only a delivery that is parked or was stopped can be tried again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, and how long to wait if it is not the last."""

    state: State
    reason: str
    wait: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """The deliveries of one database and the channels that carry them."""

    engine: sa.Engine
    channel: Callable[[str], Channel]
    link: str
    luck: Callable[[], float]
    patience: Patience = PATIENCE

    def lease_due(self, limit: int = AT_ONCE) -> list[UUID]:
        """Return deliveries that are due and, for a while, ours to ring for."""
        now = sa.func.now()
        unleased = sa.or_(
            deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= now
        )
        due = (
            sa.select(deliveries.c.id)
            .where(deliveries.c.state.in_(OPEN))
            .where(deliveries.c.next_attempt_at <= now, unleased)
            .order_by(deliveries.c.next_attempt_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        with self.engine.begin() as connection:
            leased = connection.scalars(
                sa.update(deliveries)
                .where(deliveries.c.id.in_(due))
                .values(state=State.WAITING, leased_until=now + RINGING)
                .returning(deliveries.c.id)
            )
            return list(leased)

    def send(self, delivery_id: UUID) -> State | None:
        """Carry out one delivery, unless it is done, not due or in other hands."""
        claimed = self._claim(delivery_id)
        if claimed is None:
            return None
        outcome = self._attempt(claimed)
        self._record(claimed, outcome)
        _tell(claimed, outcome)
        return outcome.state

    def retry(self, delivery_id: UUID) -> None:
        """
        Try a delivery again that was given up.

        :raises DeliveryIsNotParked: if it was not, or there is none.
        """
        with self.engine.begin() as connection:
            changed = connection.execute(
                sa.update(deliveries)
                .where(deliveries.c.id == delivery_id)
                .where(deliveries.c.state.in_(CLOSED))
                .values(
                    state=State.WAITING,
                    attempts=0,
                    next_attempt_at=sa.func.now(),
                    leased_until=None,
                    updated_at=sa.func.now(),
                )
            )
        if changed.rowcount == 0:
            raise DeliveryIsNotParked

    def _claim(self, delivery_id: UUID) -> sa.Row[Any] | None:
        now = sa.func.now()
        reader = sa.outerjoin(
            messages,
            people,
            sa.and_(
                people.c.person_id == messages.c.person_id,
                people.c.clinic_id == messages.c.clinic_id,
            ),
        )
        whom = (
            sa.select(
                messages.c.id, messages.c.created_at, people.c.email, people.c.tone
            )
            .select_from(reader)
            .subquery("whom")
        )
        with self.engine.begin() as connection:
            return connection.execute(
                sa.update(deliveries)
                .where(deliveries.c.id == delivery_id)
                .where(deliveries.c.state == State.WAITING)
                .where(deliveries.c.next_attempt_at <= now)
                .where(whom.c.id == deliveries.c.message_id)
                .values(
                    state=State.SENDING,
                    attempts=deliveries.c.attempts + 1,
                    leased_until=now + SENDING,
                    updated_at=now,
                )
                .returning(
                    deliveries.c.id,
                    deliveries.c.channel,
                    deliveries.c.attempts,
                    whom.c.created_at,
                    whom.c.email.label("address"),
                    whom.c.tone,
                )
            ).first()

    def _attempt(self, claimed: sa.Row[Any]) -> Outcome:
        if self.patience.exceeded(claimed.attempts):
            return Outcome(State.PARKED, "no-outcome")
        if not claimed.address or claimed.tone == Tone.NONE:
            return Outcome(State.STOPPED, "not-wanted")
        try:
            self.channel(claimed.channel).carry(self._letter(claimed))
        except Never as refused:
            return Outcome(State.STOPPED, refused.reason)
        except Later as refused:
            return self._after(claimed.attempts, refused.reason)
        return Outcome(State.SENT, "sent")

    def _after(self, attempts: int, reason: str) -> Outcome:
        if self.patience.is_over(attempts):
            return Outcome(State.PARKED, reason)
        return Outcome(State.WAITING, reason, self.patience.wait(attempts, self.luck()))

    def _letter(self, claimed: sa.Row[Any]) -> Letter:
        said = wording.outside(self.link)
        return Letter(
            delivery_id=claimed.id,
            address=claimed.address,
            subject=said.subject,
            text=said.text,
            html=said.html,
            written_at=claimed.created_at,
        )

    def _record(self, claimed: sa.Row[Any], outcome: Outcome) -> None:
        now = sa.func.now()
        with self.engine.begin() as connection:
            connection.execute(
                sa.update(deliveries)
                .where(deliveries.c.id == claimed.id)
                .where(deliveries.c.attempts == claimed.attempts)
                .where(deliveries.c.state.in_(OPEN))
                .values(
                    state=outcome.state,
                    outcome=outcome.reason,
                    next_attempt_at=now + outcome.wait,
                    leased_until=None,
                    updated_at=now,
                )
            )


def _tell(claimed: sa.Row[Any], outcome: Outcome) -> None:
    given_up = outcome.state in CLOSED
    (log.error if given_up else log.info)(
        "delivery",
        delivery_id=str(claimed.id),
        state=outcome.state.value,
        outcome=outcome.reason,
        attempts=claimed.attempts,
    )
