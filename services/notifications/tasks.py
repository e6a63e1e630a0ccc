"""
Background work of the notifications service.

A task is a doorbell: it says where to look, never what happened, and ringing it
twice is harmless. Facts are read from the bus, work from the database, and what
a lost ring or a dead worker leaves behind is found by the sweep. Run it with
``celery --app services.notifications.tasks worker``.
"""

from uuid import UUID

from services.notifications import wiring
from shared.celery import make_celery

app = make_celery("notifications", sweep="notifications.sweep")


@app.task(name="notifications.drain")
def drain(*, subscription: str, lane: int) -> None:
    """Turn a lane's new facts into deliveries, and ring for those now due."""
    if wiring.listener(app).drain(subscription, lane):
        ring_for_deliveries()


@app.task(name="notifications.deliver")
def deliver(*, delivery_id: str) -> None:
    """Carry out one delivery, unless it is done or someone else has it."""
    wiring.outbox().send(UUID(delivery_id))


@app.task(name="notifications.sweep")
def sweep() -> None:
    """Ring for everything that nobody may have been told about; do nothing itself."""
    wiring.listener(app).sweep()
    ring_for_deliveries()


def ring_for_deliveries() -> None:
    """Ring once for each delivery that is due and, by this lease, ours to ring for."""
    for delivery_id in wiring.outbox().lease_due():
        deliver.delay(delivery_id=str(delivery_id))
