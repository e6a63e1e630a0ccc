"""Facts become messages: the right word, to the right person, once."""
