"""The figures: one module each, beside the floor it is held against."""
