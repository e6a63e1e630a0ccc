"""Fixtures of the tests of ``shared``."""

from tests.support.consumer_fixtures import consumer, consumer_urls

__all__ = ["consumer", "consumer_urls"]
