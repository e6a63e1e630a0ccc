"""What the machine and its libraries do at best, with nothing of ours between."""
