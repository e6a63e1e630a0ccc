"""The application that every service's API is made of, with two routes of its own."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from marshmallow import Schema, fields

from shared.web import Blueprint, caller, make_app

TOKEN = "a-token-for-tests"  # noqa: S105 - opens nothing
SENT = {"Authorization": f"Bearer {TOKEN}"}
REQUEST = UUID("0194003c-7000-7000-8000-00000000000a")
THING = f"/v1/things/{UUID(int=7)}"
JSON = "application/json"
SECRET = "Maya cannot sleep"  # noqa: S105 - what must not leak


class ThingIsTaken(Exception):
    """Somebody has this thing; choose another one.

    Only the first paragraph is for the caller.
    """

    members: Mapping[str, Any] = {"version": 4}


class ThingSchema(Schema):
    words = fields.String(required=True)


bp = Blueprint("things", __name__, url_prefix="/v1/things")


@bp.post("/<uuid:thing_id>")
@bp.arguments(ThingSchema)
@bp.response(200, ThingSchema)
def make(body: dict[str, str], thing_id: UUID) -> dict[str, str]:
    """Make a thing."""
    if body["words"] == "taken":
        raise ThingIsTaken
    if body["words"] == SECRET:
        raise RuntimeError(SECRET)
    return {"words": f"{caller().actor} {thing_id}"}


def client(facts: Mapping[str, Any] | None = None) -> FlaskClient:
    def ready() -> Mapping[str, Any]:
        if facts is None:
            raise ConnectionError
        return facts

    app = make_app(
        "things",
        blueprints=[bp],
        statuses={ThingIsTaken: HTTPStatus.CONFLICT},
        token=TOKEN,
        ready=ready,
    )
    return app.test_client()


def test_an_error_of_the_table_is_a_problem_in_its_own_words() -> None:
    response = client().post(THING, headers=SENT, json={"words": "taken"})

    assert response.status_code == HTTPStatus.CONFLICT
    assert response.content_type == "application/problem+json"
    assert response.get_json() == {
        "type": "ThingIsTaken",
        "title": "Somebody has this thing; choose another one.",
        "status": 409,
        "version": 4,
    }


def test_a_name_that_stands_twice_is_refused_wherever_it_does() -> None:
    response = client().post(
        THING, headers=SENT, data='{"words": "a", "words": "b"}', content_type=JSON
    )

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.content_type == "application/problem+json"
    assert response.get_json()["errors"] == {
        "json": ["A name stands twice in one object."]
    }


def test_an_unexpected_error_shows_and_logs_no_words(
    capfd: pytest.CaptureFixture[str],
) -> None:
    response = client().post(THING, headers=SENT, json={"words": SECRET})

    written = "".join(capfd.readouterr())
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert response.content_type == "application/problem+json"
    for text in (response.text, written):
        assert SECRET not in text
        assert "Traceback" not in text
    assert "RuntimeError" in written


def test_a_request_is_logged_by_its_route_and_ids(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "shared.web")
    client().post(f"{THING}?{SECRET}", headers=SENT, json={"words": SECRET[:4]})
    client().get(f"/v1/{SECRET}", headers=SENT)

    written = "".join(capfd.readouterr())
    assert '"route":"/v1/things/<uuid:thing_id>"' in written
    assert f'"thing_id":"{UUID(int=7)}"' in written
    assert "sleep" not in written


@pytest.mark.parametrize(
    ("given", "logged"),
    [
        (str(REQUEST), str(REQUEST)),
        (REQUEST.hex.upper(), str(REQUEST)),
        (SECRET, None),
        (f"{REQUEST}, {REQUEST}", None),
        (f"{{{REQUEST}}}", None),
        ("", None),
    ],
)
def test_the_id_that_a_request_came_with_is_logged_if_it_is_one(
    given: str,
    logged: str | None,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", "shared.web")

    client().post(THING, headers=SENT | {"X-Request-Id": given}, json={"words": "x"})

    [line] = capfd.readouterr().err.splitlines()
    assert json.loads(line).get("correlation_id") == logged


def test_only_health_metrics_and_the_document_are_open() -> None:
    things = client({})
    public = ("/health/live", "/health/ready", "/metrics", "/openapi.json")

    assert {things.get(path).status_code for path in public} == {HTTPStatus.OK}
    for path in (THING, "/v1/nowhere", "/"):
        refused = things.post(path, json={"words": "x"})
        assert refused.status_code == HTTPStatus.UNAUTHORIZED
        assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_health_shows_facts_and_tells_alive_from_ready() -> None:
    ready, lagging, away = client({"lag": 0}), client({"ready": False}), client()

    assert ready.get("/health/ready").get_json() == {
        "service": "things",
        "ready": True,
        "lag": 0,
    }
    for unready in (lagging, away):
        assert unready.get("/health/live").status_code == HTTPStatus.OK
        answer = unready.get("/health/ready")
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert answer.get_json()["ready"] is False


def test_requests_are_counted_by_route_and_status() -> None:
    things = client({})
    things.post(THING, headers=SENT, json={"words": "x"})

    text = things.get("/metrics").text

    assert (
        'guidepost_http_request_seconds_count{method="POST",'
        'route="/v1/things/<uuid:thing_id>",service="things",status="200"}'
    ) in text
    assert str(UUID(int=7)) not in text
