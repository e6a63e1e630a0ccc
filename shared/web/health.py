"""Health: alive is one thing, ready to do the work another."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, jsonify


def show(app: Flask, service: str, ready: Callable[[], Mapping[str, Any]]) -> None:
    """Show ``/health/live`` and ``/health/ready``."""

    def live() -> Response:
        return jsonify(service=service, live=True)

    def readiness() -> tuple[Response, int]:
        facts = _facts(ready)
        return jsonify(service=service, **facts), 200 if facts["ready"] else 503

    app.add_url_rule("/health/live", view_func=live)
    app.add_url_rule("/health/ready", view_func=readiness)


def _facts(ready: Callable[[], Mapping[str, Any]]) -> dict[str, Any]:
    try:
        return {"ready": True, **ready()}
    except Exception as error:  # noqa: BLE001 - whatever it is, not ready is the answer
        return {"ready": False, "reason": type(error).__name__}
