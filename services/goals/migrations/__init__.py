"""The history of the goals database."""
