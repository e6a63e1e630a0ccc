"""The feed: the log in order, byte for byte, for readers that stand on this log."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from werkzeug.test import TestResponse

from services.goals import feed, streams
from services.goals.event_store import connected
from services.goals.sequencing import connect, sequence
from shared.chain import GENESIS, digest, lane_of, link
from shared.envelope import unspliced
from tests.support.examples import goal_created, progress_recorded
from tests.support.goals_api import GOAL, GoalsApi, append
from tests.support.histories import active_goal
from tests.support.servers import Urls

ENTRIES = "guidepost.goal.progress-recorded"


@pytest.fixture
def history(goals_api: GoalsApi, goals_db: Urls) -> GoalsApi:
    """Return the API on a log of 40 events: eight goals with five events each."""
    for number in range(8):
        append(goals_api.engine, UUID(int=number), *active_goal(), client_id=uuid4())
    sequence_all(goals_db)
    return goals_api


def sequence_all(urls: Urls) -> None:
    with connect(urls.relay, "test") as relay:
        while sequence(relay, 1000):
            pass


def read(api: GoalsApi, **asked: Any) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    response = api.get(f"/v1/events?{query}")
    assert response.status_code == HTTPStatus.OK, response.text
    page: dict[str, Any] = response.get_json()
    return page


def raw_events(response: TestResponse) -> list[bytes]:
    """Return the events of a page as they came over the wire."""
    text = response.data.removeprefix(b'{"events":[').rpartition(b'],"next":')[0]
    parts = text.split(b'{"specversion"')[1:]
    return [b'{"specversion"' + part.rstrip(b",") for part in parts]


def test_the_feed_is_the_stored_bytes_with_position_and_chain(
    history: GoalsApi,
) -> None:
    response = history.get("/v1/events?limit=100")

    chain, stored = GENESIS, []
    with connected(history.engine) as connection:
        for number in range(8):
            stored += [
                event.body for event in streams.read(connection, UUID(int=number))
            ]
    for position, event in enumerate(raw_events(response), 1):
        body, at, linked = unspliced(event)
        chain = link(chain, position, digest(body))
        assert (body, at, linked) == (stored[position - 1], position, chain)
    page = response.get_json()
    assert (len(page["events"]), page["next"], page["head"]) == (40, 40, 40)
    assert page["chain"] == chain.hex()


def test_a_reader_follows_the_log_page_by_page(history: GoalsApi) -> None:
    after, chain, positions = 0, GENESIS.hex(), []
    while True:
        page = read(history, after=after, limit=7, chain=chain)
        positions += [event["position"] for event in page["events"]]
        if not page["events"]:
            break
        after, chain = page["next"], page["chain"]

    assert positions == list(range(1, 41))


def test_what_is_not_sequenced_is_not_in_the_feed(history: GoalsApi) -> None:
    append(history.engine, GOAL, goal_created())

    page = read(history, after=39)

    assert [event["position"] for event in page["events"]] == [40]
    assert page["head"] == 40


def test_an_empty_log_is_an_empty_page(goals_api: GoalsApi) -> None:
    assert read(goals_api, limit=5000, types=ENTRIES, lanes=4, lane=3) == {
        "events": [],
        "next": 0,
        "chain": GENESIS.hex(),
        "head": 0,
    }


def test_the_lanes_divide_the_log_by_client(history: GoalsApi) -> None:
    pages = [read(history, lanes=4, lane=lane) for lane in range(4)]

    for lane, page in enumerate(pages):
        clients = {UUID(event["clientid"]) for event in page["events"]}
        assert {lane_of(client, 4) for client in clients} <= {lane}
        assert page["next"] == 40
    positions = [event["position"] for page in pages for event in page["events"]]
    assert sorted(positions) == list(range(1, 41))


@pytest.mark.parametrize(
    ("types", "count"),
    [
        ("guidepost.goal.created", 8),
        ("guidepost.goal.created.v1", 8),
        ("guidepost.goal.created.v2", 0),
        ("guidepost.goal.agreed,guidepost.goal.activated", 24),
        ("guidepost.goal", 0),
    ],
)
def test_types_are_chosen_by_family_or_with_their_version(
    history: GoalsApi, types: str, count: int
) -> None:
    page = read(history, types=types)

    assert len(page["events"]) == count
    assert page["next"] == 40


def test_a_filtered_page_that_is_full_goes_on_after_its_last_event(
    history: GoalsApi,
) -> None:
    first = read(history, types="guidepost.goal.created", limit=2)
    second = read(history, types="guidepost.goal.created", limit=2, after=first["next"])

    assert [event["position"] for event in first["events"]] == [1, 6]
    assert first["next"] == 6
    assert [event["position"] for event in second["events"]] == [11, 16]


def test_a_page_without_events_still_moves_its_reader_on(history: GoalsApi) -> None:
    question = feed.Question(after=0, limit=5, types=["guidepost.goal.cancelled"])

    with connected(history.engine) as connection:
        page = msgspec.json.decode(feed.read(connection, question, scanned=10))

    assert (page["events"], page["next"], page["head"]) == ([], 10, 40)


@pytest.mark.parametrize(
    "asked",
    [
        {"after": 41},
        {"after": 41, "chain": GENESIS.hex()},
        {"after": 12, "chain": GENESIS.hex()},
        {"after": 0, "chain": "ab" * 32},
    ],
)
def test_a_reader_of_another_history_is_told(
    history: GoalsApi, asked: dict[str, Any]
) -> None:
    query = "&".join(f"{name}={value}" for name, value in asked.items())

    response = history.get(f"/v1/events?{query}")

    assert response.status_code == HTTPStatus.CONFLICT
    problem = response.get_json()
    assert (problem["type"], problem["head"]) == ("HistoryIsAnother", 40)


def test_a_version_has_a_position_once_it_is_sequenced(
    history: GoalsApi, goals_db: Urls
) -> None:
    append(history.engine, UUID(int=3), progress_recorded(1), after=5)
    address = f"/v1/streams/{UUID(int=3)}/position?version="
    early = history.get(address + "6")

    sequence_all(goals_db)

    assert early.status_code == HTTPStatus.NOT_FOUND
    assert history.get(address + "6").get_json() == {"position": 41}
    assert history.get(address + "5").get_json() == {"position": 20}
