"""How the rows of a file belong together: by their ids, and under their parents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.goals.importing.columns import Fault, Meaning

PARENT = "parent_external_id"

Known = Mapping[str, Meaning]


def by_external_id(rows: Iterable[Meaning]) -> dict[str, Meaning]:
    """Return the rows that have an external id; the first one of each."""
    known: dict[str, Meaning] = {}
    for row in rows:
        if row.external_id is not None:
            known.setdefault(row.external_id, row)
    return known


def faults(rows: Sequence[Meaning]) -> Iterator[Fault]:
    """Yield what is wrong between rows: one id twice, parents that cannot be."""
    known = by_external_id(rows)
    for row in rows:
        first = known.get(row.external_id or "", row)
        if first is not row:
            why = f"is the same as in line {first.line}"
            yield Fault(row.line, "external_id", why)
        why_not = _parent_fault(row, known)
        if why_not:
            yield Fault(row.line, PARENT, why_not)


def parents_first(rows: Iterable[Meaning], known: Known) -> list[Meaning]:
    """Return the rows in an order in which nobody comes before their parent."""
    return sorted(rows, key=lambda row: len(list(_ancestors(row, known))))


def _parent_fault(row: Meaning, known: Known) -> str | None:
    if row.parent is None:
        return None
    parent = known.get(row.parent)
    if parent is None:
        return "names no row of this file"
    if any(above is row for above in _ancestors(row, known)):
        return "leads back to this goal"
    if None not in (row.client, parent.client) and row.client != parent.client:
        return f"is another client's goal (line {parent.line})"
    return None


def _ancestors(row: Meaning, known: Known) -> Iterator[Meaning]:
    """Yield the parent, its parent and so on, each once."""
    seen: set[int] = set()
    above = known.get(row.parent or "")
    while above is not None and above.line not in seen:
        yield above
        seen.add(above.line)
        above = known.get(above.parent or "")
