"""The demo clinic as data: its clients, their goals, and what happened to them."""
