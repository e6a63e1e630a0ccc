"""
A tiny consumer of its own facts: a log, a feed, a projection, a database.

The log is a list, the feed serves from it by the same rules as goals does, and
the tally's rows depend on the order in which facts are applied, so that a lost,
doubled or swapped one shows.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid5

import flask
import httpx
import msgspec
import psycopg
import sqlalchemy as sa
from redis import Redis

from shared.bus import NO_STREAM, Bus, Head, Sequenced
from shared.chain import GENESIS, digest, lane_key, lane_of, link
from shared.codec import Codec, family
from shared.contracts.fact import Fact
from shared.database import make_engine, provision
from shared.envelope import Recorded, spliced
from shared.feed import Feed
from shared.listening import Listener
from shared.subscription import Subscription
from shared.subscription_tables import create_generations_v1, create_v1

KEY = bytes(range(32))
CLINIC = UUID("0c0c0c0c-0000-4000-8000-000000000001")
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
TOKEN = "a-token-for-tests"  # noqa: S105 - it opens nothing


class Counted(Fact, frozen=True, kw_only=True):
    """Someone counted something."""

    type: ClassVar[str] = "guidepost.tally.counted.v1"
    amount: int


class CountedFinely(Fact, frozen=True, kw_only=True):
    """The same family, as newer code writes it."""

    type: ClassVar[str] = "guidepost.tally.counted.v2"
    amount: int
    parts: int = 1


class Remarked(Fact, frozen=True, kw_only=True):
    """Something that the tally does not want to hear."""

    type: ClassVar[str] = "guidepost.tally.remarked.v1"


class ClientErased(Fact, frozen=True, kw_only=True):
    """The client's key was destroyed."""

    type: ClassVar[str] = "guidepost.client.erased.v1"


EVERYTHING = Codec([Counted, CountedFinely, Remarked, ClientErased])
TODAY = Codec([Counted, Remarked, ClientErased])


class CannotBeCounted(Exception):
    """The amount is one that this version of the tally chokes on."""


def client(number: int) -> UUID:
    """Return the id of a client."""
    return uuid5(CLINIC, str(number))


