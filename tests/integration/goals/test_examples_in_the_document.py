"""Every example in the OpenAPI document is a request that works."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from services.goals.aggregates import CLIENT, GOAL
from shared.contracts import clients, goals
from shared.contracts.fact import Fact
from tests.support.goals_api import GoalsApi, append


def known(number: int) -> UUID:
    """Return an id as the document's examples have them."""
    return UUID(f"0194{number:04x}-7000-7000-8000-{number:012x}")


MONDAY = date(2025, 1, 6)
MEASURE, ENTRY, STOP, STEP = known(5), known(6), known(7), known(0x14)
OTHER_GOAL, CONCERN, CLINICIAN = known(0x1E), known(0x29), known(0x32)
REQUEST, SAFETY, CONSENT, PROXY = known(0x28), known(0x2E), known(0x34), known(0x36)
PARTIES = (goals.Party.CLIENT, goals.Party.CLINICIAN)


def created(client_id: UUID, *, draft: bool = False) -> list[Fact]:
    return [goals.GoalCreated(client_id=client_id, own_words="Walk", draft=draft)]


def active(client_id: UUID, *more: Fact, kind: str = "practice") -> list[Fact]:
    measure: Fact = goals.MeasureDefined(
        measure_id=MEASURE,
        kind=goals.MeasureKind(kind),
        target=goals.Target(low=4),
        baseline=0,
    )
    if kind == "gas":
        measure = goals.GasScaleDefined(measure_id=MEASURE)
    return [
        *created(client_id),
        measure,
        goals.MilestoneAdded(milestone_id=STOP, words="Write her a letter"),
        *(goals.GoalAgreed(party=party) for party in PARTIES),
        goals.GoalActivated(start_on=MONDAY),
        *more,
    ]


def achieved() -> Fact:
    return goals.GoalAchieved(occurred_on=MONDAY, caused_by=ENTRY)


def entry() -> Fact:
    return goals.ProgressRecorded(
        entry_id=ENTRY, occurred_on=MONDAY, measure_id=MEASURE, value=10.0
    )


def goal_before(path: str, client_id: UUID) -> list[Fact]:
    """Return what has happened to a goal before a request to a path makes sense."""
    draft = created(client_id, draft=True)
    begun = created(client_id)
    running = active(client_id)
    agreed = running[:-1]
    step = goals.ActionStepAssigned(step_id=STEP, words="Put the mat out")
    linked = goals.GoalLinked(other_goal_id=OTHER_GOAL)
    special: dict[str, Sequence[Fact]] = {
        "proposal": draft,
        "measures": begun,
        "scales": begun,
        "agreements": begun,
        "disagreements": begun,
        "rejection": begun,
        "activation": agreed,
        "ratings": active(client_id, kind="gas"),
        "corrections": [*running, entry()],
        "retraction": [*running, entry()],
        "resumption": [*running, goals.GoalPaused(occurred_on=MONDAY)],
        "maintenance": [*running, achieved()],
        "acknowledgements": [*running, achieved()],
        "completion": [*running, step],
        "end": [*running, linked],
    }
    return list(special.get(path.rpartition("/")[2], running))


def client_before(path: str) -> list[Fact]:
    """Return what has happened to a client before a request to a path makes sense."""
    in_care: list[Fact] = [
        clients.ClientRegistered(name="Maya"),
        clients.ClinicianAssigned(clinician_id=CLINICIAN),
        clients.IntakeRequested(
            request_id=REQUEST, answer_by=datetime(2025, 1, 4, 13, tzinfo=UTC)
        ),
        clients.ConcernRaised(
            concern_id=CONCERN,
            own_words="Mornings",
            domain=clients.ConcernDomain.ANXIETY,
        ),
        clients.ConsentGranted(
            consent_id=CONSENT,
            recipient=f"system:{known(0x35)}",
            scope=clients.Scope.PROGRESS,
            purpose=clients.Purpose.CARE,
        ),
    ]
    special: dict[str, list[Fact]] = {
        "intake/completion": [clients.IntakeStarted(occurred_on=MONDAY)],
        "acknowledgement": [
            clients.SafetyConcernRaised(
                concern_id=SAFETY,
                source=clients.SafetySource.CLIENT,
                occurred_on=MONDAY,
            )
        ],
        "revocation": [
            clients.ProxyGranted(proxy_id=PROXY, capacity=clients.Capacity.PARENT)
        ],
        "readmission": [
            clients.ClientDischarged(
                occurred_on=MONDAY, ending=clients.Ending.COMPLETED
            )
        ],
    }
    more = [
        fact for end, facts in special.items() if path.endswith(end) for fact in facts
    ]
    return [*in_care, *more]


