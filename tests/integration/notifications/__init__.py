"""The notifications service with real PostgreSQL, Valkey and SMTP."""
