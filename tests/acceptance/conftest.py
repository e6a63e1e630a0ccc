"""The services of a journey, each with its own database."""

from tests.support.goals_api import demo_api, goals_api

__all__ = ["demo_api", "goals_api"]
