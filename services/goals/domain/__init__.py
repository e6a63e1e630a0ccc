"""The rules of the clinic, as pure functions over frozen values."""
