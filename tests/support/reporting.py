"""The reporting service in a test: a log behind it, drains by hand, and its API."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any

import flask
import httpx
import msgspec
import sqlalchemy as sa
from redis import Redis
from werkzeug.test import TestResponse

from services.reporting import wiring
from services.reporting.api import create_app
from services.reporting.api.reports import Library
from services.reporting.condition import readiness
from services.reporting.freshness import Freshness
from services.reporting.positions import Positions
from shared import generations
from shared.bus import Bus, Sequenced
from shared.chain import digest, lane_key, link
from shared.codec import CODEC
from shared.envelope import AnyRecorded
from shared.listening import Listener
from shared.rebuild import Rebuilder
from shared.rebuild_check import Check, Checksum, checksum
from shared.subscription_metrics import SubscriptionFigures, head_of
from tests.support.doorbell import Doorbell
from tests.support.fact_log import KEY, Log
from tests.support.log_feed import TOKEN, FeedOf

HEADERS = {"Authorization": f"Bearer {TOKEN}"}


def log_of(facts: Iterable[AnyRecorded]) -> Log:
    """Return a log that holds these facts, byte for byte."""
    log = Log()
    for fact in facts:
        body = msgspec.json.encode(fact.envelope)
        log.events.append(
            Sequenced(
                fact.position,
                lane_key(fact.client_id),
                digest(body),
                link(log.chain, fact.position, digest(body)),
                body,
            )
        )
    return log


@dataclass(slots=True)
class Reporting:
    """One reporting service between a log and its readers."""

    worker: sa.Engine
    reader: sa.Engine
    redis: Redis
    log: Log = field(default_factory=Log)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def record(self, *facts: AnyRecorded) -> None:
        """Let facts be in the log and on the bus."""
        self.log.events.extend(log_of([*self._known(), *facts]).events[self.size :])
        self.log.publish(Bus(self.redis, KEY))

    @property
    def size(self) -> int:
        return len(self.log.events)

    def listener(self) -> Listener:
        """Return a fresh listener, as a newly started worker would have it."""
        listener = Listener(
            engine=self.worker,
            bus=Bus(self.redis, KEY),
            feed=FeedOf(self.log).client(),
            subscriptions=wiring.SUBSCRIPTIONS,
            doorbell=Doorbell("reporting.drain"),
            linger=0,
        )
        listener.register()
        return listener

    def drain(self) -> None:
        """Hear all that there is."""
        listener = self.listener()
        for subscription in wiring.SUBSCRIPTIONS:
            for lane in range(subscription.lanes):
                listener.drain(subscription.name, lane)

    def rebuilder(self, **options: Any) -> Rebuilder:
        """Return a rebuilder that writes down which slices are asked for."""
        return Rebuilder(
            engine=self.worker,
            feed=FeedOf(self.log).client(),
            subscriptions=wiring.SUBSCRIPTIONS,
            queue=lambda name, lane: self.asked.append((name, lane)),
            **options,
        )

    def rebuild(self, name: str, **options: Any) -> None:
        """Rebuild a projection, one slice after another, to the switch."""
        self.rebuilder().start(name)
        self.go_on(**options)

    def go_on(self, **options: Any) -> None:
        """Do each slice that is asked for, by a fresh rebuilder every time."""
        while self.asked:
            self.rebuilder(**options).step(*self.asked.pop(0))

    def check(self, name: str) -> Check:
        """Return a comparison of a projection with its replay."""
        [subscription] = (one for one in wiring.SUBSCRIPTIONS if one.name == name)
        return Check(self.worker, FeedOf(self.log).client(), subscription)

    def live(self, name: str) -> str:
        """Return the generation that serves."""
        with self.reader.connect() as connection:
            return generations.live(connection, name)

    def checksum(self, name: str, generation: str) -> Checksum:
        """Return the checksum of one generation of a projection."""
        with self.reader.connect() as connection:
            return checksum(connection, generations.schema(generation), name)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Read an address of the API."""
        return self.app().test_client().get(path, headers={**HEADERS, **headers})

    def app(self) -> flask.Flask:
        """Return the API, whose goals service answers from the log."""
        positions = Positions(
            "http://goals.test", TOKEN, transport=httpx.WSGITransport(app=self._goals())
        )
        head = partial(head_of, FeedOf(self.log).client())
        return create_app(
            Library(self.reader, Freshness(self.reader, positions, patience=0.3)),
            token=TOKEN,
            ready=lambda: readiness(self.reader, head),
            collectors=(SubscriptionFigures(self.reader, head),),
        )

    def _goals(self) -> flask.Flask:
        app = FeedOf(self.log).app()

        @app.get("/v1/streams/<uuid:stream>/position")
        def position(stream: Any) -> flask.Response:
            version = int(flask.request.args["version"])
            for fact in self._known():
                if (fact.stream_id, fact.version) == (stream, version):
                    return flask.jsonify(position=fact.position)
            return flask.Response(status=HTTPStatus.NOT_FOUND)

        return app

    def _known(self) -> list[AnyRecorded]:
        return [
            CODEC.decode(event.body, event.position, event.chain)
            for event in self.log.events
        ]
