"""The rules of the demo: pure code only."""
