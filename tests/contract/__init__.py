"""What we promised the outside world."""
