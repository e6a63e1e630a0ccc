"""Taking back what should not have been recorded, and all that rested on it."""

from typing import Any

from services.goals.domain.goal.entries import (
    CancelledGoalsStayAsTheyAre,
    EntryIsAlreadyRecorded,
    EntryIsUnknown,
)
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import ReasonIsMissing
from services.goals.domain.goal.progress import EntryWasRetracted
from services.goals.domain.goal.standing import (
    AchievementStatus,
    achievement_status,
    current_value,
)
from shared.contracts.goals import (
    GoalCancelled,
    GoalCompleted,
    MeasureKind,
    Rater,
    Target,
)
from tests.support.examples import (
    LATER,
    MILESTONE,
    MONDAY,
    correct_progress,
    entry_id,
    goal_achieved,
    goal_paused,
    goal_regressed,
    milestone_achieved,
    milestone_added,
    milestone_in_words_added,
    milestone_reopened,
    progress_corrected,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import (
    active_goal,
)
from tests.support.measuring_examples import (
    goal_rated,
    latest,
    progress_retracted,
    rate_goal,
    rated_goal,
    retract_progress,
    scaled_goal,
)
from tests.support.specification import given, told

COUNT: dict[str, Any] = {"kind": MeasureKind.COUNT, "target": Target(low=3)}
NAMED: dict[str, Any] = {"measure_id": None, "milestone_id": MILESTONE}


def test_an_entry_is_taken_back_with_a_reason() -> None:
    given(*active_goal(), progress_recorded(5)).when(retract_progress()).then(
        progress_retracted(5)
    )
    given(*active_goal(), progress_recorded(5)).when(
        retract_progress(why=" ")
    ).then_refused(ReasonIsMissing)


def test_taking_back_twice_changes_nothing() -> None:
    given(*active_goal(), progress_recorded(5)).when(
        retract_progress(), retract_progress()
    ).then_nothing()


def test_only_what_is_recorded_can_be_taken_back() -> None:
    given(*active_goal(), progress_recorded(5)).when(
        retract_progress(entry=2)
    ).then_refused(EntryIsUnknown)


def test_what_remains_is_named() -> None:
    given(*active_goal()).when(
        record_progress(5),
        record_progress(6, entry=2, occurred_on=week(2)),
        retract_progress(entry=2),
    ).then(progress_retracted(6, entry=2, occurred_on=week(2), **latest(5)))


def test_taking_back_an_older_entry_leaves_the_latest() -> None:
    later = latest(6, entry=2, latest_on=week(2))

    given(*active_goal()).when(
        record_progress(5),
        record_progress(6, entry=2, occurred_on=week(2)),
        retract_progress(),
    ).then(progress_retracted(5, **later))


def test_a_retracted_entry_is_no_longer_corrected_or_recorded_again() -> None:
    history = (*active_goal(), progress_recorded(5), progress_retracted(5))

    given(*history).when(correct_progress(6)).then_refused(EntryWasRetracted)
    given(*history).when(record_progress(5)).then_nothing()
    given(*history).when(record_progress(6)).then_refused(EntryIsAlreadyRecorded)


def test_the_same_may_be_recorded_as_another_entry() -> None:
    given(*active_goal(), progress_recorded(5), progress_retracted(5)).when(
        record_progress(5, entry=2)
    ).then(progress_recorded(5, entry=2))


def test_taking_back_an_achievement_undoes_it() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(3),
        record_progress(7, entry=2, occurred_on=week(2)),
        retract_progress(entry=2),
    ).then(
        progress_retracted(7, entry=2, occurred_on=week(2), **latest(3)),
        milestone_reopened(entry=2),
        goal_regressed(entry=2, occurred_on=week(2)),
    )


def test_a_goal_without_any_entry_is_not_achieved() -> None:
    given(*active_goal(), progress_recorded(7), goal_achieved()).when(
        retract_progress()
    ).then(progress_retracted(7), goal_regressed())


def test_taking_back_the_value_off_the_target_achieves_the_goal_again() -> None:
    given(*active_goal()).when(
        record_progress(7),
        record_progress(6, entry=2, occurred_on=week(2)),
        retract_progress(entry=2),
    ).then(
        progress_retracted(6, entry=2, occurred_on=week(2), **latest(7)),
        goal_achieved(
            caused_by=entry_id(2),
            occurred_on=week(2),
            evidence=(entry_id(1),),
            again=True,
        ),
    )


