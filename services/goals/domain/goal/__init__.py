"""The life of a goal: its state, its commands and its rules, a module per topic."""
