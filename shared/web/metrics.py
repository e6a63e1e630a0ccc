"""
Metrics for Prometheus, added up over the worker processes of one server.

``shared.serving`` names a folder in PROMETHEUS_MULTIPROC_DIR before anything is
measured; without it (tests, a single process) the numbers are this process's own.
"""

import os
from collections.abc import Iterable
from typing import Final

from flask import Flask, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

REQUESTS: Final = Histogram(
    "guidepost_http_request_seconds",
    "How long requests took, by route and status.",
    ["service", "method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def show(app: Flask, collectors: Iterable[Collector]) -> None:
    """Show ``/metrics``."""
    asked_at_each_scrape = CollectorRegistry()
    for collector in collectors:
        asked_at_each_scrape.register(collector)

    def metrics() -> Response:
        text = generate_latest(_measured()) + generate_latest(asked_at_each_scrape)
        return Response(text, content_type=CONTENT_TYPE_LATEST)

    app.add_url_rule("/metrics", view_func=metrics)


def _measured() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # not typed there
    return registry