def test_another_entry_that_shows_it_keeps_a_milestone() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), record_progress(5, entry=2), retract_progress()
    ).then(progress_retracted(4, **latest(5, entry=2)))


def test_a_count_goes_down_by_what_is_taken_back() -> None:
    given(*active_goal(milestone_added(target=Target(low=2)), **COUNT)).when(
        record_progress(2), record_progress(1, entry=2), retract_progress()
    ).then(
        progress_retracted(2, **latest(1, entry=2)),
        milestone_reopened(),
        goal_regressed(),
    )


def test_a_milestone_in_words_is_reopened_with_its_entry() -> None:
    history = (
        *active_goal(milestone_in_words_added()),
        progress_recorded(**NAMED),
        milestone_achieved(),
    )

    given(*history).when(retract_progress()).then(
        progress_retracted(None, **NAMED), milestone_reopened()
    )


def test_a_milestone_in_words_named_twice_stays_reached() -> None:
    history = (
        *active_goal(milestone_in_words_added()),
        progress_recorded(**NAMED),
        milestone_achieved(),
        progress_recorded(entry=2, **NAMED),
    )

    given(*history).when(retract_progress()).then(progress_retracted(None, **NAMED))


def test_an_entry_with_a_value_and_a_milestone_takes_both_back() -> None:
    given(*active_goal(milestone_in_words_added())).when(
        record_progress(7, milestone_id=MILESTONE), retract_progress()
    ).then(
        progress_retracted(7, milestone_id=MILESTONE),
        milestone_reopened(),
        goal_regressed(),
    )


def test_reached_again_after_a_retraction_says_so() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), retract_progress(), record_progress(5, entry=2)
    ).then(
        progress_recorded(5, entry=2),
        milestone_achieved(entry=2, again=True, place=0, milestones_together=0),
    )


def test_a_rating_is_taken_back_with_its_rater() -> None:
    mine: dict[str, Any] = {"rater": Rater.CLIENT}

    given(*rated_goal(), goal_rated(7), goal_achieved()).when(retract_progress()).then(
        progress_retracted(7, **mine), goal_regressed()
    )
    given(*rated_goal()).when(
        rate_goal(5), rate_goal(6, entry=2), retract_progress(entry=2)
    ).then(progress_retracted(6, entry=2, **mine, **latest(5)))


def test_each_raters_ratings_stand_by_themselves() -> None:
    theirs: dict[str, Any] = {"rater": Rater.CLINICIAN}

    given(*scaled_goal()).when(
        rate_goal(-1),
        rate_goal(-2, entry=2, **theirs),
        rate_goal(0, entry=3, **theirs),
        retract_progress(entry=3),
    ).then(progress_retracted(0, entry=3, **theirs, **latest(-2, entry=2)))


def test_taking_back_a_clinicians_rating_leads_to_nothing() -> None:
    history = scaled_goal()
    facts = told(
        history,
        [
            rate_goal(0),
            rate_goal(1, entry=2, rater=Rater.CLINICIAN),
            retract_progress(entry=2),
        ],
    )

    goal = replay([*history, *facts])

    assert facts[-1] == progress_retracted(1, entry=2, rater=Rater.CLINICIAN)
    assert achievement_status(goal, LATER) is AchievementStatus.ACHIEVED
    assert current_value(goal, 0, LATER) == 0


def test_a_completed_or_resting_goal_can_still_be_put_right() -> None:
    history = (*active_goal(), progress_recorded(7), goal_achieved())

    given(*history, GoalCompleted(occurred_on=MONDAY)).when(retract_progress()).then(
        progress_retracted(7), goal_regressed()
    )
    given(*history, goal_paused(MONDAY)).when(retract_progress()).then(
        progress_retracted(7), goal_regressed()
    )


def test_a_cancelled_goal_stays_as_it_is() -> None:
    given(*active_goal(), progress_recorded(5), GoalCancelled(occurred_on=MONDAY)).when(
        retract_progress()
    ).then_refused(CancelledGoalsStayAsTheyAre)


def test_a_correction_says_what_it_was_before() -> None:
    given(*scaled_goal(), goal_rated(-2, rater=Rater.CAREGIVER)).when(
        correct_progress(-1)
    ).then(progress_corrected(-2, -1))
