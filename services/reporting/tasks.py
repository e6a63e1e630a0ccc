"""
Background work of the reporting service.

A task is a doorbell: it says where to look, never what happened, and ringing it
twice is harmless. Facts are read from the bus, and what a lost ring or a dead
worker leaves behind is found by the sweep. Run it with
``celery --app services.reporting.tasks worker``.
"""

from services.reporting import wiring
from shared.celery import make_celery

app = make_celery("reporting", sweep="reporting.sweep")


@app.task(name="reporting.drain")
def drain(*, subscription: str, lane: int) -> None:
    """Fold a lane's new facts into the rows that serve."""
    wiring.listener(app).drain(subscription, lane)


@app.task(name="reporting.rebuild")
def rebuild(*, subscription: str, lane: int) -> None:
    """Fold the next slice of a lane into the copy that is being filled."""
    wiring.rebuilder(app).step(subscription, lane)


@app.task(name="reporting.sweep")
def sweep() -> None:
    """Ring for every lane and slice that nobody may have been told about."""
    wiring.listener(app).sweep()
    wiring.rebuilder(app).sweep()
