"""What both ends of a joint must agree on, and the plumbing every process starts with."""
