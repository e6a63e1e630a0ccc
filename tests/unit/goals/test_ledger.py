"""The packed entries behave as the plain list they stand for."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.goal.ledger import Entry, Ledger, mark_of
from services.goals.domain.goal.weeks import Weeks, week_number
from shared.contracts.goals import Rater

entries = st.builds(
    Entry,
    # Few bytes on few places: ids that overlap when they stand side by side.
    entry_id=st.lists(st.sampled_from(b"\x00\x01"), min_size=16, max_size=16).map(
        bytes
    ),
    day=st.integers(1, 3_652_059),
    value=st.floats(allow_nan=False, width=32),
    measure=st.integers(0, 0xFF),
    milestone=st.integers(0, 0xFFFF),
    mark=st.sampled_from(Rater).map(mark_of),
)
few = settings(max_examples=30)
unlike = st.lists(entries, max_size=150, unique_by=lambda entry: entry.entry_id)


def packed(plain: list[Entry]) -> Ledger:
    ledger = Ledger()
    for entry in plain:
        ledger = ledger.append(entry)
    return ledger


@few
@given(unlike)
def test_a_ledger_gives_back_its_entries_in_order(plain: list[Entry]) -> None:
    ledger = packed(plain)

    assert list(ledger) == plain
    assert len(ledger) == len(plain)


@few
@given(unlike, entries)
def test_an_entry_is_found_by_its_id(plain: list[Entry], other: Entry) -> None:
    ledger = packed(plain)

    by_id = {entry.entry_id: entry for entry in plain}
    assert all(ledger.find(entry.entry_id) == entry for entry in plain)
    assert ledger.find(other.entry_id) == by_id.get(other.entry_id)


@few
@given(unlike.filter(bool), st.data())
def test_a_correction_changes_one_value_in_its_place(
    plain: list[Entry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(plain) - 1))

    ledger = packed(plain).corrected(plain[place].entry_id, 12.5)

    plain[place] = plain[place]._replace(value=12.5)
    assert list(ledger) == plain


def test_correcting_an_unknown_entry_changes_nothing() -> None:
    ledger = packed([Entry(bytes(16), 1, 2.0, 0, 0)])

    assert ledger.corrected(b"\x01" * 16, 3.0) == ledger


@few
@given(unlike.filter(bool), st.data())
def test_a_retracted_entry_stays_and_no_longer_counts(
    plain: list[Entry], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(plain))

    ledger = packed(plain).retracted(gone.entry_id).retracted(gone.entry_id)

    left = [entry for entry in plain if entry != gone]
    assert list(ledger) == left
    assert len(ledger) == len(left)
    found = ledger.find(gone.entry_id)
    assert found is not None
    assert found.retracted
    assert found.as_recorded == gone


@pytest.mark.parametrize("rater", Rater)
def test_an_entry_knows_whose_it_is_also_when_it_was_retracted(rater: Rater) -> None:
    entry = Entry(bytes(16), 1, 2.0, 0, mark=mark_of(rater))
    retracted = packed([entry]).retracted(entry.entry_id).find(entry.entry_id)

    assert entry.rater is rater
    assert entry.by_client is (rater is Rater.CLIENT)
    assert retracted is not None
    assert retracted.rater is rater
    assert not retracted.by_client


@few
@given(unlike)
def test_a_ledger_survives_a_snapshot(plain: list[Entry]) -> None:
    ledger = packed(plain)
    for entry in plain[::3]:
        ledger = ledger.retracted(entry.entry_id)

    stored = msgspec.msgpack.encode(ledger)

    assert msgspec.msgpack.decode(stored, type=Ledger) == ledger


days = st.integers(739_000, 739_100)
amounts = st.integers(0, 100).map(float)


@given(st.lists(st.tuples(days, amounts)))
def test_weeks_add_up_what_was_done_on_each_day(
    done: list[tuple[int, float]],
) -> None:
    weeks, plain = Weeks(), dict[int, float]()
    for day, amount in done:
        weeks = weeks.add(day, amount)
        plain[day] = plain.get(day, 0.0) + amount

    expected = {
        week_number(day): tuple(
            plain.get(week_number(day) * 7 + 1 + weekday, 0.0) for weekday in range(7)
        )
        for day in plain
    }
    assert dict(weeks.newest_first()) == expected
    assert [week for week, _ in weeks.newest_first()] == sorted(expected, reverse=True)
    assert all(weeks.amounts(week) == days for week, days in expected.items())
    assert len(weeks) == len(expected)
    assert weeks.amounts(1) is None


@given(st.lists(st.tuples(days, amounts), min_size=1), st.data())
def test_a_week_can_be_as_if_nothing_had_been_recorded_in_it(
    done: list[tuple[int, float]], data: st.DataObject
) -> None:
    gone = week_number(data.draw(st.sampled_from(done))[0])
    weeks, without = Weeks(), Weeks()
    for day, amount in done:
        weeks = weeks.add(day, amount)
        if week_number(day) != gone:
            without = without.add(day, amount)

    assert weeks.without(gone) == without
    assert without.without(gone) == without
