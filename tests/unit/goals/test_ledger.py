"""The packed entries behave as the plain list they stand for."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.goal.ledger import Entry, Ledger
from services.goals.domain.goal.weeks import Weeks, week_number

entries = st.builds(
    Entry,
    # Few bytes on few places: ids that overlap when they stand side by side.
    entry_id=st.lists(st.sampled_from(b"\x00\x01"), min_size=16, max_size=16).map(
        bytes
    ),
    day=st.integers(1, 3_652_059),
    value=st.floats(allow_nan=False, width=32),
    measure=st.integers(0, 0xFFFF),
    milestone=st.integers(0, 0xFFFF),
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
@given(unlike)
def test_a_ledger_survives_a_snapshot(plain: list[Entry]) -> None:
    ledger = packed(plain)

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
