"""The product in containers, put to the test; started by ``make compose-test`` only."""
