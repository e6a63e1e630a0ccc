"""What both ends of a joint must agree on, and every process's plumbing."""
