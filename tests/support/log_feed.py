"""The goals feed, served from a log that is a list, by the same rules as goals does."""

from dataclasses import dataclass

import flask
import httpx
import msgspec

from shared.feed import Feed
from tests.support.fact_log import Log

TOKEN = "a-token-for-tests"  # noqa: S105 - it opens nothing


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
