"""A blueprint whose routes read strictly and are named in the OpenAPI document."""

from typing import Any

from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema

from shared.web.strict_json import StrictParser


class Blueprint(SmorestBlueprint):
    """Routes of one resource; a route's function name is its operation's name."""

    ARGUMENTS_PARSER = StrictParser()

    def arguments(self, schema: Any, *, location: str = "json", **kwargs: Any) -> Any:
        """Read arguments with one schema, built now and not at each request."""
        built = schema() if isinstance(schema, type) else schema
        if isinstance(built, Schema) and location == "query":
            kwargs.setdefault("unknown", RAISE)
        return super().arguments(built, location=location, **kwargs)

    def response(self, status_code: int, schema: Any = None, **kwargs: Any) -> Any:
        """Describe the answer with one schema, built now and not at each request."""
        built = schema() if isinstance(schema, type) else schema
        return super().response(status_code, built, **kwargs)

    def _store_endpoint_docs(
        self, endpoint: str, obj: Any, parameters: Any, tags: Any, **options: Any
    ) -> None:
        super()._store_endpoint_docs(endpoint, obj, parameters, tags, **options)
        for method, doc in self._docs[endpoint].items():
            if method != "parameters":
                name = f"{self.name}_{endpoint}".replace("-", "_")
                doc.setdefault("manual_doc", {}).setdefault("operationId", name)
