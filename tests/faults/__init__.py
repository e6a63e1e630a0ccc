"""Slow stories: a whole stack of real processes under load, and what goes wrong."""
