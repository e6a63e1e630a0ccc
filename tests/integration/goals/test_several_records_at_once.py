"""What one request asks of several records happens to all of them, or to none."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.contracts import clients, goals
from shared.contracts.fact import Fact
from tests.support.goals_api import GoalsApi, append

MONDAY = date(2025, 1, 6)
PHQ9 = [2, 2, 2, 2, 2, 2, 2, 3, 0]
TOTAL = sum(PHQ9)


def registered(api: GoalsApi, *more: Fact) -> UUID:
    """Return a client in care."""
    client_id = uuid4()
    name = clients.ClientRegistered(name="Jon", time_zone="Europe/London")
    append(api.engine, client_id, name, *more, client_id=client_id)
    return client_id


def begun(api: GoalsApi, client_id: UUID, *more: Fact, active: bool = True) -> UUID:
    """Return a client's goal that is measured by the PHQ-9."""
    goal_id = uuid4()
    history: list[Fact] = [
        goals.GoalCreated(client_id=client_id, own_words="Enjoy mornings again"),
        goals.MeasureDefined(
            measure_id=uuid4(),
            kind=goals.MeasureKind.PHQ9,
            direction=goals.Direction.DOWN,
            baseline=22,
            target=goals.Target(high=20, strict=True),
        ),
        *(goals.GoalAgreed(party=party) for party in goals.Party),
    ]
    if active:
        history.append(goals.GoalActivated(start_on=MONDAY))
    append(api.engine, goal_id, *history, *more, client_id=client_id)
    return goal_id


def ask(api: GoalsApi, path: str, **body: Any) -> dict[str, Any]:
    answer = api.send("POST", path, json=body)
    assert answer.status_code in (HTTPStatus.OK, HTTPStatus.CREATED), answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def refused(api: GoalsApi, path: str, **body: Any) -> str:
    answer = api.send("POST", path, json=body)
    assert answer.status_code == HTTPStatus.CONFLICT, answer.text
    kind: str = answer.get_json()["type"]
    return kind


def totals(api: GoalsApi, goal_id: UUID) -> list[float | None]:
    return [
        fact.value
        for fact in api.facts(goal_id)
        if isinstance(fact, goals.ProgressRecorded)
    ]


def test_a_form_moves_every_active_goal_that_uses_it(goals_api: GoalsApi) -> None:
    client_id = registered(goals_api)
    first, second = (begun(goals_api, client_id) for _ in range(2))
    waiting = begun(goals_api, client_id, active=False)

    form = ask(
        goals_api, f"/v1/clients/{client_id}/forms", instrument="phq9", items=PHQ9
    )

    assert {one["id"] for one in form["also"]} == {str(first), str(second)}
    assert totals(goals_api, first) == totals(goals_api, second) == [TOTAL]
    assert totals(goals_api, waiting) == []


def test_a_corrected_form_corrects_the_goals_that_it_moved(
    goals_api: GoalsApi,
) -> None:
    client_id = registered(goals_api)
    goal_id = begun(goals_api, client_id)
    path = f"/v1/clients/{client_id}/forms"
    first = ask(goals_api, path, instrument="phq9", items=PHQ9)

    ask(
        goals_api,
        path,
        instrument="phq9",
        items=[3, *PHQ9[1:]],
        corrects=first["administration_id"],
        why="The first item was read wrongly",
    )

    newest = goals_api.facts(goal_id)[-1]
    assert isinstance(newest, goals.ProgressCorrected)
    assert (newest.old_value, newest.new_value) == (TOTAL, TOTAL + 1)


