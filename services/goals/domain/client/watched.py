"""What questionnaires and safety concerns do to a client's record."""

from msgspec.structs import replace

from services.goals.domain.client.state import Client, Form, SafetyConcern, find, put
from shared.contracts.clients import (
    MeasureAdministered,
    SafetyConcernAcknowledged,
    SafetyConcernFlagged,
    SafetyConcernRaised,
    SafetySource,
)


def measured(client: Client, event: MeasureAdministered) -> Client:
    """Return the record with one more form, in the place of the one it corrects."""
    forms = client.forms
    corrected = find(forms, event.corrects)
    first = event.administration_id
    if corrected is not None:
        first = corrected.first
        forms = put(forms, replace(corrected, corrected=True))
    form = Form(
        id=event.administration_id,
        instrument=event.instrument,
        occurred_on=event.occurred_on,
        total=event.total,
        corrects=event.corrects,
        first=first,
    )
    return replace(client, forms=put(forms, form))


def flagged(client: Client, event: SafetyConcernFlagged) -> Client:
    """Return the record with a concern that item 9 of a form raised."""
    concern = SafetyConcern(
        id=event.concern_id,
        source=SafetySource.ITEM_NINE,
        occurred_on=event.occurred_on,
    )
    forms = client.forms
    form = find(forms, event.administration_id)
    if form is not None:
        forms = put(forms, replace(form, flagged=True))
    concerns = put(client.safety_concerns, concern)
    return replace(client, forms=forms, safety_concerns=concerns)


def raised(client: Client, event: SafetyConcernRaised) -> Client:
    """Return the record with a concern that a person raised."""
    concern = SafetyConcern(
        id=event.concern_id, source=event.source, occurred_on=event.occurred_on
    )
    return replace(client, safety_concerns=put(client.safety_concerns, concern))


def acknowledged(client: Client, event: SafetyConcernAcknowledged) -> Client:
    """Return the record with a concern that somebody has looked at."""
    concern = find(client.safety_concerns, event.concern_id)
    if concern is None:
        return client
    seen = replace(concern, acknowledged_on=event.occurred_on)
    return replace(client, safety_concerns=put(client.safety_concerns, seen))
