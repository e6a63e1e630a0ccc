"""The inbox: facts become messages and deliveries, once."""

import sqlalchemy as sa

from services.notifications import inbox
from services.notifications.messages import Tone
from services.notifications.policy import Kind
from shared.contracts.goals import (
    GoalAchieved,
    GoalActivated,
    GoalCreated,
    MilestoneReopened,
)
from tests.integration.notifications.support import (
    ENTRY,
    JON,
    MAYA,
    MILESTONE,
    MONDAY,
    delivery_rows,
    hear,
    inbox_of,
    milestone,
    prefer,
    recorded,
)
from tests.support.servers import Urls


def test_a_milestone_is_a_message_in_the_clients_inbox(worker: sa.Engine) -> None:
    hear(worker, recorded(milestone()))

    [message] = inbox_of(worker)
    assert (message.kind, message.tone) == (Kind.CELEBRATION, Tone.WARM)
    assert message.because == {
        "milestones": 1,
        "entries": 1,
        "on": "2025-01-06",
        "entry_id": str(ENTRY),
        "milestone_id": str(MILESTONE),
    }


def test_the_same_fact_heard_again_is_the_same_message(worker: sa.Engine) -> None:
    for _ in range(3):
        hear(worker, recorded(milestone()))

    assert len(inbox_of(worker)) == 1


def test_one_entry_is_one_celebration_wherever_the_batch_ends(
    worker: sa.Engine,
) -> None:
    facts = recorded(
        milestone(place=1, milestones_together=2, also_achieves_goal=True),
        milestone(place=2, milestones_together=2, also_achieves_goal=True),
        GoalAchieved(occurred_on=MONDAY, caused_by=ENTRY, milestones_together=2),
    )

    for fact in facts:
        hear(worker, [fact])
    hear(worker, facts)

    [message] = inbox_of(worker)
    assert message.because["milestones"] == 2
    assert message.because["goal_achieved"] is True


def test_a_correction_that_undoes_a_milestone_sends_nothing(
    worker: sa.Engine, notifications_db: Urls
) -> None:
    prefer(notifications_db)

    hear(worker, recorded(MilestoneReopened(milestone_id=MILESTONE, caused_by=ENTRY)))
    hear(worker, recorded(milestone(again=True, place=0), first=2))

    assert (inbox_of(worker), delivery_rows(worker)) == ([], [])


def test_a_celebration_goes_out_by_email_to_those_who_gave_an_address(
    worker: sa.Engine, notifications_db: Urls
) -> None:
    prefer(notifications_db)

    hear(worker, recorded(milestone()))
    hear(worker, recorded(milestone(), client_id=JON))

    [delivery] = delivery_rows(worker)
    [message] = inbox_of(worker)
    assert (delivery.message_id, delivery.channel) == (message.id, "email")
    assert len(inbox_of(worker, JON)) == 1


def test_a_quiet_note_stays_in_the_inbox(
    worker: sa.Engine, notifications_db: Urls
) -> None:
    prefer(notifications_db)

    hear(
        worker,
        recorded(GoalCreated(client_id=MAYA), GoalActivated(start_on=MONDAY)),
    )

    kinds = [message.kind for message in inbox_of(worker)]
    assert kinds == [Kind.GOAL_NOTED, Kind.GOAL_STARTED]
    assert delivery_rows(worker) == []


def test_without_a_tone_nothing_leaves_the_inbox(
    worker: sa.Engine, notifications_db: Urls
) -> None:
    prefer(notifications_db, tone=Tone.NONE)

    hear(worker, recorded(milestone()))

    [message] = inbox_of(worker)
    assert message.tone == Tone.NONE
    assert delivery_rows(worker) == []


def test_a_batch_that_is_rolled_back_leaves_nothing(worker: sa.Engine) -> None:
    with worker.connect() as connection, connection.begin() as transaction:
        inbox.handle(connection, recorded(milestone()))
        transaction.rollback()

    assert inbox_of(worker) == []


def test_nothing_that_a_person_typed_is_kept(worker: sa.Engine) -> None:
    hear(worker, recorded(GoalCreated(client_id=MAYA, own_words="Canary", why="Wren")))

    [message] = inbox_of(worker)
    assert "Canary" not in str(message)
    assert "Wren" not in str(message)


def test_many_facts_are_written_in_bulk(worker: sa.Engine) -> None:
    hear(worker, recorded(*(milestone() for _ in range(3000))))

    assert len(inbox_of(worker)) == 3000
