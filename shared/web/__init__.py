"""
The web application that every service's API is made of.

``make_app`` gives a service what no route should have to think about: who is asking,
strict JSON, problems instead of error pages, an OpenAPI document, health, metrics and a
request log of ids. What a service adds are its blueprints and one table of statuses.
"""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask
from prometheus_client.registry import Collector

from shared.web import health, metrics, problems, request_log
from shared.web.answers import JsonAnswers
from shared.web.blueprint import Blueprint
from shared.web.conditions import IfMatchSchema, etag
from shared.web.documents import Api
from shared.web.identification import caller, identify

__all__ = ["Blueprint", "IfMatchSchema", "caller", "etag", "make_app"]

LARGEST_BODY = 1024 * 1024


def make_app(  # noqa: PLR0913 - what differs between services, each by its name
    service: str,
    *,
    blueprints: Iterable[Blueprint],
    statuses: Mapping[type[Exception], HTTPStatus],
    token: str,
    ready: Callable[[], Mapping[str, Any]],
    collectors: Iterable[Collector] = (),
) -> Flask:
    """
    Return a service's API, ready to be served.

    :param statuses: which status answers which error; the first paragraph of an error's
        docstring is the sentence the caller reads.
    :param token: the bearer token that every request must carry.
    :param ready: returns what is to be seen on ``/health/ready``; the service counts as
        not ready when it raises or when its ``ready`` is false.
    :param collectors: metrics that are asked for at each scrape.
    """
    app = _App(service, static_folder=None)
    app.json = JsonAnswers(app)
    app.url_map.merge_slashes = False
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        API_TITLE=f"Guidepost {service}",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
    )
    request_log.keep(app, service)
    identify(app, token)
    problems.answer(app, statuses)
    api = Api(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    health.show(app, service, ready)
    metrics.show(app, collectors)
    return app


class _App(Flask):
    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Call routes as they are: none of ours is a coroutine."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        """Write down where a request broke, without the words it was about."""
        request_log.broken(exc_info)
