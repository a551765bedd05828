"""What people do with a person's record: every write, split by noun."""
