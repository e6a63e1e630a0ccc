"""How the notifications database came to be, step by step."""