@dataclass(slots=True)
class Log:
    """What was recorded, in order, with the chain; positions begin at 1."""

    events: list[Sequenced] = field(default_factory=list)

    @property
    def chain(self) -> bytes:
        return self.events[-1].chain if self.events else GENESIS

    def record(self, fact: Fact, client_id: UUID | None) -> int:
        """Add a fact; return its position."""
        position = len(self.events) + 1
        body = EVERYTHING.encode(
            fact,
            event_id=uuid5(CLINIC, f"event {position}"),
            clinic_id=CLINIC,
            client_id=client_id,
            subject=f"goals/{client_id or CLINIC}",
            version=position,
            recorded_at=MORNING,
            actor="system:test",
        )
        self.events.append(
            Sequenced(
                position,
                "" if client_id is None else str(client_id),
                lane_key(client_id),
                fact.type,
                digest(body),
                link(self.chain, position, digest(body)),
                body,
            )
        )
        return position

    def count(self, amounts: Iterable[tuple[int, int]]) -> "Log":
        """Add (client, amount) pairs; return the log."""
        for number, amount in amounts:
            self.record(Counted(amount=amount), client(number))
        return self

    def publish(self, bus: Bus, *, upto: int | None = None) -> None:
        """Put on the bus what it does not have yet."""
        head = bus.head()
        if head is None:
            bus.discard(bus.tail())
            head = Head(0, GENESIS)
        waiting = self.events[head.position : upto]
        for start in range(0, len(waiting), 500):
            batch = waiting[start : start + 500]
            tail = bus.ending_in(head) if head.position else NO_STREAM
            assert bus.append(tail, batch, kept=1_000_000) is None
            head = Head(batch[-1].position, batch[-1].chain)

    def page(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """Answer one question of the feed; None: history forked."""
        after, limit = int(asked["after"]), int(asked.get("limit", 5000))
        chain_there = ([GENESIS] + [event.chain for event in self.events])[
            after : after + 1
        ]
        claimed = asked.get("chain")
        if not chain_there or (claimed and claimed != chain_there[0].hex()):
            return None
        wanted = set(filter(None, asked.get("types", "").split(",")))
        lanes, lane = int(asked.get("lanes", 1)), int(asked.get("lane", 0))
        found: list[Sequenced] = []
        at = after
        for event in self.events[after:]:
            if len(found) == limit:
                break
            at = event.position
            if wanted and not wanted & {event.type, family(event.type)}:
                continue
            if event.lane_key % lanes == lane:
                found.append(event)
        chain = self.events[at - 1].chain if at else GENESIS
        return {
            "events": [
                msgspec.Raw(spliced(one.body, one.position, one.chain)) for one in found
            ],
            "next": at,
            "head": len(self.events),
            "chain": chain.hex(),
        }


@dataclass(slots=True)
class FeedOf:
    """A feed over HTTP that serves a log, counts its readers and may be away."""

    log: Log
    reads: int = 0
    away: bool = False

    def client(self) -> Feed:
        """Return a reader of this feed."""
        transport = httpx.WSGITransport(app=self.app())
        return Feed("http://goals.test", TOKEN, transport=transport)

    def app(self) -> flask.Flask:
        """Return the feed as a web application."""
        app = flask.Flask("feed")

        @app.get("/v1/events")
        def events() -> flask.Response:
            self.reads += 1
            if self.away:
                return flask.Response(status=503)
            if flask.request.headers.get("Authorization") != f"Bearer {TOKEN}":
                return flask.Response(status=401)
            answer = self.log.page(flask.request.args.to_dict())
            if answer is None:
                return flask.Response(status=409)
            return flask.Response(msgspec.json.encode(answer))

        return app


@dataclass(slots=True)
class Doorbell:
    """Writes down who was rung for instead of queueing a task."""

    task: str = "tally.drain"
    rung: list[tuple[str, int]] = field(default_factory=list)
    waiting: bool = False

    def ring(self, subscription: str, lane: int) -> None:
        self.rung.append((subscription, lane))

    def others_wait(self) -> bool:
        return self.waiting


@dataclass(frozen=True, slots=True)
class ConsumerUrls:
    """The consumer's database: one URL per role, and the superuser's."""

    admin: str
    owner: str
    api: str
    worker: str


TALLY = """
CREATE TABLE {schema}.tally (client_id uuid PRIMARY KEY, total bigint NOT NULL,
    entries integer NOT NULL, history text NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON {schema}.tally
    TO consumer_worker;
GRANT SELECT ON {schema}.tally TO consumer_api
"""


def build_database(superuser: str, name: str) -> ConsumerUrls:
    """Create the consumer's database with its roles and tables."""
    admin = sa.make_url(superuser).set(drivername="postgresql", database=name)
    secret = hashlib.sha256(f"consumer{admin.password}".encode()).hexdigest()
    urls = {
        role: admin.set(username=f"consumer_{role}", password=secret).render_as_string(
            hide_password=False
        )
        for role in ("owner", "api", "worker")
    }
    provision(superuser, urls.values())
    engine = make_engine(urls["owner"], pool_size=1, application_name="migrate")
    with engine.begin() as connection:
        create_v1(connection, worker="consumer_worker", api="consumer_api")
        create_generations_v1(connection, worker="consumer_worker", api="consumer_api")
        for schema in ("public", "generation_a", "generation_b"):
            for statement in TALLY.format(schema=schema).split(";\n"):
                connection.exec_driver_sql(statement)
    engine.dispose()
    return ConsumerUrls(admin.render_as_string(hide_password=False), **urls)


def tally_with(
    poison: Collection[int] = (), hook: Callable[[int], None] | None = None
) -> Callable[[sa.Connection, Sequence[Recorded[Any]]], None]:
    """Return the tally's ``handle``; some amounts are more than it can take."""

    def handle(connection: sa.Connection, events: Sequence[Recorded[Any]]) -> None:
        touched = {event.client_id or CLINIC for event in events}
        rows = {
            row[0]: list(row)
            for row in connection.exec_driver_sql(
                "SELECT client_id, total, entries, history FROM tally"
                " WHERE client_id = ANY(%s)",
                (list(touched),),
            )
        }
        for event in events:
            key = event.client_id or CLINIC
            if isinstance(event.fact, ClientErased):
                rows[key] = [key, 0, 0, "erased"]
                continue
            if event.fact.amount in poison:
                raise CannotBeCounted
            if hook:
                hook(event.position)
            row = rows.setdefault(key, [key, 0, 0, ""])
            row[1] += event.fact.amount
            row[2] += 1
            row[3] = digest(f"{row[3]} {event.position}".encode()).hex()
        if rows:
            _write(connection, list(rows.values()))

    return handle


def _write(connection: sa.Connection, rows: list[list[Any]]) -> None:
    ids, totals, entries, histories = (list(one) for one in zip(*rows, strict=True))
    connection.exec_driver_sql(
        "INSERT INTO tally SELECT * FROM"
        " unnest(%s::uuid[], %s::bigint[], %s::int[], %s::text[])"
        " ON CONFLICT (client_id) DO UPDATE SET total = excluded.total,"
        " entries = excluded.entries, history = excluded.history",
        (ids, totals, entries, histories),
    )


def tally(
    name: str = "tally", *, poison: Collection[int] = (), **more: Any
) -> Subscription:
    """Return a subscription that counts per client."""
    options: dict[str, Any] = {"lanes": 2, "handle": tally_with(poison)} | more
    wants = (Counted, ClientErased)
    return Subscription(name=name, wants=wants, tables=("tally",), **options)


def replayed(log: Log, *, without: Collection[int] = ()) -> dict[UUID, tuple[Any, ...]]:
    """Return the rows that a straight replay of the log adds up to."""
    rows: dict[UUID, tuple[int, int, str]] = {}
    for event in log.events:
        fact = EVERYTHING.decode(event.body).fact
        if not isinstance(fact, Counted) or event.position in without:
            continue
        key = UUID(event.key) if event.key else CLINIC
        total, entries, history = rows.get(key, (0, 0, ""))
        rows[key] = (
            total + fact.amount,
            entries + 1,
            digest(f"{history} {event.position}".encode()).hex(),
        )
    return rows


@dataclass(slots=True)
class Consumer:
    """One consumer with everything around it."""

    urls: ConsumerUrls
    engine: sa.Engine
    redis: Redis
    bus: Bus
    log: Log = field(default_factory=Log)
    bell: Doorbell = field(default_factory=Doorbell)
    feed_app: FeedOf = field(init=False)

    def __post_init__(self) -> None:
        self.feed_app = FeedOf(self.log)

    def listener(
        self,
        *subscriptions: Subscription,
        codec: Codec = TODAY,
        linger: float = 0,
        turn: float = 2.0,
    ) -> Listener:
        """Return a fresh listener, as a newly started worker would have it."""
        listener = Listener(
            engine=self.engine,
            bus=self.bus,
            feed=self.feed_app.client(),
            subscriptions=subscriptions or (tally(),),
            doorbell=self.bell,
            codec=codec,
            linger=linger,
            turn=turn,
        )
        listener.register()
        return listener

    def publish(self, *, upto: int | None = None) -> None:
        self.log.publish(self.bus, upto=upto)

    def rows(self, schema: str = "public") -> dict[UUID, tuple[Any, ...]]:
        """Return the tally as it stands."""
        found = self.look(f"SELECT * FROM {schema}.tally")  # noqa: S608 - from the test
        return {row[0]: tuple(row[1:]) for row in found}

    def checkpoints(self, name: str = "tally", generation: str = "a") -> list[int]:
        """Return the position of each lane."""
        found = self.look(
            "SELECT position FROM checkpoints WHERE subscription = %s"
            " AND generation = %s ORDER BY lane",
            name,
            generation,
        )
        return [row[0] for row in found]

    def look(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database anything, as its superuser."""
        with psycopg.connect(self.urls.admin, autocommit=True) as connection:
            cursor = connection.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []


def drain_all(listener: Listener, subscription: Subscription) -> int:
    """Drain every lane once; return how many events were applied."""
    lanes = range(subscription.lanes)
    return sum(listener.drain(subscription.name, lane) for lane in lanes)


def lane(number: int, lanes: int = 2) -> int:
    """Return the lane of a client."""
    return lane_of(client(number), lanes)
