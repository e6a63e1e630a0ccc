"""One module per law of the architecture, each trying to break it."""
