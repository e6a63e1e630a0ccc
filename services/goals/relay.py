"""
The relay: sequence what was committed, publish it, wake who listens.

Two loops that share nothing but a short queue, so that Redis being away never
holds up the order: the *sequencer* leads or stands by, moves what waits into the
log and hands it over; the *publisher* brings the bus up to the log, from what it is
handed or else by reading. Whatever fails is tried again; nothing is remembered
that the database and the stream do not say.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic

import psycopg
from redis.exceptions import RedisError

from services.goals import sequencing
from services.goals.log import Connection, LogIsBroken
from services.goals.log import head as log_head
from services.goals.publishing import HistoryForked, Publisher
from services.goals.relay_facts import RelayFacts
from services.goals.ringing import Ringer
from services.goals.sequencing import EventIsMissing, Step, no_step
from shared.bus import Bus, BusFailed, Sequenced

BATCH = 500  # at most so many events a move: about 20 ms
POLL = 0.2  # seconds between two looks without a hint
STAND_BY = 0.5  # seconds between two attempts to lead
LOOK = 1.0  # seconds between two looks at an idle bus
FIRST_LOOK = 2.0  # seconds that a new leader waits for that look; Redis may be away
WORST_PAUSE = 5.0  # seconds between attempts when something stays away
QUEUED_BATCHES = 32
HAND_OVER = 0.05  # seconds to wait for room in the queue

MISHAPS = (
    psycopg.Error,
    RedisError,
    BusFailed,
    HistoryForked,
    LogIsBroken,
    EventIsMissing,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a relay is made of; the two loops use nothing in common."""

    connect: Callable[[], Connection]
    hints: Bus
    publisher: Publisher
    ringer: Ringer
    heartbeat: Path | None = None
    step: Step = no_step


class Relay:
    """Runs the two loops until it is told to stop."""

    def __init__(self, parts: Parts, facts: RelayFacts) -> None:
        self._parts = parts
        self._facts = facts
        self._stop = Event()
        self._fresh: Queue[list[Sequenced]] = Queue(QUEUED_BATCHES)
        self._looked = Event()
        self._no_hints_until = 0.0

    def stop(self) -> None:
        """Let both loops end after what they are doing."""
        self._stop.set()

    def run(self) -> None:
        """Relay until stopped; the caller's thread sequences, another one publishes."""
        publishing = Thread(target=self._go, args=(self._publish,), daemon=True)
        publishing.start()
        self._go(self._sequence)
        publishing.join(timeout=WORST_PAUSE)

    def _go(self, work: Callable[[Connection], None]) -> None:
        """Run a loop to its end; one that fails unforeseen takes the other with it."""
        try:
            self._keep_on(work)
        finally:
            self._stop.set()

    def _keep_on(self, work: Callable[[Connection], None]) -> None:
        """Do some work with a connection, again and again, whatever goes wrong."""
        pause = 0.1
        while not self._stop.is_set():
            began = monotonic()
            try:
                with self._parts.connect() as connection:
                    work(connection)
            except MISHAPS as error:
                self._facts.failed(work.__name__, error)
                pause = 0.1 if monotonic() - began > WORST_PAUSE else pause * 2
                self._stop.wait(min(pause, WORST_PAUSE))

    def _sequence(self, connection: Connection) -> None:
        """Lead, or stand by until the leader is gone; then move what waits."""
        while not self._stop.is_set():
            self._beat()
            if sequencing.try_to_lead(connection):
                break
            self._stop.wait(STAND_BY)
        self._facts.leading = True
        self._have_the_bus_looked_at()
        try:
            while not self._stop.is_set():
                self._beat()
                self._move(connection)
        finally:
            self._facts.leading = False

    def _have_the_bus_looked_at(self) -> None:
        """Let the publisher find out about a forked history before it grows."""
        self._looked.clear()
        with suppress(Full):
            self._fresh.put_nowait([])
        self._looked.wait(FIRST_LOOK)

    def _move(self, connection: Connection) -> None:
        if self._facts.forked:
            connection.execute("SELECT 1")
            self._stop.wait(STAND_BY)
            return
        moved = sequencing.sequence(connection, BATCH, self._parts.step)
        if moved:
            self._facts.head = moved[-1].position
            # A full queue is no loss: the publisher then reads the log. Waiting a
            # moment saves it that, and while Redis is away costs next to nothing.
            with suppress(Full):
                self._fresh.put(moved, timeout=HAND_OVER)
        if len(moved) < BATCH:
            self._facts.pending = 0
            self._wait_for_hint()
        else:
            self._facts.pending = sequencing.waiting(connection)

    def _wait_for_hint(self) -> None:
        if monotonic() < self._no_hints_until:
            self._stop.wait(POLL)
            return
        try:
            self._parts.hints.wait_for_hint(POLL)
        except RedisError:
            self._no_hints_until = monotonic() + WORST_PAUSE

    def _publish(self, connection: Connection) -> None:
        """Bring the bus up to the log, for as long as this relay leads."""
        publisher = self._parts.publisher
        while not self._stop.is_set():
            self._facts.publisher_beat = monotonic()
            try:
                fresh = self._fresh.get(timeout=LOOK)
            except Empty:
                fresh = []
            if not self._facts.leading:
                connection.execute("SELECT 1")  # an idle session would be ended
                continue
            if not fresh:
                self._look(connection)
                self._facts.head = log_head(connection).position
            while events := publisher.publish(connection, fresh):
                self._parts.ringer.ring(events)
                self._facts.published = publisher.position
                fresh = fresh[len(events) :]
            self._facts.worked()
            self._facts.published = publisher.position

    def _look(self, connection: Connection) -> None:
        try:
            self._parts.publisher.look(connection)
        finally:
            self._looked.set()

    def _beat(self) -> None:
        """Say that both loops go round and that PostgreSQL answers."""
        now = monotonic()
        if now - self._facts.sequencer_beat < LOOK:
            return
        self._facts.sequencer_beat = now
        if self._parts.heartbeat and self._facts.alive(now):
            self._parts.heartbeat.touch()
