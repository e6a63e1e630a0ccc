"""Whatever is sent, the answer is the right problem and nothing is recorded."""

from http import HTTPStatus
from typing import Any

import pytest

from tests.support.examples import CLIENT, MEASURE
from tests.support.goals_api import GOAL, GoalsApi
from tests.support.histories import active_goal

ENTRY = f'"measure_id":"{MEASURE}","value":3,"occurred_on":"2025-01-06"'
GOOD = "{" + ENTRY + "}"
PROGRESS = f"/v1/goals/{GOAL}/progress"

BAD_REQUEST, TOO_LARGE = HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


def deep(levels: int) -> str:
    return "[" * levels + "]" * levels


BODIES: list[tuple[str, bytes, HTTPStatus]] = [
    ("nothing", b"", BAD_REQUEST),
    ("malformed", b'{"value": 3', BAD_REQUEST),
    ("no JSON", b"value=3", BAD_REQUEST),
    ("two values", GOOD.encode() * 2, BAD_REQUEST),
    ("broken UTF-8", b'{"note":"\xff"}', BAD_REQUEST),
    ("UTF-16", GOOD.encode("utf-16"), BAD_REQUEST),
    ("a byte order mark", b"\xef\xbb\xbf" + GOOD.encode(), BAD_REQUEST),
    ("too large", b'{"note":"' + b"x" * 1024 * 1024 + b'"}', TOO_LARGE),
    ("bottomless", b"[" * 200_000, BAD_REQUEST),
    ("deep", f'{{"note":{deep(5000)}}}'.encode(), BAD_REQUEST),
    ("rather deep", f'{{"note":{deep(33)}}}'.encode(), BAD_REQUEST),
    ("NUL", b'{%s,"note":"a\\u0000b"}' % ENTRY.encode(), BAD_REQUEST),
    ("a NUL in a name", b'{%s,"no\\u0000te":"b"}' % ENTRY.encode(), BAD_REQUEST),
    ("a raw NUL", b'{%s,"note":"a\x00b"}' % ENTRY.encode(), BAD_REQUEST),
    ("a lone surrogate", b'{%s,"note":"\\ud800"}' % ENTRY.encode(), BAD_REQUEST),
    ("a low surrogate", b'{%s,"note":"\\udc00x"}' % ENTRY.encode(), BAD_REQUEST),
    ("a raw surrogate", b'{%s,"note":"\xed\xa0\x80"}' % ENTRY.encode(), BAD_REQUEST),
    ("a name twice", GOOD.replace("{", '{"value":4,').encode(), BAD_REQUEST),
    (
        "a name twice, disguised",
        GOOD.replace("{", '{"v\\u0061lue":4,').encode(),
        BAD_REQUEST,
    ),
    ("an unknown name twice", b'{%s,"x":1,"x":1}' % ENTRY.encode(), BAD_REQUEST),
    ("a name twice within", b'{%s,"x":[{"y":1,"y":2}]}' % ENTRY.encode(), BAD_REQUEST),
    ("NaN", GOOD.replace(":3", ":NaN").encode(), BAD_REQUEST),
    ("Infinity", GOOD.replace(":3", ":Infinity").encode(), BAD_REQUEST),
    ("minus Infinity", GOOD.replace(":3", ":-Infinity").encode(), BAD_REQUEST),
    ("beyond a float", GOOD.replace(":3", ":1e999").encode(), BAD_REQUEST),
    ("endless digits", GOOD.replace(":3", f":{'9' * 5000}").encode(), BAD_REQUEST),
    ("too large a value", GOOD.replace(":3", ":1e300").encode(), UNPROCESSABLE),
    ("many digits", GOOD.replace(":3", f":{'9' * 400}").encode(), UNPROCESSABLE),
    ("a list", b"[]", UNPROCESSABLE),
    ("a text", b'"progress"', UNPROCESSABLE),
    ("null", b"null", UNPROCESSABLE),
    ("an empty object", b"{}", UNPROCESSABLE),
    ("a number as text", GOOD.replace(":3", ':"3"').encode(), UNPROCESSABLE),
    ("true for a number", GOOD.replace(":3", ":true").encode(), UNPROCESSABLE),
    ("a list for a number", GOOD.replace(":3", ":[3]").encode(), UNPROCESSABLE),
    ("an unknown field", GOOD.replace("{", '{"mood":1,').encode(), UNPROCESSABLE),
    ("today", GOOD.replace("{", '{"today":"2999-01-01",').encode(), UNPROCESSABLE),
    ("no date", GOOD.replace("2025-01-06", "Monday").encode(), UNPROCESSABLE),
    ("a short date", GOOD.replace("2025-01-06", "20250106").encode(), UNPROCESSABLE),
    ("a week date", GOOD.replace("2025-01-06", "2025-W02-1").encode(), UNPROCESSABLE),
    ("30 February", GOOD.replace("2025-01-06", "2025-02-30").encode(), UNPROCESSABLE),
    ("no UUID", GOOD.replace(str(MEASURE), "m1").encode(), UNPROCESSABLE),
    ("a bare UUID", GOOD.replace(str(MEASURE), MEASURE.hex).encode(), UNPROCESSABLE),
    ("a number for a UUID", GOOD.replace(f'"{MEASURE}"', "7").encode(), UNPROCESSABLE),
    (
        "a long note",
        GOOD.replace("{", '{"note":"%s",' % ("x" * 4001)).encode(),
        UNPROCESSABLE,
    ),
    ("a number for words", GOOD.replace("{", '{"note":7,').encode(), UNPROCESSABLE),
]


