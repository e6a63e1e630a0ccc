from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.goals.domain.client.decide import ClientCommand
from services.goals.domain.client.guards import (
    ClientHasDied,
    ClientIsDischarged,
    DateIsInTheFuture,
)
from services.goals.domain.client.intake import (
    AnswerIntake,
    CompleteIntake,
    IntakeCompletedBeforeItsStart,
    IntakeHasAlreadyStarted,
    IntakeHasNotStarted,
    IntakeIsAlreadyCompleted,
    IntakeRequestIsUnknown,
    MomentHasNoTimeZone,
    StartIntake,
    unanswered,
)
from services.goals.domain.client.prompts import PROMPTS
from shared.contracts.clients import IntakeAnswered, IntakeCompleted, IntakeStarted
from tests.support.client_examples import (
    A_DAY_LATER,
    ASKED_AT,
    FRIDAY,
    LATER,
    MONDAY,
    REQUEST,
    died,
    discharged,
    intake_requested,
    numbered,
    readmitted,
    registered,
    request_intake,
)
from tests.support.client_specification import CLIENTS, given

LONDON = ZoneInfo("Europe/London")
ANOTHER = numbered(1)
TICK = timedelta(microseconds=1)

answer = AnswerIntake(request_id=REQUEST, words="We can see you on Monday")
answered = IntakeAnswered(request_id=REQUEST, words="We can see you on Monday")
start = StartIntake(occurred_on=FRIDAY, today=LATER)
started = IntakeStarted(occurred_on=FRIDAY)
complete = CompleteIntake(
    occurred_on=MONDAY, today=LATER, reflections="A lot", desired_outcomes="Sleep"
)
completed = IntakeCompleted(
    occurred_on=MONDAY, reflections="A lot", desired_outcomes="Sleep"
)


def test_a_request_for_help_is_answered_within_24_hours() -> None:
    given(registered()).when(request_intake()).then(intake_requested())


@pytest.mark.parametrize(
    ("asked_at", "answer_by"),
    [
        (
            datetime(2025, 3, 29, 12, tzinfo=LONDON),
            datetime(2025, 3, 30, 12, tzinfo=UTC),
        ),
        (
            datetime(2025, 10, 25, 12, tzinfo=LONDON),
            datetime(2025, 10, 26, 11, tzinfo=UTC),
        ),
        (datetime(2025, 6, 1, 12, tzinfo=LONDON), datetime(2025, 6, 2, 11, tzinfo=UTC)),
    ],
    ids=["clocks go forward", "clocks go back", "clocks stay"],
)
def test_24_hours_are_24_hours_when_clocks_change(
    asked_at: datetime, answer_by: datetime
) -> None:
    given(registered()).when(request_intake(requested_at=asked_at)).then(
        intake_requested(answer_by=answer_by)
    )


def test_24_hours_are_counted_from_a_moment_that_has_a_time_zone() -> None:
    moment = datetime(2025, 1, 3, 9)  # noqa: DTZ001 - the very thing that is refused
    given(registered()).when(request_intake(requested_at=moment)).then_refused(
        MomentHasNoTimeZone
    )


def test_asking_twice_keeps_the_first_hour() -> None:
    later = ASKED_AT + timedelta(hours=5)
    given(registered()).when(
        request_intake(), request_intake(requested_at=later)
    ).then_nothing()


def test_an_answer_answers_its_request() -> None:
    given(registered(), intake_requested()).when(answer).then(answered)


def test_answering_twice_changes_nothing() -> None:
    given(registered(), intake_requested()).when(answer, answer).then_nothing()


def test_the_first_conversation_answers_too() -> None:
    given(registered(), intake_requested()).when(start, answer).then_nothing()


def test_only_what_was_asked_is_answered() -> None:
    given(registered()).when(answer).then_refused(IntakeRequestIsUnknown)


def test_a_request_is_answered_after_a_discharge_too() -> None:
    given(registered(), intake_requested(), discharged()).when(answer).then(answered)


