"""Which fact tells whom what, one rule per test."""

from datetime import date
from uuid import UUID

from services.notifications.policy import LOUD, Because, Heard, Kind, Notice, plan
from shared.contracts.goals import (
    GoalAchieved,
    GoalActivated,
    GoalCreated,
    MilestoneAchieved,
)

CLIENT = UUID("018f0000-0000-7000-8000-00000000c001")
GOAL = UUID("018f0000-0000-7000-8000-00000000a001")
ENTRY = UUID("018f0000-0000-7000-8000-00000000e001")
EVENT = UUID("018f0000-0000-7000-8000-00000000f001")
MILESTONE = UUID("018f0000-0000-7000-8000-00000000d001")
FRIDAY = date(2025, 3, 7)


def told(fact: Heard) -> Notice | None:
    return plan(fact, event_id=EVENT, goal_id=GOAL, client_id=CLIENT)


def reason(fact: Heard) -> tuple[Kind, Because]:
    notice = told(fact)
    assert notice is not None
    return notice.kind, notice.because


def milestone(
    *, place: int = 1, together: int = 1, goal: bool = False, again: bool = False
) -> MilestoneAchieved:
    return MilestoneAchieved(
        milestone_id=MILESTONE,
        occurred_on=FRIDAY,
        caused_by=ENTRY,
        evidence=(ENTRY,),
        place=place,
        milestones_together=together,
        also_achieves_goal=goal,
        again=again,
    )


def goal_achieved(*, milestones: int = 0, again: bool = False) -> GoalAchieved:
    return GoalAchieved(
        occurred_on=FRIDAY,
        caused_by=ENTRY,
        evidence=(ENTRY,),
        milestones_together=milestones,
        again=again,
    )


def test_a_milestone_is_celebrated_with_the_person_whose_goal_it_is() -> None:
    assert told(milestone()) == Notice(
        person_id=CLIENT,
        cause_id=EVENT,
        kind=Kind.CELEBRATION,
        goal_id=GOAL,
        because=Because(
            milestones=1,
            entries=1,
            on=FRIDAY,
            entry_id=ENTRY,
            milestone_id=MILESTONE,
        ),
    )


def test_milestones_of_one_entry_are_one_celebration_that_counts_them() -> None:
    together = [milestone(place=place, together=3) for place in (1, 2, 3)]

    kind, because = reason(together[0])

    assert (kind, because.milestones) == (Kind.CELEBRATION, 3)
    assert [told(fact) for fact in together[1:]] == [None, None]


def test_a_milestone_and_the_goal_it_achieves_are_one_celebration() -> None:
    kind, because = reason(milestone(goal=True))

    assert (kind, because.milestones, because.goal_achieved) == (
        Kind.CELEBRATION,
        1,
        True,
    )
    assert told(goal_achieved(milestones=1)) is None


def test_a_goal_achieved_without_a_milestone_is_celebrated_itself() -> None:
    kind, because = reason(goal_achieved())

    assert (kind, because.milestones, because.goal_achieved) == (
        Kind.CELEBRATION,
        0,
        True,
    )


def test_a_milestone_reached_again_is_not_celebrated_again() -> None:
    assert told(milestone(again=True)) is None
    assert told(milestone(again=True, place=0, goal=True)) is None


def test_a_goal_met_again_is_a_quiet_note() -> None:
    kind, _ = reason(goal_achieved(again=True))

    assert kind is Kind.GOAL_MET_AGAIN
    assert kind not in LOUD


def test_a_new_goal_and_its_start_are_quiet_notes() -> None:
    created, _ = reason(GoalCreated(client_id=CLIENT, own_words="Breathe"))
    started, because = reason(GoalActivated(start_on=FRIDAY))

    assert (created, started) == (Kind.GOAL_NOTED, Kind.GOAL_STARTED)
    assert because == Because(on=FRIDAY)
    assert not LOUD & {created, started}


def test_a_notice_holds_nothing_that_the_person_typed() -> None:
    notice = told(GoalCreated(client_id=CLIENT, own_words="Canary", why="Canary"))

    assert "Canary" not in repr(notice)
