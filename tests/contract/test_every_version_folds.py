"""Whatever version of an event was ever stored, its aggregate still folds it."""

from pathlib import Path

import pytest

from services.goals.aggregates import CLIENT, GOAL
from shared.codec import CODEC

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_event_ever_stored_still_folds(path: Path) -> None:
    fact = CODEC.decode(path.read_bytes().strip()).fact
    [aggregate] = [one for one in (GOAL, CLIENT) if fact.type.startswith(one.family)]

    state = aggregate.evolve(aggregate.unborn, fact)

    assert type(state) is type(aggregate.unborn)
    assert aggregate.kind.unpack(aggregate.kind.pack(state)) == state
