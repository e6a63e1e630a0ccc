"""The wording review."""
