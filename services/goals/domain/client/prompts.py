"""Open questions for the first conversations: a way in, and never a form to fill in."""

from typing import Final, NamedTuple


class Prompt(NamedTuple):
    """A question, and the name under which it is kept."""

    code: str
    question: str


PROMPTS: Final = (
    Prompt("what-brings-you", "What brings you here, in your own words?"),
    Prompt("why-now", "What made you reach out now?"),
    Prompt("a-usual-day", "What is a usual day like for you at the moment?"),
    Prompt("what-weighs-most", "Of everything on your mind, what weighs most?"),
    Prompt("when-easier", "When is it a little easier, and what is different then?"),
    Prompt("what-helped", "What has helped you before, even a little?"),
    Prompt("who-is-there", "Who is there for you, and what do you value in them?"),
    Prompt("what-matters", "What matters to you in life, and what would you protect?"),
    Prompt("a-better-day", "What would you notice first on a better day?"),
    Prompt("what-you-hope", "What do you hope will be different in a few months?"),
    Prompt("good-to-know", "What is good for us to know about working with you?"),
)
