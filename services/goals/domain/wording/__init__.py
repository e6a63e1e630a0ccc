"""The wording review: what a sentence says of a goal, and what could be added."""
