"""Sam: a loss, a partnership that has gone quiet, and what keeps him going."""

from services.demo.clinic.client import Client, Concern
from services.demo.clinic.goal import DemoGoal, Stop, days_a_week
from services.demo.clinic.turns import (
    acknowledge,
    adjust,
    barrier,
    pause,
    resume,
    review,
    small_step,
)
from services.demo.days import SATURDAY, evening

SAM = Client(
    name="Sam",
    tone="plain",
    time_zone="Europe/Madrid",
    asks="My brother died in spring. I would like to talk.",
    answer="I am sorry. Come today at ten; there is time.",
    concerns=(
        Concern("stress", "Too much at once, and I forget to breathe out", 4),
        Concern("grief", "I am afraid to forget his voice", 8),
        Concern("relationship", "We have stopped telling each other things", 6),
    ),
    ranking=("grief", "relationship", "stress"),
    values=("Keeping what we had", "Being there for my partner"),
    reflections="Walking is the only thing that has stayed.",
    hopes="To remember him without falling.",
)

JOURNAL = DemoGoal(
    number="10",
    client=SAM,
    words="Write ten entries in the memory journal",
    smart="Write ten entries in the memory journal within twelve weeks "
    "to keep what we had",
    why="I want to keep what we had",
    concern="grief",
    value="Keeping what we had",
    kind="count",
    unit="entries",
    baseline=0,
    target={"low": 10},
    cadence=("week", 1),
    stops=(Stop("The first entry", value=1), Stop("Five entries", value=5)),
    figures=(1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1),
    rhythm="saturdays",
    acts=(
        *small_step("Buy a notebook", agreed=0, done=evening(0, SATURDAY)),
        review(4, "pause", "The anniversary is near; the journal can wait"),
        pause(5, "The weeks around the anniversary"),
        resume(7),
        review(8, "continue", "It was right to wait"),
        acknowledge(8, "Half of the journal is written", milestone="Five entries"),
        review(12, "continue", "One page is left, and it is for tomorrow"),
    ),
)

TALKS = DemoGoal(
    number="11",
    client=SAM,
    words="Have two 20-minute talks without phones a week",
    smart="Have two 20-minute talks a week with my partner, without phones, "
    "so that we tell each other things again",
    why="We have stopped telling each other things",
    concern="relationship",
    value="Being there for my partner",
    kind="practice",
    unit="min",
    baseline=0,
    target={"low": 2},
    cadence=("week", 2),
    amount=20,
    stops=days_a_week(1),
    figures=(0, 1, 0, 1, 0, 1, 1, 1, 2, 2, 2, 2),
    acts=(
        barrier(3, "My partner would rather not talk on a weekday"),
        review(3, "adjust", "One talk that happens, instead of two that do not"),
        adjust(3, "Once a week is what we both can do now", step=1),
        review(5, "continue", "On some weeks, and that is a beginning"),
        review(9, "adjust", "It was the partner who asked for a second evening"),
        adjust(9, "We would both like two again", step=2),
    ),
)

WALKING = DemoGoal(
    number="12",
    client=SAM,
    words="Keep walking for 30 minutes on four days a week",
    smart="Keep walking for 30 minutes on four days a week to keep my head clear",
    why="Walking keeps my head clear",
    concern="stress",
    kind="practice",
    unit="min",
    baseline=4,
    target={"low": 4},
    cadence=("week", 4),
    amount=30,
    stops=(Stop("Six weeks kept", weeks=6),),
    continuous=True,
    figures=(4, 4, 5, 4, 3, 4, 4, 4, 5, 4, 4, 4),
    acts=(
        review(5, "continue", "It carries you, also through this week"),
        review(9, "continue", "Kept up, as before"),
    ),
)
