"""PostgreSQL and Valkey as child processes, for ``make run`` and the tests."""