def test_a_correction_of_a_correction_reaches_the_same_entry(
    goals_api: GoalsApi,
) -> None:
    client_id = registered(goals_api)
    goal_id = begun(goals_api, client_id)
    path = f"/v1/clients/{client_id}/forms"
    newest = ask(goals_api, path, instrument="phq9", items=PHQ9)

    for first_item in (3, 1):
        newest = ask(
            goals_api,
            path,
            instrument="phq9",
            items=[first_item, *PHQ9[1:]],
            corrects=newest["administration_id"],
            why="Read wrongly",
        )

    shown = goals_api.get(f"/v1/goals/{goal_id}").get_json()
    assert totals(goals_api, goal_id) == [TOTAL]
    assert shown["measures"][0]["current"] == TOTAL - 1


def test_a_form_sent_twice_counts_once(goals_api: GoalsApi) -> None:
    client_id = registered(goals_api)
    goal_id = begun(goals_api, client_id)
    form = {
        "administration_id": str(uuid4()),
        "instrument": "phq9",
        "items": PHQ9,
    }

    for _ in range(2):
        ask(goals_api, f"/v1/clients/{client_id}/forms", **form)

    assert totals(goals_api, goal_id) == [TOTAL]


def test_a_goal_broken_down_begins_its_children(goals_api: GoalsApi) -> None:
    client_id = registered(goals_api)
    goal_id = begun(goals_api, client_id)

    answer = ask(
        goals_api,
        f"/v1/goals/{goal_id}/break-down",
        goals=[{"own_words": "Get up at eight"}, {"own_words": "Open the curtains"}],
        reason="One thing at a time",
    )

    children = [UUID(one["id"]) for one in answer["also"]]
    for child in children:
        shown = goals_api.get(f"/v1/goals/{child}").get_json()
        assert shown["parent_id"] == str(goal_id)
        assert shown["client_id"] == str(client_id)
    broken = goals_api.facts(goal_id)[-1]
    assert isinstance(broken, goals.GoalBrokenDown)
    assert set(broken.children) == set(children)


def test_nothing_happens_to_a_goal_whose_successor_cannot_begin(
    goals_api: GoalsApi,
) -> None:
    client_id = registered(goals_api)
    goal_id = begun(goals_api, client_id)
    before = goals_api.facts(goal_id)

    said = refused(
        goals_api,
        f"/v1/goals/{goal_id}/replacement",
        goal={"own_words": "Sleep in", "concern_ids": [str(uuid4())]},
        reason="Another concern",
    )

    assert said == "ConcernIsAnother"
    assert goals_api.facts(goal_id) == before


def test_a_replaced_goal_and_its_successor_know_each_other(
    goals_api: GoalsApi,
) -> None:
    client_id = registered(goals_api)
    goal_id = begun(goals_api, client_id)

    answer = ask(
        goals_api,
        f"/v1/goals/{goal_id}/replacement",
        goal={"own_words": "Have breakfast with somebody twice a week"},
        reason="Company helps more",
    )

    [successor] = answer["also"]
    shown = goals_api.get(f"/v1/goals/{successor['id']}").get_json()
    old = goals_api.get(f"/v1/goals/{goal_id}").get_json()
    assert shown["relationships"] == [
        {"type": "predecessor", "goal_id": str(goal_id)},
    ]
    assert old["relationships"] == [{"type": "successor", "goal_id": successor["id"]}]
    assert old["lifecycle_status"] == "cancelled"


@pytest.mark.parametrize("how", ["break-down", "replacement"])
def test_goals_that_began_in_a_change_begin_once_when_it_is_repeated(
    goals_api: GoalsApi, how: str
) -> None:
    client_id = registered(goals_api)
    goal_id = begun(goals_api, client_id)
    wording = {"goal_id": str(uuid4()), "own_words": "Get up at eight"}
    new = {"goals": [wording]} if how == "break-down" else {"goal": wording}
    path = f"/v1/goals/{goal_id}/{how}"
    first = ask(goals_api, path, reason="It fits better", **new)
    ask(goals_api, f"/v1/goals/{wording['goal_id']}/agreements", party="client")

    again = ask(goals_api, path, reason="It fits better", **new)

    assert first["also"][0]["id"] == wording["goal_id"]
    assert again["events"] == []
    assert again["version"] == first["version"]


