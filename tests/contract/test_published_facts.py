"""What was published reads for ever, and outsiders can read it too."""

import json
from datetime import date
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft202012Validator

from shared.catalogue import schema
from shared.codec import CODEC, FACTS, Codec, UnknownFact, UnreadableFact, family
from shared.contracts.clients import MeasureAdministered
from shared.contracts.fact import Fact, OwnWords, sealed_fields
from shared.contracts.goals import GoalCreated, ProgressRecorded
from shared.envelope import spliced, unspliced

HERE = Path(__file__).parent
SCHEMAS = HERE.parents[1] / "docs" / "schemas"
GOLDEN = sorted((HERE / "golden").glob("*.json"))
LINK = bytes(range(32))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_fact_ever_published_can_still_be_read(path: Path) -> None:
    written_then = json.loads(path.read_bytes())["data"]

    fact = CODEC.decode(path.read_bytes().strip()).fact

    assert written_then.items() <= json.loads(_encoded(fact))["data"].items()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_every_fact_has_a_golden_file(fact: type[Fact]) -> None:
    assert f"{fact.type}.json" in [path.name for path in GOLDEN]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_event_is_a_cloudevent_to_the_official_library(path: Path) -> None:
    published = spliced(path.read_bytes().strip(), 7, LINK)

    event = JSONFormat().read(CloudEvent, published)

    assert event.get_type() == path.stem
    assert event.get_extension("position") == 7


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_event_satisfies_its_published_schema(path: Path) -> None:
    event = json.loads(path.read_bytes())
    published = SCHEMAS / f"{event['type']}.json"

    Draft202012Validator(json.loads(published.read_bytes())).validate(event["data"])


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_words_may_be_withheld_from_a_reader(fact: type[Fact]) -> None:
    event = json.loads(next(p for p in GOLDEN if p.stem == fact.type).read_bytes())
    for name in sealed_fields(fact):
        event["data"].pop(name, None)
    event["data"]["sealed"] = "b3BhcXVl"

    read = CODEC.decode(json.dumps(event).encode()).fact

    assert all(getattr(read, name) is None for name in sealed_fields(fact))


def test_everything_a_person_types_is_declared_sealed() -> None:
    replacement_pair = ("old_pattern", "new_response")
    assert sealed_fields(GoalCreated) == ("own_words", "why", *replacement_pair)
    assert sealed_fields(MeasureAdministered) == ("items", "why")
    assert schema(GoalCreated)["properties"]["own_words"]["anyOf"][0]["x-sealed"]


def test_position_and_chain_come_last_and_leave_the_body_as_it_was() -> None:
    body = GOLDEN[0].read_bytes().strip()

    assert unspliced(spliced(body, 12, LINK)) == (body, 12, LINK)


def test_a_type_of_the_future_is_named() -> None:
    event = json.loads(GOLDEN[0].read_bytes()) | {"type": "guidepost.goal.sung.v9"}

    with pytest.raises(UnknownFact, match=r"goal\.sung\.v9"):
        CODEC.decode(json.dumps(event).encode())


def test_bytes_that_are_no_event_are_refused() -> None:
    with pytest.raises(UnreadableFact):
        CODEC.decode(b'{"specversion":"1.0"}')


def test_a_family_is_a_type_without_its_version() -> None:
    assert family("guidepost.goal.created.v1") == "guidepost.goal.created"


class ProgressNoted(Fact, frozen=True, kw_only=True):
    """How progress was published before there were measures; for the test below."""

    type: ClassVar[str] = "guidepost.goal.progress-recorded.v0"

    entry: UUID
    day: date
    score: int
    remark: OwnWords = None


def test_an_old_version_is_lifted_when_it_is_read_and_its_bytes_stay() -> None:
    old = Codec([ProgressNoted])
    today = Codec(FACTS, upcasters={ProgressNoted: _as_progress_recorded})
    entry = UUID(int=1)
    stored = _encoded(
        ProgressNoted(entry=entry, day=date(2025, 1, 6), score=4, remark="slept well"),
        old,
    )

    recorded = today.decode(stored)

    assert recorded.envelope.type == "guidepost.goal.progress-recorded.v0"
    assert recorded.fact == ProgressRecorded(
        entry_id=entry, occurred_on=date(2025, 1, 6), value=4, note="slept well"
    )


def _as_progress_recorded(old: ProgressNoted) -> ProgressRecorded:
    return ProgressRecorded(
        entry_id=old.entry, occurred_on=old.day, value=old.score, note=old.remark
    )


def _encoded(fact: Fact, codec: Codec = CODEC) -> bytes:
    first = json.loads(GOLDEN[0].read_bytes())
    return codec.encode(
        fact,
        event_id=UUID(first["id"]),
        clinic_id=UUID(first["clinicid"]),
        client_id=UUID(first["clientid"]),
        subject=first["subject"],
        version=1,
        recorded_at=CODEC.decode(GOLDEN[0].read_bytes()).recorded_at,
        actor=first["actor"],
    )
