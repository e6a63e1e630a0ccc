"""What a client's own account does to their record: requests, concerns, wins."""

from msgspec.structs import replace

from services.goals.domain.client.state import (
    Client,
    Concern,
    Intake,
    IntakeRequest,
    Win,
    find,
    open_concerns,
    put,
)
from shared.contracts.clients import (
    ConcernRaised,
    ConcernResolved,
    ConcernReworded,
    ConcernsPrioritised,
    IntakeAnswered,
    IntakeRequested,
    IntakeStarted,
    WinNoted,
)


def requested(client: Client, event: IntakeRequested) -> Client:
    """Return the record with a request for help that waits for an answer."""
    request = IntakeRequest(id=event.request_id, answer_by=event.answer_by)
    return replace(client, requests=put(client.requests, request))


def answered(client: Client, event: IntakeAnswered) -> Client:
    """Return the record with a request that is answered."""
    request = find(client.requests, event.request_id)
    if request is None:
        return client
    requests = put(client.requests, replace(request, answered=True))
    return replace(client, requests=requests)


def started(client: Client, event: IntakeStarted) -> Client:
    """Return the record with an intake begun; it answers one request, or them all."""
    requests = tuple(
        replace(request, answered=True)
        if event.request_id in (None, request.id)
        else request
        for request in client.requests
    )
    intake = Intake(started_on=event.occurred_on, request_id=event.request_id)
    return replace(client, requests=requests, intake=intake)


def troubled(client: Client, event: ConcernRaised) -> Client:
    """Return the record with one more concern, which has no rank yet."""
    concern = Concern(
        id=event.concern_id,
        domain=event.domain,
        severity=event.severity,
        raised_as=event.severity,
    )
    return replace(client, concerns=put(client.concerns, concern))


def reworded(client: Client, event: ConcernReworded) -> Client:
    """Return the record with a concern as severe as the client sees it now."""
    concern = find(client.concerns, event.concern_id)
    if concern is None or event.severity is None:
        return client
    concerns = put(client.concerns, replace(concern, severity=event.severity))
    return replace(client, concerns=concerns)


def ranked(client: Client, event: ConcernsPrioritised) -> Client:
    """Return the record with the open concerns in the client's order."""
    still_open = open_concerns(client)
    ranking = dict.fromkeys(one for one in event.concern_ids if one in still_open)
    return replace(client, ranking=tuple(ranking))


def relieved(client: Client, event: ConcernResolved) -> Client:
    """Return the record with a concern that troubles nobody any more."""
    concern = find(client.concerns, event.concern_id)
    if concern is None:
        return client
    concerns = put(client.concerns, replace(concern, resolved_on=event.occurred_on))
    ranking = tuple(one for one in client.ranking if one != concern.id)
    return replace(client, concerns=concerns, ranking=ranking)


def glad(client: Client, event: WinNoted) -> Client:
    """Return the record with one more thing that went well."""
    win = Win(id=event.win_id, occurred_on=event.occurred_on, goal_id=event.goal_id)
    return replace(client, wins=put(client.wins, win))