@pytest.fixture
def goal(goals_api: GoalsApi) -> GoalsApi:
    goals_api.given(*active_goal())
    return goals_api


@pytest.mark.parametrize(
    ("body", "status"), [case[1:] for case in BODIES], ids=[case[0] for case in BODIES]
)
def test_a_bad_body_is_a_problem(
    goal: GoalsApi, body: bytes, status: HTTPStatus
) -> None:
    response = goal.send("POST", PROGRESS, data=body, content_type="application/json")

    assert_problem(response, status)
    assert goal.new_facts() == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": ""}, HTTPStatus.UNAUTHORIZED),
        ({"Authorization": "Bearer another"}, HTTPStatus.UNAUTHORIZED),
        ({"Authorization": "Basic dXNlcjpwdw=="}, HTTPStatus.UNAUTHORIZED),
        ({"Authorization": "Bearer \xe9\xff"}, HTTPStatus.UNAUTHORIZED),
        ({"Guidepost-Actor": "Maya"}, BAD_REQUEST),
        ({"Guidepost-Actor": "client:maya@example.org"}, BAD_REQUEST),
        ({"Guidepost-Actor": "stranger:1"}, BAD_REQUEST),
        ({"Guidepost-Clinic": "north"}, BAD_REQUEST),
        ({"Idempotency-Key": "x" * 256}, UNPROCESSABLE),
        ({"Idempotency-Key": "a key"}, UNPROCESSABLE),
        ({"Idempotency-Key": "\xe9"}, UNPROCESSABLE),
        ({"Guidepost-Clock": "noon"}, UNPROCESSABLE),
        ({"Guidepost-Clock": "2025-01-06T12:00:00"}, UNPROCESSABLE),
        ({"Content-Type": "text/plain"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content-Type": "multipart/form-data"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    ],
)
def test_a_bad_header_is_a_problem(
    goal: GoalsApi, headers: dict[str, str], status: HTTPStatus
) -> None:
    given = {"Content-Type": "application/json", **headers}

    response = goal.send("POST", PROGRESS, given, data=GOOD)

    assert_problem(response, status)
    assert goal.new_facts() == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/goals", {"time_zone": "Atlantis/Capital"}),
        ("/v1/goals", {"time_zone": "../../etc/passwd"}),
        ("/v1/goals", {"own_words": ""}),
        ("/v1/goals", {"own_words": "   "}),
        ("/v1/goals", {"own_words": None}),
        ("/v1/goals", {"client_id": None}),
        ("/v1/goals", {"term": "some-day"}),
        ("/v1/goals", {"clinic_id": str(CLIENT)}),
    ],
)
def test_a_bad_value_makes_no_goal(
    goals_api: GoalsApi, path: str, field: dict[str, Any]
) -> None:
    body = {"client_id": str(CLIENT), "own_words": "Sleep better", **field}

    response = goals_api.send("POST", path, json=body)

    assert_problem(response, UNPROCESSABLE)
    assert goals_api.get(f"/v1/clients/{CLIENT}/goals").get_json()["goals"] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nowhere", HTTPStatus.NOT_FOUND),
        ("GET", "/v1/goals/none-such", HTTPStatus.NOT_FOUND),
        ("GET", "//v1/goals", HTTPStatus.NOT_FOUND),
        ("GET", "/v1/goals/", HTTPStatus.NOT_FOUND),
        ("DELETE", f"/v1/goals/{GOAL}", HTTPStatus.METHOD_NOT_ALLOWED),
        ("PUT", PROGRESS, HTTPStatus.METHOD_NOT_ALLOWED),
        ("GET", f"/v1/goals/{GOAL}/history?limit=0", UNPROCESSABLE),
        ("GET", f"/v1/goals/{GOAL}/history?limit=1e3", UNPROCESSABLE),
        ("GET", f"/v1/goals/{GOAL}/history?after=-1", UNPROCESSABLE),
        ("GET", f"/v1/goals/{GOAL}/history?page=2", UNPROCESSABLE),
        ("GET", f"/v1/goals/{GOAL}/history?after=%00", BAD_REQUEST),
        ("GET", "/v1/events?limit=5001", UNPROCESSABLE),
        ("GET", "/v1/events?types=a.b;drop", UNPROCESSABLE),
        ("GET", "/v1/events?types=", UNPROCESSABLE),
        ("GET", "/v1/events?chain=xyz", UNPROCESSABLE),
        ("GET", "/v1/events?lanes=4&lane=4", UNPROCESSABLE),
        ("GET", "/v1/events?lanes=0", UNPROCESSABLE),
        ("GET", "/v1/events?after=99999999999999999999", UNPROCESSABLE),
        ("GET", f"/v1/streams/{GOAL}/position", UNPROCESSABLE),
        ("GET", f"/v1/streams/{GOAL}/position?version=0", UNPROCESSABLE),
        ("GET", f"/v1/streams/{GOAL}/position?version=1", HTTPStatus.NOT_FOUND),
    ],
)
def test_a_bad_address_is_a_problem(
    goals_api: GoalsApi, method: str, path: str, status: HTTPStatus
) -> None:
    response = goals_api.send(method, path)

    assert_problem(response, status)


def assert_problem(response: Any, status: HTTPStatus) -> None:
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    problem = response.get_json()
    assert problem["status"] == status
    assert problem["title"].endswith(".")
