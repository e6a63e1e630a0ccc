"""
Ringing: wake the subscriptions whose lanes have something new.

The relay knows no service: whom to wake, by which task and in which queue, is what
they registered on the bell. A ring that gets lost costs a sweep's interval, so it
is tried once and never waited for long.
"""

from collections.abc import Iterable
from time import monotonic
from typing import Protocol

from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from shared.bell import Bell, Registration
from shared.bus import Sequenced

REFRESH = 2.0  # seconds for which the registrations are remembered
PAUSE = 2.0  # seconds without a ring after the broker failed
STALE = 60.0  # seconds after which the sweep has long asked for the same


class Send(Protocol):
    """Puts a task into a queue."""

    def __call__(self, task: str, queue: str, *, subscription: str, lane: int) -> None:
        """Queue the task that drains one lane of a subscription."""


class Ringer:
    """Rings for published events, at most once per lane until it is heard."""

    def __init__(self, bell: Bell, send: Send) -> None:
        self._bell = bell
        self._send = send
        self._known: dict[str, Registration] = {}
        self._look_at = 0.0
        self._quiet_until = 0.0

    def ring(self, events: Iterable[Sequenced]) -> int:
        """Wake every lane that these events concern; return how many tasks it took."""
        if monotonic() < self._quiet_until:
            return 0
        try:
            known = self._registrations()
            keys = {event.lane_key for event in events}
            lanes = {
                (name, key % wanted.lanes)
                for name, wanted in known.items()
                for key in keys
            }
            due = self._bell.ring_all(sorted(lanes)) if lanes else []
            for name, lane in due:
                wanted = known[name]
                self._send(wanted.task, wanted.queue, subscription=name, lane=lane)
        except (RedisError, OperationalError):
            # The sweeps find what nobody rang for.
            self._quiet_until = monotonic() + PAUSE
            return 0
        return len(due)

    def _registrations(self) -> dict[str, Registration]:
        if not self._known or monotonic() >= self._look_at:
            self._known = self._bell.registered()
            self._look_at = monotonic() + REFRESH
        return self._known


def sender(broker_url: str) -> Send:
    """Return how tasks are sent: by name, over one kept connection, without retries."""
    app = Celery("relay", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        broker_pool_limit=1,
        broker_transport_options={
            "socket_timeout": 2,
            "socket_connect_timeout": 1,
            "socket_keepalive": True,
        },
    )

    def send(task: str, queue: str, *, subscription: str, lane: int) -> None:
        app.send_task(
            task,
            kwargs={"subscription": subscription, "lane": lane},
            queue=queue,
            expires=STALE,
            ignore_result=True,
            retry=False,
        )

    return send
