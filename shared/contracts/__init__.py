"""The published facts: the language that every service reads and none may change."""
