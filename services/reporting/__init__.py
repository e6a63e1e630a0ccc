"""Reporting: facts become read models, and read models become answers."""
