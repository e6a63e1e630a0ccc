"""Who is asking: decided before a route is reached, the same for all of them."""

from flask import Flask, g, request
from webargs.flaskparser import abort

from shared.tokens import Caller, CallerIsUnclear, TokenIsWrong, read_caller
from shared.web.problems import problem

OPEN = frozenset({"live", "readiness", "metrics", "api-docs.openapi_json"})


def identify(app: Flask, token: str) -> None:
    """Let only callers with the token in; health, metrics and the document are open."""
    expected = token.encode()

    app.register_error_handler(
        CallerIsUnclear, lambda unclear: problem(400, str(unclear))
    )

    @app.before_request
    def check() -> None:
        if request.endpoint in OPEN:
            return
        try:
            g.caller = read_caller(request.headers.get, expected)
        except TokenIsWrong as wrong:
            abort(401, exc=wrong)


def caller() -> Caller:
    """Return who sent the present request."""
    who: Caller = g.caller
    return who
