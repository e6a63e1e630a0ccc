"""A clinic's spreadsheet of goals, as requests to the goals API."""
