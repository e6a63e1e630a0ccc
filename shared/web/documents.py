"""The OpenAPI document: one bearer token, and problems as what they are."""

from typing import Any

import msgspec
from flask import Response
from flask_smorest import Api as SmorestApi
from werkzeug.exceptions import HTTPException

from shared.web.problems import ProblemSchema, of_http

SECURITY = {"token": {"type": "http", "scheme": "bearer"}}


class Api(SmorestApi):
    """flask-smorest's Api, speaking problem+json."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Return the problem for an error of the framework's own."""
        return of_http(error)

    def _openapi_json(self) -> Response:
        return Response(
            msgspec.json.format(msgspec.json.encode(self.document()), indent=2),
            mimetype="application/json",
        )

    def document(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        document: dict[str, Any] = self.spec.to_dict()
        document["security"] = [{scheme: [] for scheme in SECURITY}]
        components = document.setdefault("components", {})
        components["securitySchemes"] = SECURITY
        for response in components.get("responses", {}).values():
            _as_problem(response)
        return document


def _as_problem(response: dict[str, Any]) -> None:
    content = response.get("content", {})
    if "application/json" in content:
        content["application/problem+json"] = content.pop("application/json")
