"""The embedded servers, the supervisor and the plumbing, for real."""
