"""How a client arrives: a request, an answer, and the first conversation."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from services.demo.clinic.acts import CLINICIAN, Act, By, Own
from services.demo.clinic.client import Client, Form
from services.demo.days import FRIDAY, Day, When, session

REQUEST = Own("request")
FIRST_DAY = Day(0, FRIDAY)
ASKED = When(FIRST_DAY, time(8, 10))
ANSWERED = When(FIRST_DAY, time(8, 40))


def acts(client: Client) -> Iterator[Act]:
    """Yield what is asked of a client's record, from the first day to the last."""
    yield from _request(client)
    yield from _intake(client)
    yield from (_filled_in(form) for form in client.forms if form.week > 0)
    yield from client.acts


def _request(client: Client) -> Iterator[Act]:
    yield Act(
        when=ASKED,
        begins=True,
        by=By.CLINICIAN,
        body={
            "client_id": client.id,
            "name": client.name,
            "time_zone": client.time_zone,
        },
    )
    yield Act(
        when=ASKED,
        path=("intake-requests",),
        body={"request_id": REQUEST, "words": client.asks},
    )
    yield Act(
        when=ANSWERED,
        by=By.CLINICIAN,
        path=("intake-requests", REQUEST, "answer"),
        body={"words": client.answer},
    )
    yield Act(
        when=ANSWERED,
        by=By.CLINICIAN,
        path=("clinicians",),
        body={"clinician_id": CLINICIAN},
    )


def _intake(client: Client) -> Iterator[Act]:
    """Yield the first conversation: what troubles the client, and what matters."""
    yield _together("intake", request_id=REQUEST)
    yield from (_filled_in(form) for form in client.forms if form.week == 0)
    for concern in client.concerns:
        yield _said(
            "concerns",
            concern_id=Own(concern.domain),
            own_words=concern.own_words,
            domain=concern.domain,
            severity=concern.severity,
        )
    ranking = tuple(Own(domain) for domain in client.ranking)
    yield _said("concern-order", concern_ids=ranking)
    for value in client.values:
        yield _said("values", value_id=Own(value), own_words=value)
    yield _together(
        "intake",
        "completion",
        reflections=client.reflections,
        desired_outcomes=client.hopes,
    )


def _filled_in(form: Form) -> Act:
    return Act(
        when=session(form.week),
        path=("forms",),
        body={
            "administration_id": Own(form.name),
            "instrument": form.instrument,
            "items": form.items,
        },
    )


def _said(path: str, **body: Any) -> Act:
    return Act(when=session(0), path=(path,), body=body)


def _together(*path: str, **body: Any) -> Act:
    return Act(when=session(0), by=By.CLINICIAN, path=path, body=body)
