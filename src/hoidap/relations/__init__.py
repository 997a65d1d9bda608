"""What one provision does to another: the values, and texts as they stand on a day."""
