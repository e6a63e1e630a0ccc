"""Questionnaires: filling one in, correcting one, and what item 9 leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from services.goals.domain.client.guards import (
    happened_on,
    is_of,
    must_be_alive,
    must_be_in_care,
    must_exist,
)
from services.goals.domain.client.state import (
    Client,
    ClientError,
    Form,
    ImpossibleClientRequest,
    find,
)
from shared.contracts.clients import (
    ClientEvent,
    MeasureAdministered,
    SafetyConcernFlagged,
)
from shared.contracts.measuring import Instrument
from shared.instruments import ANSWERS, SCALES, band, needs_a_look, total


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministerMeasure:
    """
    ``items`` are all items of the form in their order, ``None`` where unanswered.

    A form that ``corrects`` another takes its place, says ``why``, and is of the same
    day unless it names one.
    """

    administration_id: UUID
    instrument: Instrument
    items: tuple[int | None, ...]
    today: date
    occurred_on: date | None = None
    corrects: UUID | None = None
    why: str | None = None


class FormIsAlreadyRecorded(ClientError):
    """A form with this id is recorded already, and says something else."""


class FormIsUnknown(ClientError):
    """This client has no such form."""


class FormIsOfAnotherKind(ClientError):
    """A correction is of the same questionnaire as the form that it corrects."""


class FormIsAlreadyCorrected(ClientError):
    """This form is corrected already; correct the newest one instead."""


class CorrectionNeedsAReason(ImpossibleClientRequest):
    """Say in a few words why; the reason is kept beside the corrected form."""


class ItemsDoNotFitTheForm(ImpossibleClientRequest):
    """The PHQ-9 has nine items and the GAD-7 has seven; an open one is left empty."""


class ItemIsNotZeroToThree(ImpossibleClientRequest):
    """An item is answered with 0, 1, 2 or 3, or left open."""


def administer(client: Client, command: AdministerMeasure) -> list[ClientEvent]:
    """Return the form, and the safety concern that item 9 of a PHQ-9 raises."""
    must_exist(client)
    _must_fit_the_form(command.instrument, command.items)
    points = total(command.instrument, command.items)
    flagged = needs_a_look(command.instrument, command.items)
    known = find(client.forms, command.administration_id)
    if known is not None:
        if _same(known, command, points, flagged=flagged):
            return []
        raise FormIsAlreadyRecorded
    severity = band(command.instrument, points)
    day = _day(client, command)
    facts: list[ClientEvent] = [
        MeasureAdministered(
            administration_id=command.administration_id,
            instrument=command.instrument,
            occurred_on=day,
            items=command.items,
            total=points,
            band=None if severity is None else severity.value,
            corrects=command.corrects,
            why=command.why,
        )
    ]
    if flagged:
        facts.append(
            SafetyConcernFlagged(
                concern_id=flagged_by(command.administration_id),
                administration_id=command.administration_id,
                occurred_on=day,
            )
        )
    return facts


def flagged_by(administration_id: UUID) -> UUID:
    """Return the id of the safety concern that a form's item 9 raises."""
    return uuid5(administration_id, "item 9")


def _must_fit_the_form(instrument: Instrument, items: Sequence[int | None]) -> None:
    if len(items) != SCALES[instrument].items:
        raise ItemsDoNotFitTheForm
    for item in items:
        if item is not None and (type(item) is not int or item not in ANSWERS):
            raise ItemIsNotZeroToThree


def _same(
    known: Form, command: AdministerMeasure, points: int | None, *, flagged: bool
) -> bool:
    """Return whether a form says the same, as far as one can tell without its items."""
    if not is_of(command.occurred_on, known.occurred_on):
        return False
    return (known.instrument, known.total, known.flagged, known.corrects) == (
        command.instrument,
        points,
        flagged,
        command.corrects,
    )


def _day(client: Client, command: AdministerMeasure) -> date:
    if command.corrects is None:
        must_be_in_care(client)
        return happened_on(command.occurred_on, command.today)
    must_be_alive(client)
    corrected = find(client.forms, command.corrects)
    if corrected is None:
        raise FormIsUnknown
    if corrected.instrument is not command.instrument:
        raise FormIsOfAnotherKind
    if corrected.corrected:
        raise FormIsAlreadyCorrected
    if not (command.why or "").strip():
        raise CorrectionNeedsAReason
    return happened_on(command.occurred_on or corrected.occurred_on, command.today)
