"""Advice on a goal's words over HTTP: it quotes, it proposes, it records nothing."""

from http import HTTPStatus
from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.goals_api import GoalsApi

PATH = "/v1/wording-reviews"
GOOD = (
    "practice deep breathing techniques for 10 minutes every day"
    " to reduce anxiety before work"
)


def ask(api: GoalsApi, own_words: str, **beside: Any) -> dict[str, Any]:
    response = api.send("POST", PATH, json={"own_words": own_words, **beside})
    assert response.status_code == HTTPStatus.OK, response.text
    answer: dict[str, Any] = response.get_json()
    return answer


def test_a_vague_wish_is_told_what_could_be_added(goals_api: GoalsApi) -> None:
    answer = ask(goals_api, "reduce anxiety")

    assert answer["vague"] == [
        {"text": "reduce anxiety", "start": 0, "end": 14, "blurs": "what changes"}
    ]
    assert [answer[criterion] for criterion in ("measurable", "time_bound")] == [
        "missing",
        "missing",
    ]
    assert [proposal["part"] for proposal in answer["proposals"]] == [
        "activity",
        "support",
        "quantity",
        "period",
        "purpose",
        "baseline",
    ]


def test_a_clear_goal_is_read_as_a_measure_could_be_defined(
    goals_api: GoalsApi,
) -> None:
    answer = ask(goals_api, GOOD)

    assert answer["specific"] == answer["measurable"] == "present"
    assert answer["relevant"] == answer["time_bound"] == "present"
    assert answer["achievable"] == "not-assessed"
    assert answer["cadences"] == [
        {
            "text": "every day",
            "start": 50,
            "end": 59,
            "cadence": {"every": "day", "times": 1},
        }
    ]
    assert answer["amounts"] == [
        {
            "text": "10 minutes",
            "start": 39,
            "end": 49,
            "value": 10.0,
            "most": None,
            "unit": "minute",
        }
    ]
    assert [quote["text"] for quote in answer["purposes"]] == [
        "to reduce anxiety before work"
    ]


def test_what_is_known_elsewhere_counts(goals_api: GoalsApi) -> None:
    answer = ask(
        goals_api, "Walk twice a week", has_baseline=True, has_purpose_elsewhere=True
    )

    assert answer["achievable"] == answer["relevant"] == "present"


def test_a_rhythm_that_no_measure_keeps_has_no_cadence(goals_api: GoalsApi) -> None:
    [cadence] = ask(goals_api, "Breathe out slowly after every meal")["cadences"]

    assert cadence["text"] == "after every meal"
    assert cadence["cadence"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"own_words": ""},
        {"own_words": None},
        {"own_words": "x" * 4001},
        {"own_words": "walk", "language": "xx"},
        {"own_words": "walk", "has_baseline": "yes"},
        {"own_words": "walk", "mood": 3},
    ],
)
def test_what_cannot_be_reviewed_is_a_problem(
    goals_api: GoalsApi, body: dict[str, Any]
) -> None:
    response = goals_api.send("POST", PATH, json=body)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.content_type == "application/problem+json"


def test_nothing_is_recorded_and_no_word_is_logged(
    goals_api: GoalsApi, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(goals_api, "tell my sister about Zanzibar by Friday")

    with goals_api.engine.connect() as connection:
        recorded = connection.scalar(sa.text("SELECT count(*) FROM events"))
    out, err = capfd.readouterr()
    assert recorded == 0
    assert "zanzibar" not in (out + err).lower()
