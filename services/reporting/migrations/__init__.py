"""The reporting database's schema, change by change."""
