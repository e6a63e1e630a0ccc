"""Folds and the figures they show, without a database."""