def test_goals_of_two_people_are_linked_only_with_both_consents(
    goals_api: GoalsApi,
) -> None:
    people = [registered(goals_api) for _ in range(2)]
    one, other = (begun(goals_api, client_id) for client_id in people)
    link = {"other_goal_id": str(other)}

    assert refused(goals_api, f"/v1/goals/{one}/links", **link) == (
        "LinkNeedsBothConsents"
    )
    for client_id, far_end in zip(people, (other, one), strict=True):
        ask(
            goals_api,
            f"/v1/clients/{client_id}/consents",
            recipient=f"goal:{far_end}",
            scope="ids-only",
            purpose="linked-goals",
        )
    ask(goals_api, f"/v1/goals/{one}/links", **link)

    assert isinstance(goals_api.facts(one)[-1], goals.GoalLinked)
    assert isinstance(goals_api.facts(other)[-1], goals.GoalLinked)
    ask(goals_api, f"/v1/goals/{one}/links/{other}/end")
    assert isinstance(goals_api.facts(other)[-1], goals.GoalUnlinked)


def test_a_discharge_settles_every_open_goal(goals_api: GoalsApi) -> None:
    client_id = registered(goals_api)
    first, second = (begun(goals_api, client_id) for _ in range(2))
    path = f"/v1/clients/{client_id}/discharge"

    one_only = [{"goal_id": str(first), "decision": "complete"}]
    said = refused(goals_api, path, ending="completed", goals=one_only)
    assert said == "OpenGoalsNeedADecision"
    ask(
        goals_api,
        path,
        ending="completed",
        goals=[*one_only, {"goal_id": str(second), "decision": "cancel"}],
    )

    assert isinstance(goals_api.facts(first)[-1], goals.GoalCompleted)
    assert isinstance(goals_api.facts(second)[-1], goals.GoalCancelled)
    shown = goals_api.get(f"/v1/clients/{client_id}").get_json()
    assert shown["status"] == "discharged"


@pytest.mark.parametrize(
    "wish", ["concern_ids", "value_ids"], ids=["a-concern", "a-value"]
)
def test_a_goal_serves_its_own_clients_concerns(goals_api: GoalsApi, wish: str) -> None:
    client_id = registered(goals_api)

    said = refused(
        goals_api,
        "/v1/goals",
        client_id=str(client_id),
        own_words="Walk",
        **{wish: [str(uuid4())]},
    )

    assert said == "ConcernIsAnother"


def test_a_goals_parent_is_a_goal_of_the_same_client(goals_api: GoalsApi) -> None:
    client_id, stranger = (registered(goals_api) for _ in range(2))
    parent = begun(goals_api, stranger)

    said = refused(
        goals_api,
        "/v1/goals",
        client_id=str(client_id),
        own_words="Walk",
        parent_id=str(parent),
    )

    assert said == "ParentIsAnother"


def test_nobody_sets_goals_for_a_client_who_has_died(goals_api: GoalsApi) -> None:
    client_id = registered(goals_api, clients.ClientDied(occurred_on=MONDAY))

    said = refused(goals_api, "/v1/goals", client_id=str(client_id), own_words="Walk")

    assert said == "ClientHasDied"


def test_item_nine_is_seen_at_once_and_its_answers_by_nobody(
    goals_api: GoalsApi,
) -> None:
    client_id = registered(goals_api)

    form = ask(
        goals_api,
        f"/v1/clients/{client_id}/forms",
        instrument="phq9",
        items=[0, None, 0, 0, 0, 0, 0, 0, 1],
    )

    shown = goals_api.get(f"/v1/clients/{client_id}").get_json()
    assert form["events"][-1] == "guidepost.client.safety-concern-flagged.v1"
    assert len(shown["open_safety_concerns"]) == 1
    assert shown["forms"][0]["total"] is None
    assert "items" not in shown["forms"][0]
