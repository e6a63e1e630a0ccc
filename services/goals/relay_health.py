"""The relay's own small pages: is it well, and its metrics."""

import json
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from services.goals.relay_facts import RelayFacts

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class _Quiet(WSGIRequestHandler):
    """Logs no request: a health check every few seconds is no news."""

    def log_message(self, *_: Any) -> None:
        pass


def serve(facts: RelayFacts, host: str, port: int) -> None:
    """
    Answer on a port from now on, in a thread of its own, until the process ends.

    :raises OSError: if the port cannot be had.
    """
    server = make_server(host, port, pages(facts), handler_class=_Quiet)
    Thread(target=server.serve_forever, daemon=True).start()


def pages(
    facts: RelayFacts,
) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    """Return the pages as a WSGI application."""
    registry = CollectorRegistry()
    registry.register(facts)

    def answer(request: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        kind = "application/json"
        match request["PATH_INFO"]:
            case "/health/live":
                status, body = "200 OK", b"{}"
            case "/health/ready":
                found = facts.ready()
                status = "200 OK" if found["ready"] else "503 Service Unavailable"
                body = json.dumps(found).encode()
            case "/metrics":
                status, body = "200 OK", generate_latest(registry)
                kind = CONTENT_TYPE_LATEST
            case _:
                status, body = "404 Not Found", b"{}"
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return answer
