"""Rules, in memory."""
