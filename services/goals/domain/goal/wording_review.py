"""The goal's SMART statement beside the client's own words, and what it leaves open."""

from dataclasses import dataclass

from services.goals.domain.goal.guards import must_be_open, must_have_words
from services.goals.domain.goal.state import Goal, ImpossibleRequest
from services.goals.domain.wording.review import LANGUAGES, review
from shared.contracts.goals import GoalEvent, WordingReviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWording:
    statement: str
    language: str = "en"


class LanguageIsUnknown(ImpossibleRequest):
    """The wording review cannot read this language yet."""


def review_wording(goal: Goal, command: ReviewWording) -> list[GoalEvent]:
    """Return what the review finds; it advises, and never holds a goal up."""
    must_be_open(goal)
    must_have_words(command.statement)
    language = LANGUAGES.get(command.language)
    if language is None:
        raise LanguageIsUnknown
    found = review(
        command.statement,
        language,
        has_baseline=any(one.baseline is not None for one in goal.measures),
        has_purpose_elsewhere=goal.has_purpose,
    )
    return [
        WordingReviewed(
            statement=command.statement,
            language=command.language,
            specific=found.specific,
            measurable=found.measurable,
            achievable=found.achievable,
            relevant=found.relevant,
            time_bound=found.time_bound,
        )
    ]
