"""Rules and words of messages, without a database."""
