"""Asking an API: again while it is not now, and never again once it said no."""

from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from shared.asking import Asking, NobodyAnswered, Refused

URL = "http://goals/v1/goals"
CLINIC = UUID(int=0xC11C)
PROBLEM = {"type": "GoalNeedsWords", "title": "A goal is put into words first."}
SAID = "POST /v1/goals was answered 422: A goal is put into words first."


def asking(answers: Iterator[httpx.Response], asked: list[httpx.Request]) -> Asking:
    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        try:
            return next(answers)
        except StopIteration:
            raise httpx.ConnectError("nobody") from None

    client = httpx.Client(transport=httpx.MockTransport(answer))
    return Asking(token="t", clinic_id=CLINIC, client=client, patience=0.3)  # noqa: S106


def test_whoever_asks_says_who_they_are_and_for_which_clinic() -> None:
    asked: list[httpx.Request] = []

    asking(iter([httpx.Response(200)]), asked).ask("GET", URL, headers={"More": "1"})

    [request] = asked
    assert request.headers["Authorization"] == "Bearer t"
    assert request.headers["Guidepost-Clinic"] == str(CLINIC)
    assert request.headers["More"] == "1"


def test_not_now_is_asked_again_with_the_same_body() -> None:
    asked: list[httpx.Request] = []
    answers = iter([httpx.Response(503), httpx.Response(201, json={"version": 1})])

    answer = asking(answers, asked).ask("POST", URL, body={"own_words": "Sleep"})

    assert answer.json() == {"version": 1}
    assert [request.content for request in asked] == [b'{"own_words":"Sleep"}'] * 2


def test_a_refusal_is_told_with_its_reason_and_not_asked_again() -> None:
    asked: list[httpx.Request] = []

    with pytest.raises(Refused) as refusal:
        asking(iter([httpx.Response(422, json=PROBLEM)]), asked).ask("POST", URL)

    assert str(refusal.value) == SAID
    assert (refusal.value.status, refusal.value.problem) == (422, PROBLEM)
    assert len(asked) == 1


@pytest.mark.parametrize("page", [b"<h1>Bad Gateway</h1>", b"[]", b""])
def test_a_refusal_that_is_no_problem_gives_no_reason(page: bytes) -> None:
    with pytest.raises(Refused, match="answered 500: no reason given"):
        asking(iter([httpx.Response(500, content=page)]), []).ask("GET", URL)


def test_not_now_for_too_long_is_a_refusal() -> None:
    with pytest.raises(Refused, match="answered 503"):
        asking(iter([httpx.Response(503)] * 9), []).ask("GET", URL)


def test_nobody_there_for_too_long_is_said_so() -> None:
    asked: list[httpx.Request] = []

    with pytest.raises(NobodyAnswered, match="is Guidepost running"):
        asking(iter([]), asked).ask("GET", URL)

    assert len(asked) > 1
