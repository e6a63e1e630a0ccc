"""A client's record: its state, its commands and its rules, a module per topic."""
