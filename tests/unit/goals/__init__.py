"""The rules of the goals service."""
