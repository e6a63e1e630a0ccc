"""The reporting service with a real PostgreSQL."""
