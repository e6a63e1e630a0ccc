"""The review reads the corpus as its author does; what it reads otherwise is listed."""

from collections.abc import Iterable, Iterator

from services.goals.domain.wording.amounts import CLOCK, Amount
from services.goals.domain.wording.cadence import ReadCadence
from services.goals.domain.wording.review import Finding, Review, review
from tests.unit.goals.wording.corpus import MISSES, Statement, statements

CORPUS = list(statements())
ENOUGH = 0.95


def test_at_least_95_of_100_statements_are_read_exactly() -> None:
    misses = [miss for one in CORPUS for miss in differences(one)]
    print("\n".join(misses))  # noqa: T201 - read with pytest -rP

    names = {miss.partition(" -> ")[0] for miss in misses}

    assert len(CORPUS) >= 150
    assert 1 - len(names) / len(CORPUS) >= ENOUGH, "\n".join(misses)
    assert names == MISSES, "\n".join(misses)


def test_no_statement_is_in_the_corpus_twice() -> None:
    assert len({one.words.lower() for one in CORPUS}) == len(CORPUS)


def differences(one: Statement) -> Iterator[str]:
    """Return what is read otherwise than expected, by the statement's name."""
    found = review(one.words)
    read = {
        "findings": (one.findings, letters(found)),
        "vague": (lowered(one.vague), lowered(each.text for each in found.vague)),
        "amounts": (one.amounts, [amount(each) for each in found.amounts]),
        "cadences": (one.cadences, [cadence(each) for each in found.cadences]),
        "periods": (one.periods, [each.text for each in found.periods]),
    }
    for what, (expected, actual) in read.items():
        if expected != actual:
            yield f"{one.name} -> {what}: {actual}, expected {expected}"


def lowered(texts: Iterable[str]) -> list[str]:
    """Return texts without regard to capitals."""
    return [text.lower() for text in texts]


def letters(found: Review) -> str:
    """Return the findings as in the corpus: SM?RT."""
    findings = (
        found.specific,
        found.measurable,
        found.achievable,
        found.relevant,
        found.time_bound,
    )
    signs = {Finding.MISSING: "-", Finding.NOT_ASSESSED: "?"}
    return "".join(
        signs.get(finding, letter)
        for letter, finding in zip("SMART", findings, strict=True)
    )


def amount(read: Amount) -> str:
    """Return an amount as in the corpus: 10-15 minute."""
    if read.unit == CLOCK or read.value is None:
        return read.text
    most = "" if read.most is None else f"-{read.most:g}"
    return f"{read.value:g}{most} {read.unit}".strip()


def cadence(read: ReadCadence) -> str:
    """Return a cadence as in the corpus: 2/week, day, or x for any other rhythm."""
    if read.cadence is None:
        return "x"
    times = f"{read.cadence.times}/" if read.cadence.times > 1 else ""
    return f"{times}{read.cadence.every}"
