"""What every service shares, with real PostgreSQL and Redis."""
