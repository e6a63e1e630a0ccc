"""People acknowledge each other's achievements, in words."""

from services.goals.domain.goal.acknowledgement import NothingToAcknowledgeYet
from services.goals.domain.goal.guards import WordsAreMissing
from services.goals.domain.goal.milestones import MilestoneIsUnknown
from shared.contracts.goals import GoalCancelled, GoalCompleted
from tests.support.examples import (
    LATER,
    MILESTONE,
    goal_achieved,
    goal_regressed,
    milestone_achieved,
    milestone_added,
    milestone_reopened,
    progress_corrected,
    progress_recorded,
)
from tests.support.histories import active_goal, practice_goal
from tests.support.specification import given
from tests.support.working_together import (
    acknowledge,
    acknowledged,
    maintenance_started,
)

ACHIEVED = (*active_goal(), progress_recorded(7), goal_achieved())
REACHED = (*active_goal(milestone_added()), progress_recorded(4), milestone_achieved())


def test_an_achieved_goal_is_acknowledged_in_words() -> None:
    given(*ACHIEVED).when(acknowledge(words="So glad for you")).then(
        acknowledged(words="So glad for you")
    )


def test_a_milestone_is_acknowledged_by_itself() -> None:
    given(*REACHED).when(acknowledge(milestone_id=MILESTONE)).then(
        acknowledged(milestone_id=MILESTONE)
    )


def test_an_acknowledgement_says_something() -> None:
    given(*ACHIEVED).when(acknowledge(words=" ")).then_refused(WordsAreMissing)


def test_saying_the_same_again_changes_nothing() -> None:
    given(*ACHIEVED, acknowledged()).when(acknowledge()).then_nothing()


def test_what_lies_ahead_is_not_acknowledged() -> None:
    given(*REACHED).when(acknowledge()).then_refused(NothingToAcknowledgeYet)
    given(*active_goal(milestone_added())).when(
        acknowledge(milestone_id=MILESTONE)
    ).then_refused(NothingToAcknowledgeYet)


def test_only_a_milestone_of_the_goal_is_acknowledged() -> None:
    given(*ACHIEVED).when(acknowledge(milestone_id=MILESTONE)).then_refused(
        MilestoneIsUnknown
    )


def test_a_milestone_that_a_correction_undid_was_not_reached() -> None:
    given(*REACHED, progress_corrected(4, 1), milestone_reopened()).when(
        acknowledge(milestone_id=MILESTONE)
    ).then_refused(NothingToAcknowledgeYet)


def test_an_achievement_is_acknowledged_also_when_it_no_longer_holds() -> None:
    given(*ACHIEVED, progress_recorded(3, entry=2), goal_regressed(entry=2)).when(
        acknowledge()
    ).then(acknowledged())


def test_an_achievement_is_acknowledged_also_after_the_end() -> None:
    given(*ACHIEVED, GoalCompleted(occurred_on=LATER)).when(acknowledge()).then(
        acknowledged()
    )
    given(*ACHIEVED, GoalCancelled(occurred_on=LATER)).when(acknowledge()).then(
        acknowledged()
    )


def test_keeping_something_up_is_an_achievement() -> None:
    kept_up = practice_goal(continuous=True, baseline=3)

    given(*kept_up).when(acknowledge()).then_refused(NothingToAcknowledgeYet)
    given(*kept_up, maintenance_started()).when(acknowledge()).then(acknowledged())
