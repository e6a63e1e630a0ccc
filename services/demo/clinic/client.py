"""A client of the demo clinic: who they are, and with what they came."""

from dataclasses import dataclass

from services.demo.clinic.acts import Act, Id


@dataclass(frozen=True, slots=True)
class Concern:
    """What troubles somebody, in their own words; ``severity`` is their own view."""

    domain: str
    own_words: str
    severity: int


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire as it was filled in; one digit is the answer to one item."""

    week: int
    instrument: str
    answers: str

    @property
    def items(self) -> tuple[int, ...]:
        return tuple(int(answer) for answer in self.answers)

    @property
    def name(self) -> str:
        return f"{self.instrument} of week {self.week}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """
    A person, with the tone and time zone they chose.

    ``concerns`` are in the order in which they were said, ``ranking`` is the client's
    own order of them.
    """

    name: str
    tone: str
    time_zone: str
    asks: str
    answer: str
    concerns: tuple[Concern, ...]
    ranking: tuple[str, ...]
    values: tuple[str, ...]
    reflections: str
    hopes: str
    forms: tuple[Form, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def id(self) -> Id:
        return Id((f"client {self.name}",))
