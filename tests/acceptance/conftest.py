"""The services of a journey, each with its own database."""

from tests.support.goals_api import demo_api, goals_api
from tests.support.house import house

__all__ = ["demo_api", "goals_api", "house"]
