"""The demo clinic: twelve goals, twelve weeks, played through the public HTTP API."""
