"""Pure plumbing."""
