"""Jon: low for a long time, and awake at night."""

from services.demo.clinic.client import Client, Concern, Form
from services.demo.clinic.goal import DemoGoal, Stop, days_a_week
from services.demo.clinic.turns import (
    acknowledge,
    look_after,
    review,
    small_step,
    win,
)
from services.demo.days import SATURDAY, SUNDAY, evening

FIRST_FORM = Form(0, "phq9", "222322221")

JON = Client(
    name="Jon",
    tone="plain",
    time_zone="Europe/London",
    asks="My doctor said I should write to you. I am not sleeping.",
    answer="Good that you did. There is time for you today at ten.",
    concerns=(
        Concern("sleep", "I lie awake and the next day is gone", 6),
        Concern("depression", "Nothing is worth getting up for", 8),
    ),
    ranking=("depression", "sleep"),
    values=("Time with my daughter", "Making things with my hands"),
    reflections="I stopped seeing people when the workshop closed.",
    hopes="To look forward to a day again.",
    forms=(
        FIRST_FORM,
        Form(2, "phq9", "222222220"),
        Form(4, "phq9", "223222220"),
        Form(6, "phq9", "222211110"),
        Form(8, "phq9", "122111110"),
        Form(10, "phq9", "112111110"),
        Form(12, "phq9", "111111110"),
    ),
    acts=(
        look_after(
            FIRST_FORM.name,
            "Talked it through in the session: thoughts, no plan. Safety plan written "
            "together, his sister knows, he has the number to call.",
        ),
        win(evening(8, SATURDAY), "Cooked for my daughter and we stayed at the table"),
    ),
)

LOW_MOOD = DemoGoal(
    number="5",
    client=JON,
    words="Bring my PHQ-9 below 10",
    smart="Bring my PHQ-9 below 10 within twelve weeks so that I enjoy mornings again",
    why="I want to enjoy mornings again",
    concern="depression",
    value="Time with my daughter",
    term="long-term",
    kind="phq9",
    unit="points",
    baseline=18,
    target={"high": 10, "strict": True},
    cadence=("two-weeks", 1),
    stops=(Stop("15 or less", value=15), Stop("12 or less", value=12)),
    acts=(
        review(5, "continue", "Up and down; more plans in the week come first"),
        review(9, "continue", "Ten now, and below ten is near"),
        acknowledge(10, "Nine. You got up for this, week after week"),
    ),
)

ACTIVITIES = DemoGoal(
    number="4",
    client=JON,
    words="Do three planned activities a week",
    smart="Do three planned activities a week for twelve weeks to get out of the house",
    why="Days without a plan pull me down",
    concern="depression",
    value="Making things with my hands",
    step_of=LOW_MOOD,
    kind="practice",
    unit="activities",
    baseline=0,
    target={"low": 3},
    cadence=("week", 3),
    stops=days_a_week(1, 2),
    figures=(0, 1, 1, 2, 1, 2, 3, 3, 2, 3, 3, 3),
    acts=(
        *small_step(
            "Write one thing for Monday into the calendar",
            agreed=1,
            done=evening(1, SUNDAY),
        ),
        review(5, "continue", "What is planned on Sunday happens"),
        review(9, "continue", "Three a week for two weeks; keep the Sunday planning"),
    ),
)

SLEEP = DemoGoal(
    number="6",
    client=JON,
    words="Lights out by 23:00 on five nights a week",
    smart="Turn the lights out by 23:00 on five nights a week to be rested by day",
    why="Sleep is where the day begins",
    concern="sleep",
    step_of=LOW_MOOD,
    kind="practice",
    unit="nights",
    baseline=1,
    target={"low": 5},
    cadence=("week", 5),
    stops=days_a_week(3, 4),
    figures=(2, 3, 3, 4, 5, 3, 4, 5, 5, 5, 6, 5),
    rhythm="mornings-after",
    acts=(
        *small_step(
            "Charge the phone in the kitchen", agreed=0, done=evening(0, SUNDAY)
        ),
        review(5, "continue", "The phone in the kitchen makes the difference"),
        review(9, "continue", "Five nights last week; the phone stays where it is"),
    ),
)
