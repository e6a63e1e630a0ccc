"""The read models: one module each, named after the question it answers."""