def consented_link(api: GoalsApi, goal_id: UUID, client_id: UUID) -> None:
    """Let two clients have agreed that their goals go together."""
    other_client = uuid4()
    append(api.engine, OTHER_GOAL, *active(other_client), client_id=other_client)
    for whose, far_end in ((client_id, OTHER_GOAL), (other_client, goal_id)):
        registered = clients.ClientRegistered(name="Sam")
        consent = clients.ConsentGranted(
            consent_id=uuid4(),
            recipient=f"goal:{far_end}",
            scope=clients.Scope.IDS_ONLY,
            purpose=clients.Purpose.LINKED_GOALS,
        )
        append(api.engine, whose, registered, consent, client_id=whose)


IDS = {
    "milestone_id": STOP,
    "entry_id": ENTRY,
    "step_id": STEP,
    "other_goal_id": OTHER_GOAL,
    "clinician_id": CLINICIAN,
    "request_id": REQUEST,
    "consent_id": CONSENT,
    "proxy_id": PROXY,
}


def prepared(api: GoalsApi, path: str) -> str:
    """Let the world be ready for a request, and return its address."""
    goal_id, client_id = uuid4(), uuid4()
    about_safety = "safety-concerns" in path
    ids = {
        **IDS,
        "goal_id": goal_id,
        "client_id": client_id,
        "concern_id": SAFETY if about_safety else CONCERN,
    }
    if "{goal_id}" in path:
        append(api.engine, goal_id, *goal_before(path, client_id), client_id=client_id)
    if path.endswith("/links"):
        consented_link(api, goal_id, client_id)
    if path.endswith("/links/{other_goal_id}/end"):
        # The example of a link came before this one: the other goal is there.
        back = goals.GoalLinked(other_goal_id=goal_id)
        append(api.engine, OTHER_GOAL, back, after=7, client_id=client_id)
    if "{client_id}" in path:
        append(api.engine, client_id, *client_before(path), client_id=client_id)
    return path.format(**ids)


def test_every_example_in_the_document_is_a_request_that_works(
    goals_api: GoalsApi,
) -> None:
    document = goals_api.get("/openapi.json").get_json()

    asked = 0
    for path, operations in sorted(document["paths"].items()):
        body: dict[str, Any] = operations.get("post", {}).get("requestBody", {})
        content = body.get("content", {}).get("application/json", {})
        if "post" not in operations or path == "/v1/wording-reviews":
            continue
        assert "example" in content or not body.get("required"), path

        address = prepared(goals_api, path)
        answer = goals_api.send("POST", address, json=content.get("example", {}))

        assert answer.status_code in (200, 201), (path, answer.get_json())
        assert answer.get_json()["events"], path
        asked += 1
    assert asked > 50


def test_goals_and_clients_keep_their_streams_apart(goals_api: GoalsApi) -> None:
    goal_id, client_id = uuid4(), uuid4()
    append(goals_api.engine, goal_id, *created(client_id), client_id=client_id)
    append(
        goals_api.engine,
        client_id,
        clients.ClientRegistered(name="Maya"),
        client_id=client_id,
    )

    for name, of_other in ((GOAL.name, client_id), (CLIENT.name, goal_id)):
        for rest in ("", "/history"):
            answer = goals_api.get(f"/v1/{name}/{of_other}{rest}")
            assert answer.status_code == 404
    listed = goals_api.get(f"/v1/clients/{client_id}/goals").get_json()["goals"]
    assert [goal["id"] for goal in listed] == [str(goal_id)]
