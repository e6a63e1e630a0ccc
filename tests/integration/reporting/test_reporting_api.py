"""The reports over HTTP: what they show, and how long they wait."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from services.reporting.projections import goal_progress
from shared.contracts.clients import ClientRegistered, WinNoted
from shared.contracts.goals import (
    GoalActivated,
    GoalCreated,
    GoalPaused,
    MeasureKind,
    Target,
)
from tests.support.facts import (
    CLIENT,
    CLINIC,
    GOAL,
    MEASURE,
    MONDAY,
    active_goal,
    correction,
    entry,
    history,
    recorded,
)
from tests.support.reporting import Reporting
from tests.support.servers import Urls

PROGRESS = f"/v1/goals/{GOAL}/progress"
GOALS = f"/v1/clients/{CLIENT}/goals"
TIMELINE = f"/v1/clients/{CLIENT}/timeline"
ELSEWHERE = str(UUID(int=0xBAD))


@pytest.fixture
def told(reports: Reporting) -> Reporting:
    """A goal in progress, halfway, that the reports have heard of."""
    reports.record(*recorded(*active_goal(), entry(5)))
    reports.drain()
    return reports


def test_progress_shows_both_statuses_and_each_measure(told: Reporting) -> None:
    response = told.get(f"{PROGRESS}?on=2025-01-07")

    assert response.status_code == 200
    assert response.json is not None
    [measure] = response.json["measures"]
    assert response.json["lifecycle_status"] == "active"
    assert response.json["achievement_status"] == "improving"
    assert response.json["version"] == 6
    assert response.json["milestones"] == {"total": 0, "achieved": 0}
    assert measure == {
        "measure_id": str(MEASURE),
        "kind": "numeric",
        "unit": "",
        "direction": "increase",
        "baseline": 0,
        "target": {"low": 10, "high": None, "strict": False},
        "cadence": None,
        "amount": None,
        "step": None,
        "due_on": None,
        "weight": 1,
        "entries": 1,
        "raters": [],
        "current": 5,
        "attainment": 50,
        "percentage": 50,
    }


def test_a_practice_is_shown_as_of_a_day(reports: Reporting) -> None:
    week = [entry(10, MONDAY + timedelta(days=day)) for day in range(3)]
    practice = active_goal(MeasureKind.PRACTICE, target=Target(low=6), amount=10)
    reports.record(*recorded(*practice, *week))
    reports.drain()

    during = reports.get(f"{PROGRESS}?on=2025-01-12").json
    after = reports.get(f"{PROGRESS}?on=2025-01-13").json

    assert during is not None
    assert after is not None
    assert [m["current"] for m in during["measures"]] == [None]
    assert [m["percentage"] for m in after["measures"]] == [50]
    assert [m["amount"] for m in after["measures"]] == [10]


def test_a_goal_on_hold_is_shown_as_it_came_to_rest(reports: Reporting) -> None:
    reports.record(*recorded(*active_goal(), GoalPaused(occurred_on=MONDAY)))
    reports.drain()

    shown = reports.get(PROGRESS).json

    assert shown is not None
    assert (shown["lifecycle_status"], shown["shown_on"]) == ("on-hold", "2025-01-06")


def test_a_day_before_the_newest_entry_cannot_be_shown(told: Reporting) -> None:
    response = told.get(f"{PROGRESS}?on=2025-01-05")

    assert response.status_code == 422
    assert response.json is not None
    assert response.json["type"] == "DayIsTooEarly"


def test_a_clients_goals_are_listed(told: Reporting) -> None:
    response = told.get(GOALS)

    assert response.json is not None
    assert [goal["goal_id"] for goal in response.json["goals"]] == [str(GOAL)]
    assert told.get(f"/v1/clients/{uuid4()}/goals").json == {"goals": []}


def test_the_timeline_comes_in_pages(told: Reporting) -> None:
    first = told.get(f"{TIMELINE}?limit=4").json
    assert first is not None
    rest = told.get(f"{TIMELINE}?limit=4&after={first['next']}").json

    assert rest is not None
    assert [moment["position"] for moment in first["moments"]] == [1, 2, 3, 4]
    assert [moment["kind"] for moment in rest["moments"]] == [
        "activated",
        "progress-recorded",
    ]
    assert rest["next"] is None
    assert rest["moments"][1]["details"]["value"] == 5


def test_another_clinic_sees_nothing(told: Reporting) -> None:
    here, elsewhere = str(CLINIC), ELSEWHERE

    assert told.get(PROGRESS, **{"Guidepost-Clinic": here}).status_code == 200
    assert told.get(PROGRESS, **{"Guidepost-Clinic": elsewhere}).status_code == 404
    assert told.get(GOALS, **{"Guidepost-Clinic": elsewhere}).json == {"goals": []}
    assert told.get(TIMELINE, **{"Guidepost-Clinic": elsewhere}).json == {
        "moments": [],
        "next": None,
    }


def test_an_unknown_goal_is_a_problem(told: Reporting) -> None:
    response = told.get(f"/v1/goals/{uuid4()}/progress")

    assert response.status_code == 404
    assert response.content_type == "application/problem+json"


def test_asking_again_with_the_etag_costs_no_body(told: Reporting) -> None:
    for path in (f"{PROGRESS}?on=2025-02-01", f"{GOALS}?on=2025-02-01", TIMELINE):
        first = told.get(path)

        again = told.get(path, **{"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.data) == (304, b"")


def test_a_new_entry_changes_the_etag(told: Reporting) -> None:
    before = told.get(PROGRESS).headers["ETag"]

    told.record(*recorded(*active_goal(), entry(5), entry(6))[told.size :])
    told.drain()

    assert told.get(PROGRESS).headers["ETag"] != before


@pytest.mark.parametrize("path", [PROGRESS, GOALS, TIMELINE])
def test_what_is_heard_already_is_not_waited_for(told: Reporting, path: str) -> None:
    assert told.get(f"{path}?min_version={GOAL}:6").status_code == 200


@pytest.mark.parametrize("path", [PROGRESS, GOALS, TIMELINE])
def test_what_is_not_heard_in_time_is_to_be_asked_again(
    told: Reporting, path: str
) -> None:
    told.record(*recorded(*active_goal(), entry(5), entry(6))[told.size :])

    response = told.get(f"{path}?min_version={GOAL}:7")

    assert response.status_code == 503
    assert response.json is not None
    assert response.json["type"] == "NotHeardYet"
    assert int(response.headers["Retry-After"]) > 0


def test_a_version_that_is_not_in_the_log_is_not_found(told: Reporting) -> None:
    response = told.get(f"{PROGRESS}?min_version={GOAL}:99")

    assert response.status_code == 404
    assert response.json is not None
    assert response.json["type"] == "VersionIsUnknown"


def test_a_parked_client_is_said_to_be_parked_at_once(
    told: Reporting, reporting_db: Urls
) -> None:
    stranger = UUID(int=0x777)
    told.record(*history((stranger, CLIENT, entry(1)), position=told.size + 1))
    told.drain()

    response = told.get(f"{GOALS}?min_version={stranger}:1")

    assert response.status_code == 503
    assert response.json is not None
    assert response.json["type"] == "ClientIsParked"
    with psycopg.connect(reporting_db.admin) as connection:
        assert connection.execute("SELECT count(*) FROM parked").fetchone() == (1,)


@pytest.mark.parametrize(
    "query",
    [
        "min_version=no",
        f"min_version={GOAL}",
        f"min_version={GOAL}:0",
        "on=yesterday",
        "on=2025-02-30",
        "limit=3",
        "on=%00",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(told: Reporting, query: str) -> None:
    assert told.get(f"{PROGRESS}?{query}").status_code in (400, 422)


def test_health_shows_how_far_each_projection_has_heard(told: Reporting) -> None:
    shown = told.get("/health/ready")

    assert shown.status_code == 200
    assert shown.json is not None
    assert shown.json["head"] == 6
    assert shown.json["subscriptions"][goal_progress.name] == {
        "lag": 0,
        "parked": 0,
        "halted": None,
    }


def test_metrics_show_lag_by_subscription_and_lane(told: Reporting) -> None:
    shown = told.get("/metrics").text

    assert (
        'guidepost_subscription_lag{lane="0",subscription="goal_progress"} 0.0' in shown
    )


def test_without_the_token_nothing_is_shown(told: Reporting) -> None:
    response = told.app().test_client().get(PROGRESS)

    assert response.status_code == 401


def test_a_goal_is_shown_as_it_was_known_at_a_moment(reports: Reporting) -> None:
    late = entry(8, MONDAY, number=2)
    reports.record(*recorded(*active_goal(), entry(5), correction(1, 5, 6), late))
    reports.drain()

    known = {
        moment: reports.get(f"{PROGRESS}?on=2025-01-07&known_at={moment}").json
        for moment in MOMENTS
    }

    shown = [known[moment]["measures"][0]["current"] for moment in MOMENTS]  # type: ignore[index]
    assert shown == [5, 6, 8]
    assert reports.get(f"{PROGRESS}?known_at=2025-01-05T00:00:00Z").status_code == 404


# The goal's facts are a minute apart: the entry, its correction, the late one.
MOMENTS = [f"2025-01-06T08:{minute:02}:30Z" for minute in (6, 7, 8)]


def test_as_known_at_says_the_same_after_a_rebuild(reports: Reporting) -> None:
    reports.record(*recorded(*active_goal(), entry(5), correction(1, 5, 6)))
    reports.drain()
    asked = f"{GOALS}?known_at={MOMENTS[0]}"
    live = reports.get(asked).json

    for name in ("client_timeline", "goal_progress"):
        reports.rebuild(name)

    assert reports.get(asked).json == live
    assert live is not None


def test_a_moment_without_an_offset_is_refused(told: Reporting) -> None:
    assert told.get(f"{PROGRESS}?known_at=2025-01-06T08:00:00").status_code == 422


def test_the_map_shows_steps_under_their_goal_and_gentle_advice(
    reports: Reporting,
) -> None:
    step = UUID(int=0x61)
    child = GoalCreated(client_id=CLIENT, parent_id=GOAL)
    begun = [(GOAL, CLIENT, fact) for fact in active_goal()]
    under = [(step, CLIENT, fact) for fact in (child, *active_goal()[1:])]
    reports.record(*history(*begun, *under))
    reports.drain()

    shown = reports.get(f"/v1/clients/{CLIENT}/goal-map").json

    assert shown is not None
    [place] = shown["places"]
    assert place["goal"]["goal_id"] == str(GOAL)
    assert [one["goal"]["goal_id"] for one in place["steps"]] == [str(step)]
    assert shown["advice"] == ["all-short-term"]


def test_a_review_falls_due_as_a_question_and_not_as_an_event(
    reports: Reporting,
) -> None:
    *planned, _ = active_goal()
    begun = GoalActivated(start_on=MONDAY, review_every_weeks=4)
    reports.record(*recorded(*planned, begun))
    reports.drain()

    due = {
        day: reports.get(f"/v1/reviews-due?on={day}").json
        for day in ("2025-02-02", "2025-02-03")
    }

    counts = [len(one["goals"]) for one in due.values() if one is not None]
    assert counts == [0, 1]


def test_a_clients_own_facts_are_on_their_timeline(reports: Reporting) -> None:
    reports.record(
        *recorded(
            ClientRegistered(name="Maya"),
            WinNoted(win_id=UUID(int=7), occurred_on=MONDAY, own_words="I laughed"),
            goal=CLIENT,
        )
    )
    reports.drain()

    shown = reports.get(TIMELINE).json

    assert shown is not None
    assert [one["kind"] for one in shown["moments"]] == ["registered", "win-noted"]
    assert [one["goal_id"] for one in shown["moments"]] == [None, None]
    assert "I laughed" not in str(shown)
