"""Maya: tense before work, and silent in meetings."""

from datetime import time

from services.demo.clinic.client import Client, Concern, Form
from services.demo.clinic.goal import DemoGoal, Stop, days_a_week
from services.demo.clinic.turns import (
    acknowledge,
    adjust,
    maintain,
    review,
    setback,
    small_step,
    win,
)
from services.demo.days import (
    FRIDAY,
    MONDAY,
    SUNDAY,
    THURSDAY,
    Day,
    evening,
)

MAYA = Client(
    name="Maya",
    tone="warm",
    time_zone="America/New_York",
    asks="I would like to talk to somebody. I am tense all the time.",
    answer="Thank you for writing. Can you come today at ten?",
    concerns=(
        Concern("anxiety", "I am tense before work and worry through the evening", 7),
    ),
    ranking=("anxiety",),
    values=("Saying what I think", "Being calm for the people around me"),
    reflections="I have always been the one who holds it all together.",
    hopes="To arrive at work calm, and to be heard there.",
    forms=(
        Form(0, "gad7", "3222222"),
        Form(2, "gad7", "2222222"),
        Form(4, "gad7", "2222211"),
        Form(6, "gad7", "2222121"),
        Form(8, "gad7", "2121111"),
        Form(10, "gad7", "1111111"),
        Form(12, "gad7", "1111110"),
    ),
    acts=(win(evening(7, THURSDAY), "I laughed out loud in a meeting"),),
)

WORRY = DemoGoal(
    number="2",
    client=MAYA,
    words="Bring my GAD-7 below 8",
    smart="Bring my GAD-7 below 8 within twelve weeks so that evenings are mine again",
    why="Worry takes up most of my evenings",
    concern="anxiety",
    term="long-term",
    kind="gad7",
    unit="points",
    baseline=15,
    target={"high": 8, "strict": True},
    cadence=("two-weeks", 1),
    stops=(Stop("12 or less", value=12), Stop("10 or less", value=10)),
    acts=(
        review(5, "continue", "Slower than hoped; the weeks with more breathing help"),
        review(9, "continue", "Nine now: the evenings feel different"),
        acknowledge(10, "From fifteen to seven: that is your work, Maya"),
    ),
)

BREATHING = DemoGoal(
    number="1",
    client=MAYA,
    words="Practise deep breathing for 10 minutes every day before work",
    smart="Practise deep breathing for 10 minutes every day before work "
    "so that I arrive calm",
    why="I want to arrive at work calm",
    concern="anxiety",
    value="Being calm for the people around me",
    step_of=WORRY,
    kind="practice",
    unit="min",
    baseline=0,
    target={"low": 7},
    cadence=("day", 1),
    amount=10,
    stops=days_a_week(3, 5, 7),
    figures=(3, 5, 6, 1, 5, 6, 7, 7, 6, 6, 7, 7),
    amounts=((Day(5, FRIDAY), 5), (Day(9, MONDAY), 10)),
    acts=(
        *small_step(
            "Put the chair beside the window", agreed=0, done=evening(0, SUNDAY)
        ),
        acknowledge(
            3, "Five days in one week, in your second week", milestone="5 in one week"
        ),
        setback(
            4,
            "The flu, and then the deadline",
            learned="Ten minutes is too much when I am not well",
            plan="Begin again on Monday, with less if need be",
        ),
        review(5, "adjust", "Smaller for a while; what counts is coming back to it"),
        adjust(5, "Ten minutes was a lot after the flu", amount=5),
        review(9, "adjust", "Two full weeks: there is room for more"),
        adjust(9, "Ten minutes feels possible again", amount=10),
        maintain(
            evening(12, SUNDAY, time(20, 30)),
            "Ten minutes before work, on the chair beside the window",
        ),
    ),
)

MEETINGS = DemoGoal(
    number="3",
    client=MAYA,
    words="Speak once in 8 of 10 team meetings",
    smart="Speak once in 8 of 10 team meetings within twelve weeks "
    "so that my ideas are heard",
    why="My ideas stay in my head",
    concern="anxiety",
    value="Saying what I think",
    step_of=WORRY,
    kind="count",
    unit="meetings",
    baseline=0,
    target={"low": 8},
    cadence=("week", 1),
    stops=(Stop("The first meeting", value=1), Stop("Four meetings", value=4)),
    figures=(0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0),
    rhythm="wednesdays",
    acts=(
        review(5, "continue", "The first one was the hardest"),
        review(9, "continue", "Six meetings; speaking early in them helps"),
    ),
)
