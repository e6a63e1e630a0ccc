"""
The words, by tone; and the neutral outside of a message that leaves the house.

A message is kept as its kind and its reason and put into words when it is read.
The words never blame and never count what did not happen: the test over every
template is the list of what they do not say.
"""

from dataclasses import dataclass
from enum import StrEnum
from html import escape

from services.notifications.policy import Because, Kind

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Tone(StrEnum):
    """How a person wants to be spoken to; ``none`` is the bare fact, no e-mail."""

    WARM = "warm"
    PLAIN = "plain"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Words:
    """What the inbox shows: a title, a sentence, and why the person reads it."""

    title: str
    text: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """What anybody may see of a message: that there is one, and where to read it."""

    subject: str
    text: str
    html: str


class Story(StrEnum):
    """What there is to tell; one set of templates each."""

    MILESTONE = "milestone"
    MILESTONES = "milestones"
    GOAL = "goal"
    MILESTONE_AND_GOAL = "milestone-and-goal"
    MILESTONES_AND_GOAL = "milestones-and-goal"
    MET_AGAIN = "met-again"
    NOTED = "noted"
    STARTED = "started"


TEMPLATES: dict[Story, dict[Tone, tuple[str, str]]] = {
    Story.MILESTONE: {
        Tone.WARM: (
            "You reached a milestone!",
            "Well done. This step is yours, and it brings you closer to your goal.",
        ),
        Tone.PLAIN: ("Milestone reached", "You reached a milestone of your goal."),
        Tone.NONE: ("Milestone reached", ""),
    },
    Story.MILESTONES: {
        Tone.WARM: (
            "You reached {milestones} milestones at once!",
            "Well done. These steps are yours, and they bring you closer to your goal.",
        ),
        Tone.PLAIN: (
            "{milestones} milestones reached",
            "You reached {milestones} milestones of your goal.",
        ),
        Tone.NONE: ("{milestones} milestones reached", ""),
    },
    Story.GOAL: {
        Tone.WARM: (
            "You achieved your goal!",
            "Congratulations. You set out to do this and did it. Enjoy the moment.",
        ),
        Tone.PLAIN: ("Goal achieved", "You reached what this goal asked for."),
        Tone.NONE: ("Goal achieved", ""),
    },
    Story.MILESTONE_AND_GOAL: {
        Tone.WARM: (
            "A milestone, and with it your whole goal!",
            "Congratulations. The same entry reached both. Enjoy the moment.",
        ),
        Tone.PLAIN: (
            "Milestone and goal achieved",
            "One entry reached a milestone and the goal itself.",
        ),
        Tone.NONE: ("Milestone and goal achieved", ""),
    },
    Story.MILESTONES_AND_GOAL: {
        Tone.WARM: (
            "{milestones} milestones, and with them your whole goal!",
            "Congratulations. The same entry reached them all. Enjoy the moment.",
        ),
        Tone.PLAIN: (
            "{milestones} milestones and goal achieved",
            "One entry reached {milestones} milestones and the goal itself.",
        ),
        Tone.NONE: ("{milestones} milestones and goal achieved", ""),
    },
    Story.MET_AGAIN: {
        Tone.WARM: (
            "You are at your goal again",
            "It is good to see you here once more.",
        ),
        Tone.PLAIN: ("Goal met again", "You are at what this goal asks for again."),
        Tone.NONE: ("Goal met again", ""),
    },
    Story.NOTED: {
        Tone.WARM: (
            "A goal was put into words",
            "A goal gives direction, and this is a good start.",
        ),
        Tone.PLAIN: ("New goal", "A goal was written down for you."),
        Tone.NONE: ("New goal", ""),
    },
    Story.STARTED: {
        Tone.WARM: (
            "Your goal is under way",
            "From here on, every small step counts.",
        ),
        Tone.PLAIN: ("Goal started", "Work on this goal has begun."),
        Tone.NONE: ("Goal started", ""),
    },
}

OUTSIDE_SUBJECT = "You have a new message"
OUTSIDE_LINE = "There is a new message for you. You can read it after signing in:"


def words(kind: Kind, because: Because, tone: Tone) -> Words:
    """Return a message as its reader sees it."""
    title, text = TEMPLATES[story(kind, because)][tone]
    return Words(
        title=title.format(milestones=because.milestones),
        text=text.format(milestones=because.milestones),
        because=reason(kind, because),
    )


def story(kind: Kind, because: Because) -> Story:
    """Return which of the stories a message tells."""
    match kind:
        case Kind.GOAL_NOTED:
            return Story.NOTED
        case Kind.GOAL_STARTED:
            return Story.STARTED
        case Kind.GOAL_MET_AGAIN:
            return Story.MET_AGAIN
        case Kind.CELEBRATION:
            match min(because.milestones, 2), because.goal_achieved:
                case 0, _:
                    return Story.GOAL
                case 1, goal:
                    return Story.MILESTONE_AND_GOAL if goal else Story.MILESTONE
                case _, goal:
                    return Story.MILESTONES_AND_GOAL if goal else Story.MILESTONES


def reason(kind: Kind, because: Because) -> str:
    """Return the sentence that explains why there is a message at all."""
    match kind:
        case Kind.GOAL_NOTED:
            return "You see this because a goal was added to your plan."
        case Kind.GOAL_STARTED:
            start = f" from {_day(because)} on" if because.on else ""
            return f"You see this because the goal is active{start}."
        case Kind.CELEBRATION | Kind.GOAL_MET_AGAIN:
            if because.entries > 1:
                return (
                    f"You see this because your entries up to {_day(because)} show it."
                )
            return f"You see this because your entry for {_day(because)} shows it."


def outside(link: str) -> Outside:
    """Return what an e-mail says: the same neutral line for every message."""
    address = escape(link, quote=True)
    return Outside(
        subject=OUTSIDE_SUBJECT,
        text=f"{OUTSIDE_LINE}\n\n{link}\n",
        html=(
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f"<title>{OUTSIDE_SUBJECT}</title></head><body>"
            f'<p>{OUTSIDE_LINE}</p><p><a href="{address}">{address}</a></p>'
            "</body></html>\n"
        ),
    )


def _day(because: Because) -> str:
    day = because.on
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "today"
