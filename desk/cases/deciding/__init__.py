"""What may be decided about a case, by area."""
