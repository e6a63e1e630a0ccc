"""
The bell: who listens to the bus, and how each is told that there is something new.

Everything here is a hint that may be lost, repeated or late. A subscription says
where it wants to be woken; whoever has news for one of its lanes *rings*: sets the
lane's mark and, only if it was not set, queues one task there. So at most one task
per lane waits, and a lost one is replaced when the mark expires.
"""

from typing import Any

import msgspec
from redis import Redis

SUBSCRIPTIONS = "guidepost:subscriptions"
HINTS = "guidepost:hints"
MARK_MS = 5_000  # a mark whose task was lost silences the lane no longer than this
MOST_LANES = 1_024


class Registration(msgspec.Struct, frozen=True):
    """Where a subscription wants to be woken: a task and its queue, for each lane."""

    lanes: int
    task: str
    queue: str


class Bell:
    """Marks, registrations and hints in one Redis."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis

    def register(self, subscription: str, lanes: int, task: str, queue: str) -> None:
        """Say that a subscription wants to be woken; repeated at every sweep."""
        wanted = Registration(lanes=lanes, task=task, queue=queue)
        self._redis.hset(SUBSCRIPTIONS, subscription, msgspec.json.encode(wanted))

    def registered(self) -> dict[str, Registration]:
        """Return who wants to be woken; what a stranger wrote there is left out."""
        found: Any = self._redis.hgetall(SUBSCRIPTIONS)
        registrations = {}
        for name, value in found.items():
            try:
                wanted = msgspec.json.decode(value, type=Registration)
            except msgspec.MsgspecError:
                continue
            if 0 < wanted.lanes <= MOST_LANES:
                registrations[name.decode(errors="replace")] = wanted
        return registrations

    def ring(self, subscription: str, lane: int) -> bool:
        """Set a lane's mark; return whether it was not set, so that a task is due."""
        name = _mark(subscription, lane)
        return bool(self._redis.set(name, 1, nx=True, px=MARK_MS))

    def ring_all(self, lanes: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """Set many marks in one round trip; return those that were not set."""
        with self._redis.pipeline(transaction=False) as pipeline:
            for subscription, lane in lanes:
                pipeline.set(_mark(subscription, lane), 1, nx=True, px=MARK_MS)
            answers = pipeline.execute()
        return [lane for lane, was_free in zip(lanes, answers, strict=True) if was_free]

    def clear_mark(self, subscription: str, lane: int) -> None:
        """Take a lane's mark away: from now on, news rings again."""
        self._redis.delete(_mark(subscription, lane))

    def marked(self, subscription: str, lane: int) -> bool:
        """Return whether someone has rung for a lane."""
        return bool(self._redis.exists(_mark(subscription, lane)))

    def hint(self) -> None:
        """Tell the relay that an event was committed; one waiting hint is enough."""
        with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.lpush(HINTS, 1)
            pipeline.ltrim(HINTS, 0, 0)
            pipeline.execute()

    def wait_for_hint(self, timeout: float) -> bool:
        """Wait for a hint, up to so many seconds; return whether there was one."""
        return self._redis.blpop([HINTS], timeout=timeout) is not None


def _mark(subscription: str, lane: int) -> str:
    return f"guidepost:ring:{subscription}:{lane}"
