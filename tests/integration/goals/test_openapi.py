"""The OpenAPI document is true: schemathesis asks for what it promises, and refuses."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.goals_api import HEADERS, GoalsApi
from tests.support.histories import active_goal

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
CASES_EACH = 8
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


def test_every_operation_answers_as_the_document_says(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal())
    schema = schemathesis.openapi.from_wsgi("/openapi.json", goals_api.app)

    seen: set[int] = set()
    operations = [_found(each) for each in schema.get_all_operations()]
    for operation in operations:
        for mode in MODES:
            seen.update(_ask(operation, mode))

    assert len(operations) == 67
    assert {200, 201, 404, 409, 422} <= seen


def _found(result: Any) -> Any:
    return result.ok()


def _ask(operation: Any, mode: Any) -> set[int]:
    seen = set()

    @settings(
        max_examples=CASES_EACH,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = case.call_and_validate(headers=HEADERS, checks=CHECKS)
        seen.add(answer.status_code)

    ask()
    return seen


def test_every_operation_has_a_name_and_the_problem_it_may_answer(
    goals_api: GoalsApi,
) -> None:
    document = goals_api.get("/openapi.json", {"Authorization": ""}).get_json()

    operations = [
        operation
        for path in document["paths"].values()
        for method, operation in path.items()
        if method != "parameters"
    ]
    names = [operation["operationId"] for operation in operations]
    assert document["openapi"] == "3.1.0"
    assert len(set(names)) == len(names) == 67
    assert all("default" in operation["responses"] for operation in operations)
    for response in document["components"]["responses"].values():
        assert "application/json" not in response.get("content", {})
