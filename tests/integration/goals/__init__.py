"""The goals service with real neighbours."""
