"""Arithmetic of the reports: pure functions, where "no number" is ``None``."""
