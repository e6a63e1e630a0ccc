"""The API: inbox, preferences and deliveries, as a caller sees them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from services.notifications import inbox
from services.notifications.api import create_app
from services.notifications.outbox import Outbox
from services.notifications.standing import DeliveryFigures, readiness
from shared.checkpoints import begin
from shared.contracts.goals import GoalCreated
from shared.database import make_engine
from shared.subscription_metrics import SubscriptionFigures
from tests.integration.notifications.support import (
    CLINIC,
    GOAL,
    JON,
    MAYA,
    hear,
    milestone,
    prefer,
    recorded,
    ring_all,
)
from tests.support.servers import Urls

TOKEN = "a-token-of-this-test"  # noqa: S105 - made up here
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Guidepost-Clinic": str(CLINIC)}
WISHES = {"email": "maya@clinic.test", "time_zone": "America/New_York", "tone": "plain"}
INBOX = f"/v1/people/{MAYA}/inbox"
PREFERENCES = f"/v1/people/{MAYA}/preferences"


@pytest.fixture
def api(notifications_db: Urls) -> Iterator[FlaskClient]:
    engine = make_engine(notifications_db.api, application_name="test-api")
    app = create_app(
        engine,
        token=TOKEN,
        ready=lambda: readiness(engine, lambda: 7),
        collectors=(
            DeliveryFigures(engine),
            SubscriptionFigures(engine, lambda: 7),
        ),
    )
    yield app.test_client()
    engine.dispose()


def get(api: FlaskClient, path: str, **query: Any) -> Any:
    return api.get(path, query_string=query, headers=HEADERS)


def put(api: FlaskClient, **changes: Any) -> Any:
    return api.put(PREFERENCES, json=WISHES | changes, headers=HEADERS)


def read_it(api: FlaskClient, message_id: str, person_id: UUID = MAYA) -> Any:
    path = f"/v1/people/{person_id}/inbox/{message_id}/read"
    return api.post(path, headers=HEADERS)


def test_a_celebration_is_in_the_inbox_and_explains_itself(
    api: FlaskClient, worker: sa.Engine
) -> None:
    hear(worker, recorded(milestone()))

    response = get(api, INBOX)

    assert response.status_code == 200
    [message] = response.json["messages"]
    assert message["title"] == "You reached a milestone!"
    assert message["because"] == (
        "You see this because your entry for 6 January 2025 shows it."
    )
    assert (message["kind"], message["goal_id"]) == ("celebration", str(GOAL))
    assert message["happened_at"] == "2025-01-06T09:00:00+00:00"
    assert message["read_at"] is None
    assert response.json["unread"] == 1


def test_the_newest_message_comes_first_and_pages_follow_one_another(
    api: FlaskClient, worker: sa.Engine
) -> None:
    hear(worker, recorded(*(milestone() for _ in range(5))))

    seen: list[str] = []
    sizes = []
    after: dict[str, int] = {}
    for _ in range(3):
        page = get(api, INBOX, limit=2, **after).json
        sizes.append(len(page["messages"]))
        seen += [message["id"] for message in page["messages"]]
        after = {"after": page["next"]}

    everything = [message["id"] for message in get(api, INBOX).json["messages"]]
    assert sizes == [2, 2, 1]
    assert seen == everything
    assert page["next"] is None


def test_a_message_is_read_once_and_for_all(
    api: FlaskClient, worker: sa.Engine
) -> None:
    hear(worker, recorded(milestone(), GoalCreated(client_id=MAYA)))
    message_id = get(api, INBOX).json["messages"][0]["id"]

    first = read_it(api, message_id)
    again = read_it(api, message_id)

    assert first.status_code == 200
    assert first.json == again.json
    assert first.json["read_at"] is not None
    assert get(api, INBOX).json["unread"] == 1


def test_somebody_elses_message_is_not_there(
    api: FlaskClient, worker: sa.Engine
) -> None:
    hear(worker, recorded(milestone()))
    [message] = get(api, INBOX).json["messages"]

    response = read_it(api, message["id"], JON)

    assert response.status_code == 404
    assert response.json["type"] == "MessageIsUnknown"
    assert get(api, INBOX).json["unread"] == 1


def test_another_clinic_sees_nothing(api: FlaskClient, worker: sa.Engine) -> None:
    hear(worker, recorded(milestone()))
    [message] = get(api, INBOX).json["messages"]
    put(api)
    elsewhere = HEADERS | {"Guidepost-Clinic": str(uuid4())}

    inbox = api.get(INBOX, headers=elsewhere)
    read = api.post(f"{INBOX}/{message['id']}/read", headers=elsewhere)
    seen = api.get(PREFERENCES, headers=elsewhere)
    changed = api.put(PREFERENCES, json=WISHES, headers=elsewhere)

    assert inbox.json == {"messages": [], "unread": 0, "next": None}
    assert [read.status_code, seen.status_code, changed.status_code] == [404] * 3


def test_without_the_token_nobody_is_let_in(api: FlaskClient) -> None:
    assert api.get(INBOX).status_code == 401
    assert api.get("/v1/deliveries").status_code == 401


def test_whoever_said_nothing_is_spoken_to_warmly_and_gets_no_email(
    api: FlaskClient,
) -> None:
    assert get(api, PREFERENCES).json == {
        "email": None,
        "time_zone": "UTC",
        "tone": "warm",
    }


def test_preferences_are_kept_as_given(api: FlaskClient) -> None:
    put(api)
    response = put(api, tone="none", email=None)

    assert response.status_code == 200
    assert get(api, PREFERENCES).json == WISHES | {"tone": "none", "email": None}


def test_preferences_need_a_clinic(api: FlaskClient) -> None:
    response = api.put(
        PREFERENCES, json=WISHES, headers={"Authorization": f"Bearer {TOKEN}"}
    )

    assert response.status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "maya@clinic.test\r\nBcc: everyone@clinic.test"},
        {"email": "maya@clinic.test, jon@clinic.test"},
        {"email": "maya@clinic.test\u2028"},
        {"email": "{{7*7}}"},
        {"email": ""},
        {"email": 7},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"tone": "stern"},
        {"phone": "1"},
    ],
)
def test_a_wish_that_cannot_be_is_refused(
    api: FlaskClient, wrong: dict[str, Any]
) -> None:
    response = put(api, **wrong)

    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert get(api, PREFERENCES).json["email"] is None


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 1000}, {"after": -1}])
def test_a_page_that_cannot_be_is_refused(
    api: FlaskClient, query: dict[str, int]
) -> None:
    assert get(api, INBOX, **query).status_code == 422


def test_deliveries_are_listed_without_addresses(
    api: FlaskClient, worker: sa.Engine, notifications_db: Urls, outbox: Outbox
) -> None:
    prefer(notifications_db)
    hear(worker, recorded(milestone(), milestone()))
    outbox.send(outbox.lease_due(1)[0])

    sent = get(api, "/v1/deliveries", state="sent")
    everything = get(api, "/v1/deliveries")

    assert [one["outcome"] for one in sent.json["deliveries"]] == ["sent"]
    assert len(everything.json["deliveries"]) == 2
    assert everything.json["counts"] == {
        "waiting": 1,
        "sending": 0,
        "sent": 1,
        "stopped": 0,
        "parked": 0,
    }
    assert "maya" not in everything.text


def test_health_and_metrics_count_the_deliveries(
    api: FlaskClient, worker: sa.Engine, notifications_db: Urls, outbox: Outbox
) -> None:
    prefer(notifications_db)
    hear(worker, recorded(milestone()))
    ring_all(outbox)

    health = get(api, "/health/ready").json
    metrics = api.get("/metrics").text

    assert health["deliveries"]["sent"] == 1
    assert 'guidepost_deliveries{state="sent"} 1.0' in metrics


def test_health_and_metrics_say_how_far_the_inbox_has_heard(
    api: FlaskClient, worker: sa.Engine
) -> None:
    with worker.begin() as connection:
        begin(connection, inbox.subscription)
        connection.exec_driver_sql("UPDATE checkpoints SET position = 5")
        connection.exec_driver_sql("UPDATE checkpoints SET halted = 'forked'")

    health = get(api, "/health/ready")
    metrics = api.get("/metrics").text

    assert (health.status_code, health.json["head"]) == (503, 7)
    assert health.json["subscriptions"] == {
        "inbox": {"lag": 2, "parked": 0, "halted": "forked"}
    }
    assert 'guidepost_subscription_lag{lane="3",subscription="inbox"} 2.0' in metrics
    assert 'guidepost_subscription_halted{lane="0",subscription="inbox"} 1.0' in metrics
