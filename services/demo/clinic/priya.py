"""Priya: a story that nobody knows, and a hard voice within."""

from dataclasses import replace

from services.demo.clinic.acts import By
from services.demo.clinic.client import Client, Concern
from services.demo.clinic.goal import DemoGoal, Place, Ratings, Stop, days_a_week
from services.demo.clinic.turns import acknowledge, reach, review, small_step, win
from services.demo.days import MONDAY, TUESDAY, WEDNESDAY, Day, evening

LETTER, CALL = "Write her a letter", "Call her"

PRIYA = Client(
    name="Priya",
    tone="warm",
    time_zone="America/Los_Angeles",
    asks="I do not know how to begin. May I come and see?",
    answer="You may begin anywhere. Today at ten, if that suits you.",
    concerns=(
        Concern("self-talk", "I speak to myself as I would to nobody else", 6),
        Concern("self-esteem", "I do not think that good things are for me", 7),
        Concern("trauma", "Something happened, and I carry it alone", 9),
    ),
    ranking=("trauma", "self-talk", "self-esteem"),
    values=("My sister", "Kindness"),
    reflections="I have never said it aloud to anybody.",
    hopes="Not to carry it alone.",
    acts=(win(evening(9, WEDNESDAY), "I took the compliment and said thank you"),),
)

DESERVING = DemoGoal(
    number="9",
    client=PRIYA,
    words="Believe that I deserve good things",
    smart='Rate "I deserve good things" at 7 of 10 within twelve weeks '
    "so that I accept what I would enjoy",
    why="I turn down what I would enjoy",
    concern="self-esteem",
    value="Kindness",
    term="long-term",
    drafted=True,
    kind="gbo",
    unit="0-10 rating",
    baseline=2,
    target={"low": 7},
    cadence=("session", 1),
    stops=(Stop("A four", value=4), Stop("A six", value=6)),
    ratings=(Ratings(By.CLIENT, (2, 4, 6, 8, 10, 12), (3, 3, 5, 4, 6, 7)),),
    acts=(
        review(5, "continue", "Three, twice; it may take its time"),
        review(9, "continue", "A feeling does not move in a straight line"),
    ),
)

SISTER = DemoGoal(
    number="7",
    client=PRIYA,
    words="Tell my sister part of my story",
    smart="Tell my sister part of my story within twelve weeks "
    "so that I am not alone with it",
    why="I do not want to carry it alone",
    concern="trauma",
    value="My sister",
    term="long-term",
    kind="gas",
    baseline=-1,
    cadence=("month", 1),
    scale={
        "much_less_than_expected": "I let her calls ring",
        "less_than_expected": "We talk about the weather",
        "as_expected": "I have told her part of my story",
        "more_than_expected": "She asks, and I answer",
        "much_more_than_expected": "We can speak about it whenever one of us wants to",
        "weight": 3,
    },
    stops=(Stop(LETTER), Stop(CALL)),
    ratings=(
        Ratings(By.CLIENT, (4, 8, 12), (-1, -1, 0)),
        Ratings(By.CLINICIAN, (4, 8, 12), (-1, 0, 0)),
    ),
    acts=(
        *small_step(
            "Find the photograph of us two for the letter",
            agreed=4,
            done=evening(6, MONDAY),
        ),
        review(5, "continue", "The letter first; there is no hurry"),
        reach(Day(6, TUESDAY), LETTER),
        acknowledge(6, "You found the words, and you sent them", milestone=LETTER),
        review(9, "continue", "We see it differently, and both may stand"),
        reach(Day(10, TUESDAY), CALL),
    ),
)

KINDER = DemoGoal(
    number="8",
    client=PRIYA,
    words="On four days a week, write one kinder reply to self-criticism",
    smart="Write one kinder reply to self-criticism on four days a week to calm down",
    why="I speak to myself as I would to nobody else",
    concern="self-talk",
    value="Kindness",
    step_of=DESERVING,
    old_pattern="I call myself stupid for every small mistake",
    new_response="One sentence that I would say to my sister",
    kind="practice",
    unit="days",
    baseline=0,
    target={"low": 4},
    cadence=("week", 4),
    stops=days_a_week(2, 3),
    figures=(1, 1, 2, 2, 1),
    acts=(review(5, "replace", "Writing is one more task; a voice is answered aloud"),),
)

ALOUD = replace(
    KINDER,
    number="8b",
    words="On four days a week, say one kinder reply to self-criticism aloud",
    smart="Say one kinder reply to self-criticism aloud on four days a week "
    "to calm down",
    takes_place_of=Place(KINDER, "Saying it aloud fits me better than writing it"),
    new_response="One sentence that I would say to my sister, aloud",
    first_week=6,
    figures=(1, 2, 2, 3, 3, 4, 4),
    acts=(review(9, "continue", "Three days, and it comes by itself now"),),
)
