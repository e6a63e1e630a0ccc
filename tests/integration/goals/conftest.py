"""The API on an empty store, real or of a demo stack."""

from tests.support.goals_api import demo_api, goals_api

__all__ = ["demo_api", "goals_api"]