def test_a_request_is_unanswered_once_24_hours_are_over() -> None:
    client = CLIENTS.replayed([registered(), intake_requested()])

    assert unanswered(client, A_DAY_LATER) == ()
    assert unanswered(client, A_DAY_LATER + TICK) == (REQUEST,)


@pytest.mark.parametrize("fact", [answered, started])
def test_whichever_answer_is_first_is_enough(
    fact: IntakeAnswered | IntakeStarted,
) -> None:
    client = CLIENTS.replayed([registered(), intake_requested(), fact])

    assert unanswered(client, A_DAY_LATER + TICK) == ()


def test_a_conversation_about_one_request_leaves_the_others_waiting() -> None:
    client = CLIENTS.replayed(
        [
            registered(),
            intake_requested(),
            intake_requested(request_id=ANOTHER),
            IntakeStarted(occurred_on=FRIDAY, request_id=REQUEST),
        ]
    )

    assert unanswered(client, A_DAY_LATER + TICK) == (ANOTHER,)


def test_nobody_is_waited_for_after_a_death() -> None:
    client = CLIENTS.replayed([registered(), intake_requested(), died()])

    assert unanswered(client, A_DAY_LATER + TICK) == ()


def test_an_intake_starts_on_a_day() -> None:
    given(registered()).when(start).then(started)
    given(registered()).when(StartIntake(today=MONDAY)).then(
        IntakeStarted(occurred_on=MONDAY)
    )


def test_an_intake_does_not_start_tomorrow() -> None:
    given(registered()).when(StartIntake(occurred_on=LATER, today=MONDAY)).then_refused(
        DateIsInTheFuture
    )


def test_an_intake_starts_for_a_request_that_was_made() -> None:
    given(registered()).when(
        StartIntake(today=MONDAY, request_id=REQUEST)
    ).then_refused(IntakeRequestIsUnknown)


@pytest.mark.parametrize("day", [None, FRIDAY])
def test_starting_twice_changes_nothing(day: date | None) -> None:
    again = StartIntake(occurred_on=day, today=LATER)
    given(registered()).when(start, again).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        StartIntake(occurred_on=MONDAY, today=LATER),
        StartIntake(today=LATER, request_id=REQUEST),
    ],
)
def test_an_episode_of_care_has_one_intake(other: StartIntake) -> None:
    given(registered(), intake_requested()).when(start, other).then_refused(
        IntakeHasAlreadyStarted
    )


def test_what_was_said_is_written_down() -> None:
    given(registered(), started).when(complete).then(completed)


def test_an_intake_is_completed_once() -> None:
    given(registered(), started, completed).when(complete).then_nothing()
    given(registered(), started, completed).when(
        CompleteIntake(occurred_on=FRIDAY, today=LATER)
    ).then_refused(IntakeIsAlreadyCompleted)


def test_an_intake_is_completed_after_it_started() -> None:
    given(registered()).when(complete).then_refused(IntakeHasNotStarted)
    given(registered(), IntakeStarted(occurred_on=LATER)).when(complete).then_refused(
        IntakeCompletedBeforeItsStart
    )


def test_another_episode_has_another_intake() -> None:
    again = StartIntake(occurred_on=LATER, today=LATER)
    given(registered(), started, completed, discharged(), readmitted()).when(
        again
    ).then(IntakeStarted(occurred_on=LATER))


@pytest.mark.parametrize("command", [request_intake(), start, complete])
def test_after_a_discharge_there_is_no_intake(command: ClientCommand) -> None:
    given(registered(), discharged()).when(command).then_refused(ClientIsDischarged)


@pytest.mark.parametrize(
    "command", [request_intake(request_id=ANOTHER), start, complete, answer]
)
def test_after_a_death_there_is_no_intake(command: ClientCommand) -> None:
    given(registered(), intake_requested(), died()).when(command).then_refused(
        ClientHasDied
    )


def test_the_prompts_are_open_questions() -> None:
    assert len({prompt.code for prompt in PROMPTS}) == len(PROMPTS)
    for prompt in PROMPTS:
        assert prompt.question.endswith("?")
        assert not prompt.question.startswith(("Do ", "Are ", "Is ", "Have ", "Did "))
