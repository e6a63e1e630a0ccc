"""The services of a journey, each with its own database."""

from tests.support.goals_api import goals_api

__all__ = ["goals_api"]
